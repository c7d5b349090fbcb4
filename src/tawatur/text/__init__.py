"""Views of a text for matching, with their way back to the source: normalising, tokens, sentences, script, language."""
