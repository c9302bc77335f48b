"""Writes letters: Planned -> bytes, in the words of the templates."""

from mailpm.composing.folders import our_templates, template_folders
from mailpm.composing.headers import AddressNotSendable
from mailpm.composing.letter import CalendarMaker, Composer, LetterNotWritten, reply_subject

__all__ = [
    "AddressNotSendable",
    "CalendarMaker",
    "Composer",
    "LetterNotWritten",
    "our_templates",
    "reply_subject",
    "template_folders",
]
