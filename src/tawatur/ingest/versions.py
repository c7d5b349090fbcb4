"""Versions of libraries and programs, for the names of readers."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from importlib.metadata import version


@cache
def library(name: str) -> str:
    """`NAME-VERSION` of an installed distribution."""
    return f"{name}-{version(name)}"


@cache
def program(name: str, *arguments: str) -> str | None:
    """`NAME-VERSION` of a program on the search path, or None; `arguments` make it say its version."""
    path = shutil.which(name)
    if path is None:
        return None
    done = subprocess.run([path, *arguments], capture_output=True, text=True, timeout=20, check=False)
    match = re.search(r"\d+(?:\.\d+)+", done.stdout + done.stderr)
    return f"{name}-{match.group()}" if match else name
