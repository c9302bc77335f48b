"""English: what looks like a name and is none."""

from __future__ import annotations

_NO_NAMES = (
    "sept sep jan feb mar apr jun jul aug oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december please could would will can i we you they he "
    "she it final draft report dear hi hello thanks exhibit proofs pilot firmware sitemap statement "
    "forms protocol "
)
NO_NAMES = frozenset(_NO_NAMES.split())

NOBODY = (
    r"it|this|that|these|those|they|he|she|we|i|you|there|which|who|what|all|both|one|nobody|someone|"
    r"somebody|everyone|agreed|decided|need|needs|action|actions|next|due|owner|status|happy|able|open|noted|nothing|everything|"
    r"(?:next|this|last) (?:week|month|year|quarter)|tbc|tbd|asap|today|tomorrow|the (?:file|report|draft|plan|list|contract|\w+ (?:report|draft|plan|list|"
    r"contract|file|build|version|test|form|copy))|here|and|but|so|as|if|when|also|then|[\d\W]+"
)
