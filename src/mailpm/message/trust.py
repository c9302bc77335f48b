"""Who vouches for the sender: the Authentication-Results of our own provider (RFC 8601, HAZARDS T-01, T-02)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mailpm.model.mail import Verdict

MAX_BYTES = 20_000
# compauth, "dmarc=pass action=none" and the ARC notes are no part of RFC 8601's grammar.
_MICROSOFT_ONLY = re.compile(
    r";?\s*compauth\s*=[^;]*(?=;|$)|\s+action=[\w.]{1,30}|\s+(?:policy\.[\w-]{1,40}|header\.oarcid|arc\.chain)=\S{1,200}",
    re.IGNORECASE,
)


def verdict(
    results: Sequence[bytes], sender_domain: str, *, authserv_ids: Sequence[str], microsoft: bool
) -> tuple[Verdict, str]:
    """What the provider says of the domain in From, and a remark where that is odd.

    `results` are the Authentication-Results headers, topmost first; only the topmost one of a configured
    authserv-id is looked at, since any below may be the sender's own. Microsoft 365 writes no authserv-id:
    with `microsoft` the topmost header without one is read. No header means `NONE`, never `PASS`.
    """
    wanted = {name.strip().lower() for name in authserv_ids if name.strip()}
    if not sender_domain or not (wanted or microsoft):
        return Verdict.NONE, ""
    for raw in results:
        text = re.sub(r"[\r\n]+\s*", " ", raw[:MAX_BYTES].decode("utf-8", "replace")).strip()
        anonymous = re.match(r"(?:spf|dkim|dmarc|compauth|arc)\s*=", text, re.IGNORECASE) is not None
        if anonymous and not microsoft:
            continue
        parsed = _parse(f"microsoft365.invalid; {text}" if anonymous else text)
        if parsed is None:
            # The topmost one of ours that can not be read is no reason to believe one below it.
            if anonymous or _named(text) in wanted:
                return Verdict.NONE, "Authentication-Results not understood"
            continue
        if anonymous or str(parsed.authserv_id).lower() in wanted:
            return _judge(list(parsed.results), sender_domain), ""
    return Verdict.NONE, ""


def _named(text: str) -> str:
    return re.split(r"[\s;(]", text, maxsplit=1)[0].lower()


def _parse(text: str) -> Any:
    """The parsed header or None. authres stops at what only Microsoft writes: that is cut off first."""
    from authres import AuthResError, FeatureContext
    from authres.core import AuthenticationResultsHeader

    text = _MICROSOFT_ONLY.sub("", text)
    try:
        return AuthenticationResultsHeader.parse(FeatureContext(), f"Authentication-Results: {text.rstrip('; ')}")  # type: ignore[no-untyped-call]
    except (AuthResError, ValueError, IndexError, AttributeError):  # authres lets odd values escape as these
        return None


def _judge(results: list[object], domain: str) -> Verdict:
    """DMARC where it was asked; else an aligned DKIM or SPF pass. A DMARC fail is a fail, whatever else passed."""
    dmarc = [r for r in results if _method(r) == "dmarc"]
    for result in dmarc:
        about = _property(result, "header", "from") or domain
        if not _aligned(about, domain):
            continue
        said = _said(result)
        if said == "pass":
            return Verdict.PASS
        if said in ("fail", "permerror"):
            return Verdict.FAIL
    aligned = [r for r in results if _method(r) in ("dkim", "spf") and _aligned(_claimed(r), domain)]
    if any(_said(r) == "pass" for r in aligned) and not (dmarc and all(_said(r) == "fail" for r in dmarc)):
        return Verdict.PASS
    if any(_said(r) in ("fail", "softfail", "permerror") for r in results if _method(r) in ("dkim", "spf")):
        return Verdict.FAIL
    return Verdict.NONE


def _method(result: object) -> str:
    return str(getattr(result, "method", "")).lower()


def _said(result: object) -> str:
    return str(getattr(result, "result", "")).lower()


def _property(result: object, kind: str, name: str) -> str:
    for found in getattr(result, "properties", ()) or ():
        if str(found.type).lower() == kind and str(found.name).lower() == name:
            return str(found.value).lower().strip("\"'<>")
    return ""


def _claimed(result: object) -> str:
    """The domain that a DKIM or SPF result is about."""
    if _method(result) == "dkim":
        said = _property(result, "header", "d") or _property(result, "header", "i")
    else:
        said = _property(result, "smtp", "mailfrom")
    return said.rpartition("@")[2]


def _aligned(claimed: str, domain: str) -> bool:
    """Relaxed alignment by the simplest safe rule: the same domain, or one is below the other."""
    claimed, domain = claimed.rpartition("@")[2].strip(".").lower(), domain.lower()
    if not claimed or "." not in claimed:
        return False
    if claimed == domain:
        return True
    longer, shorter = (claimed, domain) if len(claimed) > len(domain) else (domain, claimed)
    least = 2 if re.search(r"\.(?:com?|net|org|gov|edu|ac)\.\w\w$", f".{shorter}") else 1
    return longer.endswith("." + shorter) and shorter.count(".") >= least
