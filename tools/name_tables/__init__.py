"""Tables of names derived from installed packages, not kept: attested spellings, places, countries, capitals."""
