"""The one exception root. Every message is a sentence that a person can act on."""


class TawaturError(Exception):
    """Something that the program refuses or cannot do; the message names the thing and what to do next."""


class ReadError(TawaturError):
    """A file that could not be read into documents."""


class SpanError(TawaturError):
    """A span that does not lie in its text, or whose stored words differ from the text."""


class ResourceError(TawaturError):
    """Language data that breaks its schema."""


class CaseError(TawaturError):
    """A case file that is missing, damaged or of a newer version."""


class NotFoundError(TawaturError):
    """Nothing in the case has the id or name that was asked for."""
