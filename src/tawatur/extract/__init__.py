"""Document stages: what one text says by itself. Each sees one `Reading` and runs in any order of documents."""
