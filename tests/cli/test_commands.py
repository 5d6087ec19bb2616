"""Commands are imported when they are asked for: the table that tells where each stands."""

import sys
from importlib import import_module
from subprocess import run

from ledger.cli import main
from ledger.cli.app import COMMANDS


def test_every_command_is_where_the_table_says() -> None:
    for module in set(COMMANDS.values()):
        import_module(f"ledger.cli.{module}")
    assert main.commands.keys() == COMMANDS.keys()
    for name, command in main.commands.items():
        assert command.callback is not None
        assert command.callback.__module__ == f"ledger.cli.{COMMANDS[name]}"


def test_a_command_imports_no_other() -> None:
    code = "import sys; from ledger.cli import main; main(['config'], standalone_mode=False); print(*sys.modules)"
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {name for name in done.stdout.split() if name.startswith("ledger.cli.")} == {
        "ledger.cli.app",
        "ledger.cli.start",
    }


def test_a_slip_of_a_command_is_told_the_nearest() -> None:
    done = run([sys.executable, "-m", "ledger.cli", "biuld"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Did you mean 'build'?" in done.stderr
    nothing = run([sys.executable, "-m", "ledger.cli", "xyzzy"], capture_output=True, text=True, check=False)
    assert nothing.returncode == 2
    assert "Did you mean" not in nothing.stderr
