"""Minutes in the layouts that English teams use: who is to do what by when, what was settled, what may go wrong."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from mailpm.model import Address, Kind, Message, NoteKind, Reading
from mailpm.reading import read_letter

DANA = Address(email="dana.cole@studio.example", name="Dana Cole")
OWEN = Address(email="owen.price@studio.example", name="Owen Price")
MARIA = Address(email="maria.lopez@client.example", name="Maria Lopez")
TOM = Address(email="tom.hayes@client.example", name="Tom Hayes")
MONDAY = datetime(2026, 11, 23, 16, 0, tzinfo=timezone(timedelta(hours=0)))

Wanted = list[tuple[str, str, str]]

LAYOUTS: dict[str, tuple[str, str, Wanted, list[str], list[str]]] = {
    "record": (
        "Design review 23 Nov - summary",
        "Hi all,\n\nQuick summary of today's design review.\n\nAttendees: Maria, Tom, Dana, Owen\n\nDecisions\n1. Homepage carousel dropped.\n"
        "2. We keep the blue from the old brand.\n\nActions\n1. Maria - approve the sitemap - Thu 26 Nov\n"
        "2. Owen - staging server up and running - 27 Nov\n3. Tom - supply team photos - 1 Dec\n\n"
        "Risks\n- The photographer is only free one day in December.\n\nDana",
        [("Maria", "2026-11-26", "sitemap"), ("Owen", "2026-11-27", "staging"), ("Tom", "2026-12-01", "photos")],
        ["Homepage carousel dropped", "We keep the blue from the old brand"],
        ["The photographer is only free one day in December"],
    ),
    "people as headings": (
        "Actions from today's call",
        "Thanks everyone for joining. Actions below.\n\nMaria\n- send the signed contract by Wednesday\n- confirm the invoice address by Friday\n\n"
        "Owen\n- set up the analytics account by Thursday\n\nDana",
        [("Maria", "2026-11-25", "contract"), ("Maria", "2026-11-27", "invoice"), ("Owen", "2026-11-26", "analytics")],
        [],
        [],
    ),
    "people with colons as headings": (
        "Weekly sync - notes",
        "Notes from this week's sync.\n\nAction items\n\nMaria:\n  * Final copy for the about page (27 Nov)\n  * Login for the domain registrar (30 Nov)\n\n"
        "Tom:\n  * Sign-off on the wireframes (2 Dec)\n\nDana",
        [("Maria", "2026-11-27", "copy"), ("Maria", "2026-11-30", "registrar"), ("Tom", "2026-12-02", "wireframes")],
        [],
        [],
    ),
    "owner in brackets at the end": (
        "Minutes of kick-off 23/11/2026",
        "Present: Maria Lopez, Tom Hayes (client), Dana Cole, Owen Price (studio)\n\n1. Scope\nAgreed to leave the shop out of phase one.\n\n"
        "2. Next steps\n- Send the content inventory (Maria, 30/11)\n- Prepare three logo directions (Owen, by 4 December)\n"
        "- Book the photographer (Tom, ASAP)\n\nNext meeting: Monday 30 November, 10:00.",
        [("Maria", "2026-11-30", "inventory"), ("Owen", "2026-12-04", "logo"), ("Tom", "", "photographer")],
        ["Agreed to leave the shop out of phase one"],
        [],
    ),
    "action lines inside the topics": (
        "Minutes: progress meeting no. 4",
        "1. Hosting\nOwen explained the two plans. It was agreed to go with the managed plan.\nACTION: Owen to order the managed plan by Wed 25 Nov.\n\n"
        "2. Content\nMaria has most texts. Action: Maria to deliver the remaining texts by 3 December.\n\n"
        "3. Budget\nTom warned that a second language could push the launch into January.\nAction - Tom: check with finance whether there is money left, 27 Nov",
        [("Owen", "2026-11-25", "managed plan"), ("Maria", "2026-12-03", "texts"), ("Tom", "2026-11-27", "finance")],
        ["It was agreed to go with the managed plan"],
        ["Tom warned that a second language could push the launch into January"],
    ),
    "records of lines": (
        "Meeting notes 23 November",
        "Action: Provide brand guidelines\nOwner: Maria Lopez\nDue: 27 November\n\nAction: Draft the redirect list\nOwner: Owen Price\nDue: 4 December\n",
        [("Maria", "2026-11-27", "brand guidelines"), ("Owen", "2026-12-04", "redirect")],
        [],
        [],
    ),
    "arrows": (
        "Recap: call with Maria and Tom",
        "Hi both, recap of our call:\n\n- launch date stays 14 December, agreed by everyone\n- newsletter template -> Owen, Friday\n"
        "- list of subscribers -> Maria, Thursday\n- cookie text -> Tom (next week)\n\nDana",
        [("Owen", "2026-11-27", "newsletter"), ("Maria", "2026-11-26", "subscribers"), ("Tom", "2026-12-04", "cookie")],
        ["launch date stays 14 December"],
        [],
    ),
    "mentions": (
        "Stand-up notes",
        "Notes from today\n\nTo do:\n@Maria test accounts for the portal by tomorrow\n@Owen fix the search index by Thursday\n@Tom: approve the press text, 30 Nov\n",
        [("Maria", "2026-11-24", "test accounts"), ("Owen", "2026-11-26", "search"), ("Tom", "2026-11-30", "press")],
        [],
        [],
    ),
    "boxes": (
        "Workshop notes",
        "Notes from the workshop this morning.\n\n[ ] Maria: collect the legal texts by 30 Nov\n[ ] Owen: prototype of the booking form by 2 Dec\n[x] Dana: book the room\n",
        [("Maria", "2026-11-30", "legal"), ("Owen", "2026-12-02", "prototype")],
        [],
        [],
    ),
    "table with a status": (
        "Minutes 23 Nov",
        "Minutes of today's meeting.\n\nNo | Action item | Assigned to | Target date | Status\n---|---|---|---|---\n"
        "1 | Accessibility report | Owen | 30 Nov 2026 | Open\n2 | Hosting contract signed | Tom | 25 Nov 2026 | In progress\n"
        "3 | Logo files | Maria | 20 Nov 2026 | Closed\n",
        [("Owen", "2026-11-30", "Accessibility"), ("Tom", "2026-11-25", "Hosting")],
        [],
        [],
    ),
    "initials": (
        "Site meeting 7 - minutes",
        "Present: Maria Lopez (ML), Tom Hayes (TH), Dana Cole (DC), Owen Price (OP)\n\n7.1 Drawings: OP to issue revision C by 27 Nov.\n"
        "7.2 Sample panel: ML to comment by 30 Nov.\n7.3 Access: TH will get the keys to OP by Wednesday.\n7.4 Programme: no change.\n",
        [("Owen", "2026-11-27", "revision C"), ("Maria", "2026-11-30", "comment"), ("Tom", "2026-11-25", "keys")],
        [],
        [],
    ),
    "prose": (
        "Notes from our call",
        "Hi Maria, Tom,\n\nThanks for your time this afternoon, here are my notes.\n\nMaria will send the price list by Wednesday and Tom is going to "
        "ask legal about the cookie banner before the end of the week. Owen promised a first draft of the form for Monday. "
        "We decided against a chat widget. I'll share the updated plan tomorrow.\n\nThe forms vendor may raise prices in January, which would blow the budget.\n\nDana",
        [("Maria", "2026-11-25", "price list"), ("Tom", "2026-11-27", "legal"), ("Owen", "2026-11-30", "draft"), ("Dana", "2026-11-24", "plan")],
        ["We decided against a chat widget"],
        ["The forms vendor may raise prices in January"],
    ),
    "letters before what was settled": (
        "Steering committee 23 Nov",
        "Minutes of the steering committee\n\nD1. Phase two starts in March.\nD2: Budget for testing approved at 12k.\nA1. Maria: nominate testers by 27 Nov\n"
        "A2. Owen: test plan by 2 Dec\nR1: Key developer leaves at the end of January.\n",
        [("Maria", "2026-11-27", "testers"), ("Owen", "2026-12-02", "test plan")],
        ["Phase two starts in March", "Budget for testing approved at 12k"],
        ["Key developer leaves at the end of January"],
    ),
    "for a side": (
        "Follow-up to today's meeting",
        "Hi Maria and Tom,\n\nGreat meeting today. To recap what we agreed:\n\n* The menu will have five entries, not seven.\n\nNext steps:\n"
        "* Client: send product photos by 27 November\n* Studio: first click-through by 4 December\n\nBest,\nDana",
        [("Client", "2026-11-27", "photos"), ("Studio", "2026-12-04", "click-through")],
        ["The menu will have five entries"],
        [],
    ),
}  # fmt: skip


def _read(subject: str, words: str) -> Reading:
    message = Message(
        digest="m", message_id="m", sender=DANA, to=(MARIA, TOM), cc=(OWEN,), date=MONDAY, subject=subject, text=words, own=words
    )  # fmt: skip
    return read_letter(message, Reading(), team=["studio.example"], assistant="mia@studio.example")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_tasks_have_their_owner_and_day(layout: str) -> None:
    subject, words, wanted, _decisions, _risks = LAYOUTS[layout]
    reading = _read(subject, words)
    assert reading.kinds == (Kind.MINUTES,)
    left = list(reading.items)
    for who, day, what in wanted:
        fit = [i for i in left if what.lower() in i.quote.lower()]
        assert fit, (what, [i.quote for i in left])
        item = fit[0]
        left.remove(item)
        assert who.lower() in item.owner.name.lower(), (what, item.owner)
        assert (item.due.iso()[:10] if item.due else "") == day, what
    assert [i.quote for i in left] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_was_settled_and_what_may_go_wrong(layout: str) -> None:
    subject, words, _wanted, decisions, risks = LAYOUTS[layout]
    reading = _read(subject, words)
    for kind, told in ((NoteKind.DECISION, decisions), (NoteKind.RISK, risks)):
        found = [note.quote for note in reading.notes if note.kind is kind]
        assert len(found) == len(told), (kind, found)
        assert all(any(words in quote for quote in found) for words in told), (kind, found)
