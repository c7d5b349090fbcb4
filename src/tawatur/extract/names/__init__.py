"""Names in one text: found by a voice, set right by convention, made consistent, and grouped into actors."""

from tawatur.extract.names.stage import Names
from tawatur.extract.names.voices import NeuralVoice, Voice, voice_for

__all__ = ["Names", "NeuralVoice", "Voice", "voice_for"]
