"""The recipe is no installed package: it is found at the project's root."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))
