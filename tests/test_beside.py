"""Work done in another process beside this one."""

import os
import signal
import sys

import pytest

from ledger.beside import beside

copied = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the work is done in this process")


def test_the_result_is_what_the_work_gives() -> None:
    words = {"a": [1, 2]}
    with beside(lambda: (words, [None, 0.1, "đ"])) as result:
        words["a"].append(3)
        assert result()[1] == [None, 0.1, "đ"]


@copied
def test_the_work_begins_with_what_is_there_and_changes_nothing_here() -> None:
    words = ["a"]
    with beside(lambda: (os.getpid(), words.append("b"), words)) as result:
        process, _, there = result()
    assert process != os.getpid()
    assert there == ["a", "b"]
    assert words == ["a"]


def test_an_error_of_the_work_comes_out_where_its_result_is_asked_for() -> None:
    def work() -> None:
        raise KeyError("lost")

    with beside(work) as result, pytest.raises(KeyError, match="lost"):
        result()


@copied
def test_a_process_that_ends_early_is_told() -> None:
    with beside(lambda: os.kill(os.getpid(), signal.SIGKILL)) as result, pytest.raises(RuntimeError, match="ended"):
        result()


@copied
def test_nothing_is_left_running_when_this_process_fails() -> None:
    with pytest.raises(ZeroDivisionError), beside(signal.pause):
        raise ZeroDivisionError
