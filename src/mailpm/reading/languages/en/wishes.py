"""How a client asks in English not to be written to about something."""

from __future__ import annotations

from mailpm.model import WishKind
from mailpm.reading.wishes import WishRule

_REMIND = r"(?:remind(?:ing|ers?)?|chas(?:e|ing)|nudg(?:e|ing|es)|nag(?:ging)?|follow(?:ing)?[- ]ups?|email(?:ing|s)?|mail(?:ing|s)?|writ(?:e|ing))"

WISHES: tuple[WishRule, ...] = (
    WishRule(
        name="en.stop-reminding",
        kind=WishKind.STOP,
        pattern=rf"\b(?:please )?(?:stop|quit|no more|enough with|cease)(?: (?:sending|with|all))?(?: me)?(?: (?:these|those|the|any|your|of these))?(?: \w+)? {_REMIND}\b"
        rf"|\b(?:don't|do not|dont|no need to|needn't|never) (?:please )?(?:keep )?{_REMIND}(?: to)? (?:me|us)\b"
        r"|\b(?:unsubscribe|take|remove|leave) me (?:off|from|out of)\b|\bstop (?:this|these|it)\b",
        unless=r"\bdon't stop\b|\bdo not stop\b|\bnon-?stop\b|\bdon't forget\b",
        examples=("Please stop sending me these reminders.", "Don't remind me again.", "Take me off this list, please."),
        negative=("We will stop the server on Friday.", "Please remind me on Monday.", "Please don't email the press yet."),
    ),
    WishRule(
        name="en.wrong-person",
        kind=WishKind.WRONG_PERSON,
        pattern=r"\b(?:i'm|i am|you have|you've got|you got|this is) (?:not |really not )?(?:the )?(?:wrong|right) (?:person|contact|address|one|department)\b"
        r"|\b(?:this|that|it) (?:is not|isn't|is no longer) (?:mine|my (?:task|job|responsibility|area|department|call)|for me)\b"
        r"|\b(?:i'm|i am) no longer (?:responsible|in charge|on this|with|working on|handling)\b"
        r"|\b(?:please )?(?:contact|write to|ask|talk to|address this to) .{1,40} (?:about|for) (?:this|that|it)\b"
        r"|\b(?:not my|wrong) department\b",
        unless=r"\byou are the right person\b|\bam i the right\b|\bi am the right person\b|\bi'm the right person\b",
        examples=("I'm the wrong person for this.", "This isn't mine, please contact finance@acme.example about it.", "I am no longer responsible for the website."),
        negative=("I'm the right person for this.", "This is not my final version."),
    ),
    WishRule(
        name="en.by-phone",
        kind=WishKind.BY_PHONE,
        pattern=r"\b(?:let's|let us|can we|could we|we should|we'll|i'd rather|i would rather|i'd prefer to|better to) (?:just )?(?:discuss|talk|speak|go over|sort|clear|settle|cover)\b.{0,60}\b(?:phone|call|in person|teams|zoom|face to face)\b"
        r"|\b(?:discuss|talk about|settle) (?:this|that|it|them|the rest) (?:on|over|by) the (?:phone|call)\b|\b(?:call|phone|ring) me (?:instead|about (?:this|it|that))\b",
        examples=("Let's discuss this on the phone.", "Call me about it.", "Can we sort this out over the phone?"),
        negative=("I'll phone the printer tomorrow.", "The phone number is on the website."),
    ),
    WishRule(
        name="en.sent-before",
        kind=WishKind.SENT_BEFORE,
        pattern=r"\b(?:i|we)(?:'ve| have)? already (?:sent|delivered|provided|submitted|shared|uploaded|answered|replied|mailed|emailed|given)\b|\b(?:it|that|they) (?:was|were|has been|have been) (?:already )?(?:sent|delivered|provided|uploaded) (?:last|on|yesterday|already|days ago|before)\b"
        r"|\byou (?:already have|should have|have already (?:got|received)) (?:it|that|them|this)\b|\b(?:i|we) sent (?:it|that|this|them)(?: to you)? (?:last|on|yesterday|days ago|already)\b",
        unless=r"\bonce\b|\bif\b|\bwhether\b|\bhave you already\b",
        examples=("I already sent it last week.", "You should have it.", "We sent them on Monday."),
        negative=("Once I've already sent it I will call.", "I will send it on Monday."),
    ),
)
