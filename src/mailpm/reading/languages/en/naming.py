"""What English wraps around the thing that is owed."""

from __future__ import annotations

from mailpm.reading.naming import NamingTable

_PRONOUN = r"(?:us|me|you|him|her|them|everyone|the team)"

NAMING = NamingTable(
    name="en",
    lead=rf"(?:let|tell) {_PRONOUN} (?:know|have)\s+"
    r"|(?:and|also|but|so|then|plus|finally|first|secondly|next|again|hi|hello|hey|dear|yes|ok|okay|sure|no problem|thanks|sorry)\b(?: [A-Z][a-z]+)?,?\s+"
    r"|(?:please|kindly|pls|just|definitely|certainly|now)\s+|(?:could|can|would|will|may|might) (?:you|we|i)(?: please| kindly)?\s+|(?:would|do) you mind\s+"
    r"|(?:i|we|you|they)(?:'ll| will| shall| can|'d| would|'re going to| are going to|'m going to| am going to| need to| have to| must| should)\s+"
    r"|(?:i|we)(?:'d| would)? (?:need|like|want|expect|appreciate|be grateful for|love)(?: to have)?\s+|(?:let's|let us)\s+"
    rf"|(?:send|share|provide|give|deliver|forward|pass|mail|email|upload|submit|return|have|get|hand|bring|show|circulate)(?: over| across| on| back| out)?(?: (?:to )?{_PRONOUN})?(?: with)?(?=\s+\S+)\s+"
    rf"|(?:get back|come back|reply|report back) to {_PRONOUN}(?: with| on| about)?\s+|make sure (?:that )?(?:we|you|i) (?:have|get)\s+"
    r"|(?:the|a|an|your|our|my|some|all)\s+(?=\S)",
    tail=rf"[\s,]+(?:to|for|with|from|over to|across to|back to) {_PRONOUN}|[\s,]+(?:from|on) (?:my|our|your) (?:side|end)|[\s,]+(?:please|thanks|thank you|if possible|at the latest|latest|as well|too|over|across|ready|back|asap|as soon as possible)"
    r"|[\s,]+(?:by|on|until|till|before|in|within|at|due|is due|are due|will be|to be)",
    before_day=r"\b(?:by|on|until|till|before|at|in|within|no later than|not later than|due|due on|due by|from|for|this coming|the)",
    after_day=r"at the latest|latest",
    least=4,
    most=64,
    examples=(
        ("could you send us the product photos", "product photos"),
        ("You'll have the wireframes from me", "wireframes"),
        ("please let us know which payment provider the shop should use", "which payment provider the shop should use"),
        ("I'll send you the contract details", "contract details"),
        ("We will confirm the quote", "confirm the quote"),
        ("Can you please review the draft contract for us", "review the draft contract"),
    ),
)
