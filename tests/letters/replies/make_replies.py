"""Writes the REPLY letters beside this file, in the shapes that calendar programs really send.

Run it as `python tests/letters/replies/make_replies.py` after a change; the letters and expected.json are kept in git.
What each letter means is said by hand in the table LETTERS, never read off the parser.
"""

import base64
import json
import quopri
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SINGLE = "kick-off@agency.example"
SERIES = "acme-weekly@agency.example"
LENA = ("Lena Fischer", "lena@harbor.example")
WANG = ("王敏", "wang@acme.example")
ZHAO = ("赵强", "zhao@acme.example")
PM = ("Tom Reed", "pm@agency.example")
US = ("Agency assistant", "assistant@agency.example")

VTIMEZONE_MS = """BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""
VTIMEZONE_CN = """BEGIN:VTIMEZONE
TZID:China Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
END:DAYLIGHT
END:VTIMEZONE"""
VERB = {"ACCEPTED": "Accepted", "DECLINED": "Declined", "TENTATIVE": "Tentatively accepted", "COUNTER": "New time"}
WORT = {"ACCEPTED": "已接受", "DECLINED": "已拒绝", "TENTATIVE": "暂定", "COUNTER": "建议新时间"}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one letter says; `shape` names the program."""

    shape: str
    partstat: str
    who: tuple[str, str] = LENA
    uid: str = SINGLE
    comment: str = ""
    recurrence: str = ""  # a whole RECURRENCE-ID line
    sender: tuple[str, str] | None = None  # where another than `who` sends it
    fate: str = ""  # where it is not what the PARTSTAT says
    sequence: str = "SEQUENCE:0"
    stamp: str = "20260909T081500Z"
    oddity: str = ""

    @property
    def name(self) -> str:
        return "_".join(part for part in (self.shape, self.partstat.lower(), self.oddity) if part)


def folded(lines: list[str], end: str = "\r\n") -> str:
    """RFC 5545 folding by 75 octets without cutting a character."""
    out = []
    for line in "\n".join(lines).split("\n"):
        current, size = "", 0
        for c in line:
            width = len(c.encode())
            if size + width > 73:
                out.append(current)
                current, size = " ", 1
            current, size = current + c, size + width
        out.append(current)
    return end.join(out) + end


def event(a: Answer, prodid: str, attendee: str, extra: list[str], *, organizer: bool = True, zones: str = "") -> list[str]:
    method = "COUNTER" if a.partstat == "COUNTER" else "REPLY"
    lines = ["BEGIN:VCALENDAR", f"PRODID:{prodid}", "VERSION:2.0", f"METHOD:{method}"]
    lines += zones.split("\n") if zones else []
    lines += ["BEGIN:VEVENT", f"UID:{a.uid}", f"DTSTAMP:{a.stamp}", *([a.sequence] if a.sequence else [])]
    lines += [f"ORGANIZER;CN={US[0]}:mailto:{US[1]}"] if organizer else []
    lines += [attendee, *([a.recurrence] if a.recurrence else []), *extra, "END:VEVENT", "END:VCALENDAR"]
    return [line for line in lines if line]


def headers(a: Answer, subject: str, content_type: str, *more: str) -> str:
    name, email = a.sender or a.who
    shown = name if name.isascii() else f"=?UTF-8?B?{base64.b64encode(name.encode()).decode()}?="
    title = subject if subject.isascii() else f"=?UTF-8?B?{base64.b64encode(subject.encode()).decode()}?="
    lines = [
        f"From: {shown} <{email}>", f"To: {US[0]} <{US[1]}>", f"Subject: {title}",
        "Date: Wed, 09 Sep 2026 10:15:00 +0200", f"Message-ID: <{a.name}@{email.partition('@')[2]}>",
        "MIME-Version: 1.0", *more, f"Content-Type: {content_type}",
    ]
    return "\r\n".join(lines) + "\r\n\r\n"


def part(content_type: str, body: str, encoding: str, *more: str, charset: str = "utf-8") -> str:
    raw = body.encode(charset)
    coded = {
        "base64": lambda: base64.encodebytes(raw).decode().replace("\n", "\r\n"),
        "quoted-printable": lambda: quopri.encodestring(raw).decode().replace("\r\n", "\n").replace("\n", "\r\n"),
        "7bit": lambda: raw.decode("ascii"),
        "8bit": lambda: raw.decode("latin-1"),
    }[encoding]()
    head = [f"Content-Type: {content_type}", f"Content-Transfer-Encoding: {encoding}", *more]
    return "\r\n".join(head) + "\r\n\r\n" + coded


def multipart(kind: str, boundary: str, *parts: str) -> tuple[str, str]:
    inner = "".join(f"--{boundary}\r\n{p}\r\n" for p in parts)
    return f'multipart/{kind}; boundary="{boundary}"', f"{inner}--{boundary}--\r\n"


def dt(a: Answer) -> list[str]:
    day = "20260930" if a.recurrence else "20260916"
    return [f"DTSTART:{day}T080000Z", f"DTEND:{day}T090000Z"]


def google(a: Answer) -> str:
    name, email = a.who
    attendee = (
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={a.partstat};CN={name};X-NUM-GUESTS=0"
        + (f';X-RESPONSE-COMMENT="{a.comment}"' if a.comment else "") + f":mailto:{email}"
    )  # fmt: skip
    extra = [*dt(a), "CREATED:20260901T080000Z", "DESCRIPTION:https://meet.example/acme",
             "LAST-MODIFIED:20260909T081459Z", "LOCATION:", "STATUS:CONFIRMED", "SUMMARY:Kick-off", "TRANSP:OPAQUE"]
    ics = folded(event(a, "-//Google Inc//Google Calendar 70.9054//EN", attendee, extra))
    words = f"{name} has {VERB[a.partstat].lower()} this invitation.\r\n"
    if a.comment:
        words += f"\r\nwith this note:\r\n\"{a.comment}\"\r\n"
    inner_type, inner = multipart(
        "alternative", "000000000000aa",
        part("text/plain; charset=UTF-8; format=flowed; delsp=yes", words, "base64"),
        part("text/html; charset=UTF-8", f"<p>{words}</p>", "quoted-printable"),
        part('text/calendar; charset="UTF-8"; method=REPLY', ics, "quoted-printable"),
    )  # fmt: skip
    outer_type, outer = multipart(
        "mixed", "000000000000bb", f"Content-Type: {inner_type}\r\n\r\n{inner}",
        part('application/ics; name="invite.ics"', ics, "base64", 'Content-Disposition: attachment; filename="invite.ics"'),
    )  # fmt: skip
    more = "Sender: Google Calendar <calendar-notification@google.com>", "Auto-Submitted: auto-generated"
    return headers(a, f"{VERB[a.partstat]}: Kick-off @ Wed Sep 16, 2026 10am - 11am (CEST) ({US[1]})", outer_type, *more) + outer


def exchange(a: Answer) -> str:
    """No ORGANIZER, Windows zone names, MAILTO in capitals, the answer in the SUMMARY too (nextcloud/server#53949)."""
    name, email = a.who
    chinese = not name.isascii()
    language = "zh-CN" if chinese else "de-DE"
    zone, vtimezone = ("China Standard Time", VTIMEZONE_CN) if chinese else ("W. Europe Standard Time", VTIMEZONE_MS)
    hours = ("160000", "170000") if chinese else ("100000", "110000")
    day = "20260930" if a.recurrence else "20260916"
    address = "invalid:nomail" if a.oddity == "nomail" else f"MAILTO:{email}"
    attendee = f'ATTENDEE;PARTSTAT={a.partstat};CN="{name}":{address}'
    word = WORT[a.partstat] if chinese else VERB[a.partstat]
    extra = [
        f"COMMENT;LANGUAGE={language}:{a.comment}\\n" if a.comment else "",
        f"SUMMARY;LANGUAGE={language}:{word}: Kick-off",
        f"DTSTART;TZID={zone}:{day}T{hours[0]}", f"DTEND;TZID={zone}:{day}T{hours[1]}",
        "CLASS:PUBLIC", "PRIORITY:5", "TRANSP:OPAQUE", "STATUS:CONFIRMED", f"LOCATION;LANGUAGE={language}:",
        "X-MICROSOFT-CDO-APPT-SEQUENCE:0", "X-MICROSOFT-CDO-OWNERAPPTID:0", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
        "X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY", "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE", "X-MICROSOFT-CDO-IMPORTANCE:1",
        "X-MICROSOFT-CDO-INSTTYPE:0", "X-MICROSOFT-DISALLOW-COUNTER:FALSE",
    ]  # fmt: skip
    ics = folded(event(a, "Microsoft Exchange Server 2010", attendee, extra, organizer=False, zones=vtimezone))
    kind, body = multipart(
        "alternative", "_000_AM6PR01",
        part('text/plain; charset="utf-8"', (a.comment or "") + "\r\n", "base64"),
        part('text/calendar; charset="utf-8"; method=REPLY', ics, "base64"),
    )  # fmt: skip
    more = (
        "Thread-Topic: Kick-off", "X-MS-Has-Attach:", "X-MS-TNEF-Correlator:",
        "x-ms-exchange-calendar-originator-id: f7a6b4c8", "Accept-Language: de-DE, en-US",
    )  # fmt: skip
    return headers(a, f"{word}: Kick-off", kind, *more) + body


def outlook_com(a: Answer) -> str:
    name, email = a.who
    attendee = f"ATTENDEE;PARTSTAT={a.partstat};CN={name}:mailto:{email}"
    extra = [f"COMMENT:{a.comment}" if a.comment else "", f"SUMMARY:{VERB[a.partstat]}: Kick-off",
             *dt(a), "TRANSP:OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY"]  # fmt: skip
    ics = folded(event(a, "-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN", attendee, extra, organizer=False))
    kind, body = multipart(
        "alternative", "_004_DB9P",
        part("text/plain; charset=\"iso-8859-1\"", f"{a.comment}\r\n", "quoted-printable", charset="iso-8859-1"),
        part("text/html; charset=\"iso-8859-1\"", f"<div>{a.comment}</div>", "quoted-printable", charset="iso-8859-1"),
        part('text/calendar; charset="utf-8"; method=REPLY; name="meeting.ics"', ics, "8bit"),
    )  # fmt: skip
    return headers(a, f"{VERB[a.partstat]}: Kick-off", kind) + body


def apple(a: Answer) -> str:
    name, email = a.who
    attendee = f"ATTENDEE;CN={name};CUTYPE=INDIVIDUAL;EMAIL={email};PARTSTAT={a.partstat}:mailto:{email}"
    if a.oddity == "lower_case":
        attendee = f"attendee;cn={name};partstat={a.partstat.lower()}:MAILTO:{email.upper()}"
    extra = [
        *dt(a), "CREATED:20260901T080000Z", "LAST-MODIFIED:20260909T081459Z", "SUMMARY:Kick-off",
        "REQUEST-STATUS:2.0;Success", f"COMMENT:{a.comment}" if a.comment else "", "TRANSP:OPAQUE",
    ]  # fmt: skip
    ics = folded(event(a, "-//Apple Inc.//macOS 14.4//EN", attendee, extra))
    kind, body = multipart(
        "mixed", "Apple-Mail=_5A0B",
        part("text/plain; charset=us-ascii", f"{email} has {VERB[a.partstat].lower()} the invitation.\r\n", "7bit"),
        part('text/calendar; charset=utf-8; method=REPLY; name="iCal-20260909-101500.ics"', ics, "quoted-printable",
             'Content-Disposition: attachment; filename="iCal-20260909-101500.ics"'),
    )  # fmt: skip
    return headers(a, f"{VERB[a.partstat]}: Kick-off", kind) + body


def ios(a: Answer) -> str:
    """No words at all: the calendar is the whole letter."""
    name, email = a.who
    attendee = f"ATTENDEE;CN={name};PARTSTAT={a.partstat};ROLE=REQ-PARTICIPANT:mailto:{email}"
    ics = folded(event(a, "-//Apple Inc.//iOS 18.1//EN", attendee, [*dt(a), "SUMMARY:Kick-off"]))
    return headers(a, f"{VERB[a.partstat]}: Kick-off", "text/calendar; charset=utf-8; method=REPLY",
                   "Content-Transfer-Encoding: base64") + base64.encodebytes(ics.encode()).decode().replace("\n", "\r\n")


def thunderbird(a: Answer) -> str:
    name, email = a.who
    attendee = f"ATTENDEE;CN={name};PARTSTAT={a.partstat};ROLE=REQ-PARTICIPANT:mailto:{email}"
    extra = [*dt(a), "CREATED:20260901T080000Z", "LAST-MODIFIED:20260909T081459Z", "SUMMARY:Kick-off",
             f"COMMENT:{a.comment}" if a.comment else "", "X-MOZ-RECEIVED-SEQUENCE:0",
             "X-MOZ-RECEIVED-DTSTAMP:20260901T080000Z"]  # fmt: skip
    ics = folded(event(a, "-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN", attendee, extra))
    kind, body = multipart(
        "mixed", "------------020904000600030",
        part("text/plain; charset=UTF-8; format=flowed", f"{name} <{email}> has {VERB[a.partstat].lower()} your event invitation.\r\n",
             "8bit"),
        part("text/calendar; method=REPLY; charset=UTF-8", ics, "8bit"),
    )  # fmt: skip
    return headers(a, f"Event Invitation Reply ({VERB[a.partstat]}): Kick-off", kind, "User-Agent: Mozilla Thunderbird") + body


def feishu(a: Answer) -> str:
    name, email = a.who
    attendee = f"ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT={a.partstat};CN={name};RSVP=TRUE:MAILTO:{email}"
    extra = [*dt(a), "SUMMARY:启动会", "STATUS:CONFIRMED", f"COMMENT:{a.comment}" if a.comment else ""]
    ics = folded(event(a, "-//Lark Technologies//Lark Calendar//ZH", attendee, extra))
    kind, body = multipart(
        "alternative", "===============7751",
        part('text/plain; charset="utf-8"', f"{name} {WORT[a.partstat]}了日程邀请：启动会\r\n", "base64"),
        part('text/html; charset="utf-8"', f"<div>{name} {WORT[a.partstat]}了日程邀请：启动会</div>", "base64"),
        part('text/calendar; charset="utf-8"; method="REPLY"', ics, "base64"),
    )  # fmt: skip
    return headers(a, f"{WORT[a.partstat]}：启动会", kind) + body


def sabre(a: Answer) -> str:
    """Nextcloud: the iTIP reply of sabre/vobject, one letter with the .ics as attachment."""
    name, email = a.who
    attendee = f"ATTENDEE;PARTSTAT={a.partstat};CN={name}:mailto:{email}"
    extra = [*dt(a), "SUMMARY:Kick-off", "REQUEST-STATUS:2.0;Success"]
    ics = folded(event(a, "-//Sabre//Sabre VObject 4.5.6//EN", attendee, extra))
    kind, body = multipart(
        "mixed", "_=_swift_v4",
        part("text/plain; charset=utf-8", f"{name} has responded to your invitation\r\n", "quoted-printable"),
        part("text/calendar; name=event.ics; charset=utf-8; method=REPLY", ics, "base64",
             "Content-Disposition: attachment; filename=event.ics"),
    )  # fmt: skip
    return headers(a, f"Re: {name} has {VERB[a.partstat].lower()} your invitation", kind) + body


def zimbra(a: Answer) -> str:
    name, email = a.who
    attendee = f'ATTENDEE;CN="{name}";PARTSTAT={a.partstat};ROLE=REQ-PARTICIPANT;SENT-BY="mailto:office@{email.partition("@")[2]}":mailto:{email}'
    extra = ['DTSTART;TZID="Europe/Berlin":20260916T100000', "SUMMARY:Kick-off", "REQUEST-STATUS:2.0"]
    ics = folded(event(a, "Zimbra-Calendar-Provider", attendee, extra))
    kind, body = multipart(
        "alternative", "----=_Part_9",
        part("text/plain; charset=utf-8", "Yes, I will attend.\r\n", "7bit"),
        part("text/calendar; charset=utf-8; method=REPLY; name=meeting.ics", ics, "7bit"),
    )  # fmt: skip
    return headers(a, f"{VERB[a.partstat]}: Kick-off", kind) + body


def notes(a: Answer) -> str:
    """Domino: method in quotes, folded in odd places, its own X- lines, and a line of white space at the end."""
    name, email = a.who
    attendee = f'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT={a.partstat};CN="{name}/Harbor/DE"\n ;RSVP=FALSE:mailto:{email}'
    extra = ["DTSTART:20260916T080000Z", "DTEND:20260916T090000Z", "TRANSP:OPAQUE", "CLASS:PUBLIC",
             f"COMMENT;ALTREP=\"CID:<FFFF__=>\":{a.comment}" if a.comment else "",
             f"SUMMARY:{VERB[a.partstat]}: Kick-off", "X-LOTUS-UPDATE-SEQ:1", "X-LOTUS-NOTESVERSION:2",
             "X-LOTUS-APPTTYPE:3"]  # fmt: skip
    ics = folded(event(a, "-//Lotus Development Corporation//NONSGML Notes 9.0//EN_C", attendee, extra)) + "  \r\n"
    kind, body = multipart(
        "alternative", "=_alternative 002F",
        part('text/plain; charset="US-ASCII"', f"{a.comment}\r\n", "7bit"),
        part('text/calendar; method="REPLY"; charset="UTF-8"', ics, "quoted-printable"),
    )  # fmt: skip
    return headers(a, f"{VERB[a.partstat]}: Kick-off", kind) + body


def exmail(a: Answer) -> str:
    """A Chinese webmail: gb18030 everywhere, base64, the calendar named by its file only."""
    name, email = a.who
    attendee = f"ATTENDEE;CN={name};PARTSTAT={a.partstat};ROLE=REQ-PARTICIPANT:mailto:{email}"
    extra = [*dt(a), "SUMMARY:启动会", f"COMMENT:{a.comment}" if a.comment else ""]
    ics = folded(event(a, "-//Tencent//Exmail Calendar//CN", attendee, extra))
    kind, body = multipart(
        "mixed", "----=_NextPart_68",
        part('text/plain; charset="gb18030"', f"{name}{WORT[a.partstat]}了您的会议邀请\r\n", "base64", charset="gb18030"),
        part('text/calendar; charset="gb18030"; method=REPLY', ics, "base64", charset="gb18030"),
    )  # fmt: skip
    return headers(a, f"{WORT[a.partstat]}：启动会", kind) + body


def kde(a: Answer) -> str:
    """KOrganizer: method in lower case in the MIME type, LF line ends inside, the part inside a mixed in a mixed."""
    name, email = a.who
    attendee = f'ATTENDEE;CN="{name}";RSVP=FALSE;PARTSTAT={a.partstat};ROLE=REQ-PARTICIPANT;CUTYPE=INDIVIDUAL:mailto:{email}'
    ics = folded(event(a, "-//K Desktop Environment//NONSGML libkcal 4.3//EN", attendee, [*dt(a), "SUMMARY:Kick-off"]), "\n")
    inner_type, inner = multipart(
        "mixed", "nextPart7",
        part("text/plain; charset=us-ascii", f"{VERB[a.partstat]}: Kick-off\r\n", "7bit"),
        part('text/calendar; method="reply"; charset="utf-8"', ics, "quoted-printable", "Content-Disposition: inline"),
    )  # fmt: skip
    kind, body = multipart("mixed", "nextPart6", f"Content-Type: {inner_type}\r\n\r\n{inner}")
    return headers(a, f"Answer: {VERB[a.partstat]}: Kick-off", kind) + body


def attached_only(a: Answer) -> str:
    """A gateway turned the calendar part into an application/octet-stream with an .ics name."""
    name, email = a.who
    attendee = f"ATTENDEE;PARTSTAT={a.partstat};CN={name}:mailto:{email}"
    ics = folded(event(a, "-//Example Corp//Groupware 3//EN", attendee, [*dt(a), "SUMMARY:Kick-off"]))
    kind, body = multipart(
        "mixed", "gw1",
        part("text/plain; charset=utf-8", "See the attached answer.\r\n", "7bit"),
        part('application/ics; name="reply.ics"', ics, "base64", 'Content-Disposition: attachment; filename="reply.ics"'),
    )  # fmt: skip
    return headers(a, "Answer", kind) + body


SHAPES = {
    f.__name__: f
    for f in (google, exchange, outlook_com, apple, ios, thunderbird, feishu, sabre, zimbra, notes, exmail, kde, attached_only)
}


def special(a: Answer) -> str:
    """Letters with more than one ATTENDEE or another method, by their oddity."""
    name, email = a.who
    if a.oddity == "delegated":
        attendee = (
            f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:{ZHAO[1]}";CN={name}:mailto:{email}\n'
            f'ATTENDEE;PARTSTAT=NEEDS-ACTION;DELEGATED-FROM="mailto:{email}";RSVP=TRUE;CN={ZHAO[0]}:mailto:{ZHAO[1]}'
        )
        extra = [*dt(a), "SUMMARY:Kick-off"]
    elif a.oddity == "all_attendees":
        # Some programs send the whole guest list back with their own line changed.
        attendee = "\n".join(
            [f"ATTENDEE;PARTSTAT=NEEDS-ACTION;CN={PM[0]}:mailto:{PM[1]}",
             f"ATTENDEE;PARTSTAT={a.partstat};CN={name}:mailto:{email}",
             f"ATTENDEE;PARTSTAT=ACCEPTED;CN={WANG[0]}:mailto:{WANG[1]}"]
        )  # fmt: skip
        extra = [*dt(a), "SUMMARY:Kick-off"]
    else:  # another time is put forward, as Google and Outlook do
        attendee = f"ATTENDEE;PARTSTAT=TENTATIVE;CN={name}:mailto:{email}"
        extra = ["DTSTART:20260917T120000Z", "DTEND:20260917T130000Z", "SUMMARY:Kick-off", f"COMMENT:{a.comment}"]
    ics = folded(event(a, "-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN", attendee, extra))
    method = "COUNTER" if a.partstat == "COUNTER" else "REPLY"
    kind, body = multipart(
        "alternative", "special1",
        part("text/plain; charset=utf-8", f"{a.comment}\r\n", "base64"),
        part(f"text/calendar; charset=utf-8; method={method}", ics, "base64"),
    )  # fmt: skip
    return headers(a, "Answer: Kick-off", kind) + body


ONE = "RECURRENCE-ID:20260930T080000Z"
ONE_MS = "RECURRENCE-ID;TZID=W. Europe Standard Time:20260930T100000"
LETTERS = [
    *(Answer(shape=shape, partstat=p) for shape in ("google", "exchange", "outlook_com", "apple", "ios", "thunderbird")
      for p in ("ACCEPTED", "DECLINED", "TENTATIVE")),
    *(Answer(shape=shape, partstat=p) for shape in ("sabre", "zimbra", "kde") for p in ("ACCEPTED", "DECLINED")),
    *(Answer(shape=shape, partstat=p, who=WANG) for shape in ("feishu", "exmail")
      for p in ("ACCEPTED", "DECLINED", "TENTATIVE")),
    Answer(shape="google", partstat="DECLINED", oddity="chinese", who=WANG),
    Answer(shape="exchange", partstat="ACCEPTED", oddity="chinese", who=WANG),
    Answer(shape="exchange", partstat="DECLINED", oddity="chinese_comment", who=WANG, comment="周三不行，周四下午可以吗？"),
    Answer(shape="exchange", partstat="TENTATIVE", oddity="comment", comment="Could we start at 10:30?"),
    Answer(shape="exchange", partstat="ACCEPTED", oddity="nomail"),
    Answer(shape="exchange", partstat="ACCEPTED", oddity="no_sequence", sequence=""),
    Answer(shape="exchange", partstat="DECLINED", oddity="one", uid=SERIES, recurrence=ONE_MS),
    Answer(shape="google", partstat="DECLINED", oddity="one", uid=SERIES, recurrence=ONE),
    Answer(shape="apple", partstat="DECLINED", oddity="one", uid=SERIES, recurrence=ONE),
    Answer(shape="thunderbird", partstat="DECLINED", oddity="comment", comment="I am on leave that week."),
    Answer(shape="feishu", partstat="DECLINED", oddity="comment", who=WANG, comment="那天在出差"),
    Answer(shape="exmail", partstat="DECLINED", oddity="comment", who=WANG, comment="改到周四可以"),
    Answer(shape="notes", partstat="ACCEPTED"),
    Answer(shape="notes", partstat="DECLINED", oddity="comment", comment="Double booked, sorry."),
    Answer(shape="attached_only", partstat="ACCEPTED"),
    Answer(shape="attached_only", partstat="DECLINED", oddity="chinese", who=WANG),
    Answer(shape="google", partstat="ACCEPTED", oddity="series", uid=SERIES),
    Answer(shape="exchange", partstat="ACCEPTED", oddity="series", uid=SERIES),
    Answer(shape="special", partstat="DELEGATED", oddity="delegated", who=WANG),
    Answer(shape="special", partstat="DECLINED", oddity="all_attendees"),
    Answer(shape="special", partstat="COUNTER", oddity="new_time", comment="Thursday suits me better."),
    # Not from the attendee's own address: Google's service counts, everybody else is for the PM to look at.
    Answer(shape="google", partstat="ACCEPTED", oddity="by_service",
           sender=("Google Calendar", "calendar-notification@google.com")),
    Answer(shape="exchange", partstat="ACCEPTED", oddity="secretary", sender=("Office", "office@harbor.example"), fate="tray"),
    Answer(shape="apple", partstat="DECLINED", oddity="private_address", sender=("Lena", "lena.f@mail.example"), fate="tray"),
    Answer(shape="thunderbird", partstat="DECLINED", oddity="for_another", sender=PM, fate="tray"),
    # Times as days, and SEQUENCE as it should not be.
    Answer(shape="notes", partstat="DECLINED", oddity="one_as_a_day", uid=SERIES, recurrence="RECURRENCE-ID;VALUE=DATE:20260930"),
    Answer(shape="exchange", partstat="DECLINED", oddity="sequence_of_its_own", sequence="SEQUENCE:7"),
    Answer(shape="thunderbird", partstat="ACCEPTED", oddity="odd_sequence", sequence="SEQUENCE:none"),
    Answer(shape="apple", partstat="ACCEPTED", oddity="lower_case"),
]  # fmt: skip


def expected(a: Answer) -> dict[str, object]:
    """What a careful reader takes from the letter, from the table above."""
    if a.fate == "tray":
        return {"fate": "tray", "email": "", "partstat": "", "original": "", "comment": "", "delegated_to": "", "proposed": ""}
    fate = {"COUNTER": "countered", "DELEGATED": "delegated"}.get(a.partstat, "answered")
    # Google puts the note into a parameter of its own and into the words of the letter, never into COMMENT.
    comment = "" if a.shape == "google" else a.comment
    return {
        "fate": fate,
        "email": a.who[1],
        "partstat": "" if a.partstat == "COUNTER" else a.partstat,
        "original": "2026-09-30T08:00:00+00:00" if a.recurrence else "",
        "comment": comment,
        "delegated_to": ZHAO[1] if a.partstat == "DELEGATED" else "",
        "proposed": "2026-09-17T12:00:00+00:00" if a.partstat == "COUNTER" else "",
    }


def main() -> None:
    """Write every letter and expected.json."""
    shapes = {**SHAPES, "special": special}
    table = {}
    for a in LETTERS:
        (HERE / f"{a.name}.eml").write_bytes(shapes[a.shape](a).encode("latin-1" if "8bit" in shapes[a.shape](a) else "ascii"))
        table[a.name] = expected(a)
    (HERE / "expected.json").write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
