"""From bytes to a Message: decoded text, the sender's own new words, what kind of letter it is and who wrote it."""

from mailpm.message.guarded import parse_within_limits
from mailpm.message.limits import LetterBreaksLimits
from mailpm.message.parse import parse

__all__ = ["LetterBreaksLimits", "parse", "parse_within_limits"]
