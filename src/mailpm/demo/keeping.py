"""What the demo leaves to look at: every letter, the invitations, the reports, the calendar and the ledger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from mailpm.demo.stage import Letter, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """How many of each."""

    letters: int = 0
    ours: int = 0
    invitations: int = 0
    reports: int = 0


def keep(stage: Stage, output: Path) -> Kept:
    """Write all that was sent into `output`: letters/, invitations/, reports/."""
    letters, invitations, reports = (output / name for name in ("letters", "invitations", "reports"))
    for folder in (letters, invitations, reports):
        folder.mkdir(exist_ok=True)
    counts = {"ours": 0, "invitations": 0, "reports": 0}
    ours = stage.config.assistant.address
    for number, sent in enumerate(stage.servers.sent, 1):
        letter = Letter.of(sent.raw)
        name = _name(number, letter)
        (letters / f"{name}.eml").write_bytes(sent.raw)
        if letter.sender != ours:
            continue
        counts["ours"] += 1
        for part in letter.parsed.walk():
            if part.get_content_type() == "text/calendar":
                counts["invitations"] += 1
                content = part.get_payload(decode=True)
                (invitations / f"{name}.ics").write_bytes(content if isinstance(content, bytes) else b"")
        row = stage.ledger.by_message_id(letter.message_id)
        if row is not None and row.kind == "report":
            page = letter.parsed.get_body(("html",))
            if page is not None:
                counts["reports"] += 1
                (reports / f"{name}.html").write_text(str(page.get_content()), "utf-8")
    return Kept(letters=len(stage.servers.sent), **counts)


def _name(number: int, letter: Letter) -> str:
    day = letter.parsed["Date"].datetime if letter.parsed["Date"] else None
    when = f"{day:%m-%d}" if day else "undated"
    to = letter.recipients[0].partition("@")[0] if letter.recipients else "nobody"
    subject = re.sub(r"[^\w\u4e00-\u9fff]+", "-", letter.subject).strip("-")[:50]
    return f"{number:03}-{when}-{letter.sender.partition('@')[0]}-to-{to}-{subject}"
