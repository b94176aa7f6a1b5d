"""The template of the page and its style."""

from pathlib import Path
from typing import Final

PAGES: Final = Path(__file__).parent
