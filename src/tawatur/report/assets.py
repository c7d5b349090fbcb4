"""The built style sheet, scripts and typefaces of the pages. `make install` builds them from `frontend/`."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from tawatur.core.errors import TawaturError

TYPES = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2"}


def _folder() -> Traversable:
    return resources.files("tawatur.report") / "assets"


def asset(name: str) -> bytes:
    """The bytes of a built file; raises TawaturError when the pages were not built or there is no such file."""
    if not (_folder() / "app.css").is_file():
        raise TawaturError("The pages are not built yet. Build them with: make install (it needs Node 20 or newer).")
    file = _folder() / name
    if "/" in name or not file.is_file():
        raise TawaturError(f"There is no page asset {name}. Build the pages again with: make install")
    return file.read_bytes()


@cache
def digest() -> str:
    """A short digest of all built files, for addresses that change with them."""
    total = hashlib.blake2b(digest_size=6)
    asset("app.css")
    for file in sorted(_folder().iterdir(), key=lambda f: f.name):
        total.update(file.name.encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def style_inline() -> str:
    """The style sheet with its typefaces inside."""

    def inside(found: re.Match[str]) -> str:
        data = base64.b64encode(asset(found[1].rsplit("/", 1)[-1])).decode()
        return f"url(data:font/woff2;base64,{data})"

    css = asset("app.css").decode("utf-8")
    return re.sub(r"url\([\"']?([^\"')]+\.woff2)[\"']?\)", inside, css)


def script(name: str) -> str:
    """A script as text that can stand inside a page."""
    return asset(name).decode("utf-8").replace("</script", "<\\/script")


def csp_hash(text: str) -> str:
    """The source expression that lets exactly this inline text run."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'"
