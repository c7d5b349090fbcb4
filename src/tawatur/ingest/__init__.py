"""Files to documents: `discover` walks what a user names, `read` turns one item into documents or failures."""

from tawatur.ingest.items import Item, discover, file_digest
from tawatur.ingest.result import Read
from tawatur.ingest.run import read

__all__ = ["Item", "Read", "discover", "file_digest", "read"]
