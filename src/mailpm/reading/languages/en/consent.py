"""How English says yes and no to a proposal."""

from __future__ import annotations

from mailpm.reading.consent import ConsentRule, ConsentTable

_NOT = r"(?:not|cannot|can't|can not|won't|will not|don't|do not|couldn't|could not|unable to|never)"

CONSENT = ConsentTable(
    name="en",
    rules=(
        ConsentRule(
            name="en.no",
            yes=False,
            pattern=rf"\b{_NOT} (?:\w+ ){{0,2}}(?:agree|agreed|approve|approved|accept|accepted|want it|want this|want that|go ahead|need it)\b|\bdisagree|^(?:no|nope|no thanks|no thank you|not agreed|declined|rejected)\b[,.! ]*(?:thank|thanks|$|we|let|please|leave)|\b(?:we|i)(?:'ll| will| would)? (?:decline|reject|pass|refuse)\b|\brather not\b|\bnot possible\b|^no go\b|\bcancel (?:this|that|it|the (?:change|request))\b|\b(?:don't|do not|no longer) (?:need|want)\b|\bnot for us\b|\blet's (?:not|leave it|drop it|skip it)\b|\bleave it (?:out|as it is)\b",
            examples=("Not agreed.", "We cannot accept that.", "No, thank you.", "Let's leave it out.", "We'd rather not."),
            never=("No problem, agreed.",),
        ),
        ConsentRule(
            name="en.yes",
            yes=True,
            pattern=r"^(?:agreed|approved|accepted)\b|\b(?:please )?(?:go ahead|proceed)\b|\bno objections?\b|\b(?:i|we)(?: hereby| fully| all| both)* (?:agree|approve|accept)\b(?! with (?:you|her|him|them)\b| that\b)|\b(?:i|we)(?:'re| are|'d be| would be|'m| am) (?:happy|fine|okay|ok) with\b|\b(?:that's|this is|that is|it's|it is) (?:agreed|approved|accepted|(?:fine|ok|okay) (?:with|for|by) (?:us|me))\b|\bhappy to (?:go ahead|accept|agree|proceed|approve|confirm)\b|\bthen yes\b|\bplease (?:do it|do so)\b|\b(?:is|are) (?:agreed|approved|accepted)\b",
            examples=("Agreed.", "Yes, please go ahead.", "We accept the change.", "That's fine with us"),
            never=("We cannot accept that.", "I agree with you that it is expensive."),
        ),
        ConsentRule(
            name="en.ok",
            yes=True,
            pattern=r"^(?:yes|yep|yeah|ok|okay|sure|fine|confirmed|all right|alright|perfect|deal|no problem|sounds good|looks good|very good|great|good)\b|\b(?:that's|this is|that is|it's|it is) (?:fine|ok|okay)\b",
            examples=("OK", "Yes, please.", "Sounds good, thanks!"),
            only_with=r"\b(?:thanks?|thank you|many|please|very much|a lot|then|for|with|by|from|our|my|side|us|me|let's do (?:it|this)|do it|all good|from here|dear|hi|hello|cr ?\d+|yes|ok|okay|fine|great|perfect|good|agreed|approved|go ahead|proceed|this|change|the)\b",
            never=("OK, we will look at it.",),
        ),
    ),
    conditions=r"\bbut\b|\bif\b|\bunless\b|\bprovided\b|\bas long as\b|\bonly\b|\bhowever\b|\bsubject to\b|\bin principle\b|\bon condition\b|\bonce\b|\bexcept\b|\bthough\b|\balthough\b|\bmaybe\b|\bperhaps\b|\bprobably\b|\bnot sure\b|\bask (?:my|our)\b|\bcheck with\b|\bconfirm with\b|\blet me\b|\bassuming\b|\bdepend\w*|\bwait\b|\bneed to\b|\bhave to\b|\bfinance\b|\blegal\b|\bmy boss\b|\bget back to you\b|\bthink about\b|\bdiscuss\b|\bneed to talk\b|\bhalf\b|\bcheaper\b|\binstead\b|\buntil\b|\bas soon as\b|\bafter\b.{0,30}\b(?:agree|approval|board)\b|\bi would agree\b|\bshould be (?:ok|fine)\b",
    negations=r"\bnot\b|n't\b|\bno\b|\bnever\b|\bwithout\b|\bnothing\b|\bneither\b",
)
