"""Calendar engines by other hands, as fixtures: libical (ctypes) and ical.js (node)."""

import ctypes
import ctypes.util
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

Expand = Callable[[bytes, datetime, datetime], dict[str, list[datetime]]]


def _absent(reason: str) -> None:
    """Absent engines are a reason to skip at home, and a failure in CI."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


class _Span(ctypes.Structure):
    _fields_ = [("start", ctypes.c_int64), ("end", ctypes.c_int64), ("is_busy", ctypes.c_int)]


class _Time(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_daylight")),
        ("zone", ctypes.c_void_p),
    ]


_CALLBACK = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(_Span), ctypes.c_void_p)


class Libical:
    """libical 3: its restriction check (RFC 5546's tables) and its expansion."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._lib = library
        for name, result, arguments in (
            ("icalparser_parse_string", ctypes.c_void_p, [ctypes.c_char_p]),
            ("icalrestriction_check", ctypes.c_int, [ctypes.c_void_p]),
            ("icalcomponent_as_ical_string", ctypes.c_char_p, [ctypes.c_void_p]),
            ("icalcomponent_get_first_component", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
            ("icalcomponent_get_next_component", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
            ("icalcomponent_get_uid", ctypes.c_char_p, [ctypes.c_void_p]),
            ("icalcomponent_free", None, [ctypes.c_void_p]),
            ("icalcomponent_foreach_recurrence", None, [ctypes.c_void_p, _Time, _Time, _CALLBACK, ctypes.c_void_p]),
            ("icaltime_from_timet_with_zone", _Time, [ctypes.c_int64, ctypes.c_int, ctypes.c_void_p]),
            ("icaltimezone_get_utc_timezone", ctypes.c_void_p, []),
            ("icalcomponent_string_to_kind", ctypes.c_int, [ctypes.c_char_p]),
        ):
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
        self._vevent = library.icalcomponent_string_to_kind(b"VEVENT")

    def complaints(self, calendar: bytes) -> list[str]:
        """What the restriction check says; nothing for a valid iTIP message."""
        root = self._lib.icalparser_parse_string(calendar)
        assert root
        fine = self._lib.icalrestriction_check(root)
        words = self._lib.icalcomponent_as_ical_string(root).decode()
        self._lib.icalcomponent_free(root)
        errors = [line for line in words.splitlines() if line.startswith("X-LIC-ERROR")]
        return errors or ([] if fine else ["refused without a word"])

    def expand(self, calendar: bytes, after: datetime, before: datetime) -> dict[str, list[datetime]]:
        """Starts (UTC) by UID between two moments."""
        root = self._lib.icalparser_parse_string(calendar)
        utc = self._lib.icaltimezone_get_utc_timezone()
        low, high = (self._lib.icaltime_from_timet_with_zone(int(t.timestamp()), 0, utc) for t in (after, before))
        found: dict[str, list[datetime]] = {}
        event = self._lib.icalcomponent_get_first_component(root, self._vevent)
        while event:
            starts = found.setdefault(self._lib.icalcomponent_get_uid(event).decode(), [])

            def note(_event: int, span: "ctypes._Pointer[_Span]", _data: int, starts: list[datetime] = starts) -> None:
                starts.append(datetime.fromtimestamp(span.contents.start, UTC))

            self._lib.icalcomponent_foreach_recurrence(event, low, high, _CALLBACK(note), None)
            event = self._lib.icalcomponent_get_next_component(root, self._vevent)
        self._lib.icalcomponent_free(root)
        return found


@pytest.fixture(scope="session")
def libical() -> Libical:
    for name in ("libical.so.3", ctypes.util.find_library("ical") or ""):
        try:
            return Libical(ctypes.CDLL(name)) if name else _absent("libical 3 is not installed (apt libical3)")
        except OSError:
            continue
    _absent("libical 3 is not installed (apt libical3)")
    raise AssertionError


_SCRIPT = """
const fs = require("fs");
const ICAL = require("ical.js").default || require("ical.js");
const [text, after, before] = JSON.parse(fs.readFileSync(0, "utf8"));
const root = new ICAL.Component(ICAL.parse(text));
for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const found = {};
const events = root.getAllSubcomponents("vevent").map(part => new ICAL.Event(part));
const masters = events.filter(event => !event.isRecurrenceException());
for (const other of events.filter(event => event.isRecurrenceException()))
  for (const master of masters) if (master.uid === other.uid) master.relateException(other);
for (const event of masters) {
  const starts = found[event.uid] = [];
  if (!event.isRecurring()) { starts.push(event.startDate.toUnixTime()); continue; }
  const walk = event.iterator();
  for (let next = walk.next(); next; next = walk.next()) {
    if (next.toUnixTime() >= before + 90 * 86400) break;
    const start = event.getOccurrenceDetails(next).startDate.toUnixTime();
    if (start >= after && start < before) starts.push(start);
  }
}
process.stdout.write(JSON.stringify(found));
"""


def node_folder() -> Path:
    """Where npm put ical.js and mailparser: MAILPM_NODE_MODULES, or node_modules beside pyproject.toml."""
    said = os.environ.get("MAILPM_NODE_MODULES", "")
    folder = Path(said or Path(__file__).parents[2] / "node_modules")
    if shutil.which("node") is None or not (folder / "ical.js").is_dir() or not (folder / "mailparser").is_dir():
        # .ci/run installs them where npm is; whoever names a folder means to have them.
        reason = "node with ical.js and mailparser is not here: npm install ical.js mailparser, MAILPM_NODE_MODULES=…"
        if said:
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


def run_node(folder: Path, script: str, given: object) -> object:
    """What a small script answers in JSON to JSON on its standard input."""
    done = subprocess.run(
        ["node", "-e", script],
        input=json.dumps(given).encode(),
        capture_output=True,
        env={**os.environ, "NODE_PATH": str(folder)},
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.fixture(scope="session")
def ical_js() -> Expand:
    folder = node_folder()

    def expand(calendar: bytes, after: datetime, before: datetime) -> dict[str, list[datetime]]:
        found = run_node(folder, _SCRIPT, [calendar.decode(), int(after.timestamp()), int(before.timestamp())])
        assert isinstance(found, dict)
        return {uid: [datetime.fromtimestamp(start, UTC) for start in starts] for uid, starts in found.items()}

    return expand


_PARSE = """
const { simpleParser } = require("mailparser");
const [raw] = JSON.parse(require("fs").readFileSync(0, "utf8"));
simpleParser(Buffer.from(raw, "base64"), {skipTextToHtml: true}).then(mail => process.stdout.write(JSON.stringify({
  subject: mail.subject, text: mail.text, from: mail.from.value[0].address,
  parts: mail.attachments.map(part => ({type: part.contentType, disposition: part.contentDisposition || "",
    cid: part.contentId || "", headers: String(part.headers.get("content-type").params.method || ""),
    content: part.content.toString("utf8")}))})));
"""


@pytest.fixture(scope="session")
def node_mailparser() -> Callable[[bytes], dict[str, object]]:
    folder = node_folder()

    def parse(raw: bytes) -> dict[str, object]:
        import base64

        found = run_node(folder, _PARSE, [base64.b64encode(raw).decode()])
        assert isinstance(found, dict)
        return found

    return parse
