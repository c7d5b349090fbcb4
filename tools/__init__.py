"""What `make install` runs to derive tables from installed packages."""
