"""Tables of names derived from packages that are installed, not kept: attested spellings, places, countries, capitals."""
