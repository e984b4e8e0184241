"""Puts `scripts/` and this folder on the path, as `dev.py` does."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "scripts"), str(Path(__file__).parent)]
