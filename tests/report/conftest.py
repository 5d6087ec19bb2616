import sys
from pathlib import Path

# Small ledgers are made as for the tests of comparing.
sys.path.insert(0, str(Path(__file__).parents[1] / "compare"))
