"""`make score`: how well threads are read, against gold in the format of docs/reading.md.

python -m tests.score                  the open corpus, and the corpus kept apart where it lies beside it
python -m tests.score FOLDER …         these folders of cases
python -m tests.score --misses FOLDER  every difference as well
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any

THREADS = Path(__file__).parent / "threads"
NOTES = ("decisions", "risks", "changes")
FIELDS = ("due", "who", "status", "type", "side")


def letter(message: dict[str, Any], place: int, name: str) -> bytes:
    """A message of a case as it would come over the wire; `raw` is taken as it stands."""
    if raw := message.get("raw"):
        return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else raw
    out = EmailMessage(policy=SMTP)
    out["From"] = _address(message["from"])
    out["To"] = [_address(a) for a in message["to"]]
    if message.get("cc"):
        out["Cc"] = [_address(a) for a in message["cc"]]
    out["Date"] = format_datetime(datetime.fromisoformat(message["date"]))
    out["Subject"] = message["subject"]
    headers = dict(message.get("headers") or {})
    headers.setdefault("Message-ID", f"<{name}.{place}@cases.example>")
    if place > 1:
        headers.setdefault("In-Reply-To", f"<{name}.{place - 1}@cases.example>")
        headers.setdefault("References", " ".join(f"<{name}.{n}@cases.example>" for n in range(1, place)))
    for key, value in headers.items():
        out[key] = value
    how: dict[str, Any] = {"charset": message.get("charset") or "utf-8"}
    if message.get("encoding"):
        how["cte"] = message["encoding"]
    text, html = message.get("text"), message.get("html")
    out.set_content(
        text if text is not None else html or "", subtype="html" if text is None and html else "plain", **how
    )
    if text is not None and html is not None:
        out.add_alternative(html, subtype="html", **how)
    for part in message.get("attachments") or ():
        main, _, sub = part["type"].partition("/")
        if main == "text":
            parameters = {"method": part["method"]} if part.get("method") else {}
            out.add_attachment(part["text"], subtype=sub, filename=part.get("name"), params=parameters)
        else:
            out.add_attachment(part["text"].encode(), maintype=main, subtype=sub, filename=part.get("name"))
    return out.as_bytes()


def letters(case: dict[str, Any]) -> list[bytes]:
    return [letter(message, place, case["id"]) for place, message in enumerate(case["messages"], 1)]


def _address(text: str) -> Address:
    name, spec = parseaddr(text)
    return Address(name, addr_spec=spec)


def bare(text: object) -> str:
    """Only letters and figures: what quotes are compared by."""
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", str(text or "")).lower())


def common(one: object, other: object) -> float:
    """The longest run of letters that two quotes share, as a share of the shorter quote."""
    a, b = sorted((bare(one), bare(other)), key=len)
    if not a:
        return 0.0
    if a in b:
        return 1.0
    longest = 0
    above = [0] * (len(b) + 1)
    for x in a:
        row = [0] * (len(b) + 1)
        for n, y in enumerate(b, 1):
            if x == y:
                row[n] = above[n - 1] + 1
        longest = max(longest, *row)
        above = row
    return longest / len(a)


def right(answer: dict[str, Any], gold: dict[str, Any], name: str) -> bool:
    """Whether one field of an item is as gold has it, or may have it."""
    if name == "due":
        days = {str(d)[:10] if d else None for d in (gold.get("due"), *(gold.get("due_any") or ()))}
        return (str(answer["due"])[:10] if answer.get("due") else None) in days
    if name == "who":
        said = [bare(s) for s in (answer.get("who"), answer.get("who_email")) if s]
        wanted = [bare(w) for w in gold["who"] if bare(w)]
        return any(s and (w in s or s in w) for s in said for w in wanted)
    return bool(answer.get(name, "open") == gold[name])


def speaks_of(answer: dict[str, Any], gold: dict[str, Any]) -> bool:
    """Whether every keyword of the gold stands in the answer's words."""
    held = f"{bare(answer.get('what'))} {bare(answer.get('quote'))}"
    return all(any(bare(choice) in held for choice in word.split("|")) for word in gold.get("what") or ())


def pairs(answers: Sequence[dict[str, Any]], golds: Sequence[dict[str, Any]]) -> list[tuple[int, int]]:
    """Which answer stands for which gold item: the best fits first, each only once."""
    fits: list[tuple[float, int, int]] = []
    for a, answer in enumerate(answers):
        for g, gold in enumerate(golds):
            if len(bare(answer.get("quote"))) > 5 * len(bare(gold["quote"])) + 120:
                continue
            share, words = common(answer.get("quote"), gold["quote"]), speaks_of(answer, gold)
            if share >= 0.8 or (share >= 0.5 and words):
                fits.append((2 * words + share + right(answer, gold, "due") + 0.5 * right(answer, gold, "who"), -a, -g))
    found: list[tuple[int, int]] = []
    for _, a, g in sorted(fits, reverse=True):
        if all(-a != x and -g != y for x, y in found):
            found.append((-a, -g))
    return found


@dataclass
class Figures:
    """Counts over a corpus; `f1` of findings, `share` of fields."""

    cases: int = 0
    crashes: int = 0
    hit: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    sure: list[tuple[float, bool]] = field(default_factory=list)

    def f1(self, name: str) -> tuple[float, float, float]:
        precision = self.hit[name] / self.said[name] if self.said[name] else 1.0
        recall = self.hit[name] / self.gold[name] if self.gold[name] else 1.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def share(self, name: str) -> float:
        return self.hit[name] / self.gold[name] if self.gold[name] else 1.0

    def add(self, case: dict[str, Any], answer: dict[str, Any]) -> None:
        gold, items = case["gold"], answer.get("items") or []
        found = pairs(items, gold["items"])
        whole = [
            (a, g) for a, g in found if all(right(items[a], gold["items"][g], f) for f in ("due", "who", "status"))
        ]
        for name, hits in (("items found", len(found)), ("items whole", len(whole))):
            self._count(name, hits, len(items), len(gold["items"]))
        for name in FIELDS:
            self._count(name, sum(right(items[a], gold["items"][g], name) for a, g in found), 0, len(found))
        kinds = [m["kind"] for m in answer.get("messages") or ()]
        self._count("kind", sum(k == w for k, w in zip(kinds, gold["kinds"], strict=False)), 0, len(gold["kinds"]))
        for name in NOTES:
            said, wanted = answer.get(name) or [], gold.get(name) or []
            self._count(name, _same_notes(said, wanted), len(said), len(wanted))
        said, wanted = answer.get("meetings") or [], gold.get("meetings") or []
        self._count("meetings", _same_meetings(said, wanted), len(said), len(wanted))
        paired = {a for a, _ in found}
        self.sure += [(item.get("certainty", 1.0), n in paired) for n, item in enumerate(items)]
        self._tell(case["id"], items, gold["items"], found, whole)

    def _count(self, name: str, hit: int, said: int, gold: int) -> None:
        self.hit[name] += hit
        self.said[name] += said
        self.gold[name] += gold

    def _tell(
        self, name: str, items: list[Any], golds: list[Any], found: list[tuple[int, int]], whole: list[tuple[int, int]]
    ) -> None:
        for g, gold in enumerate(golds):
            if all(g != y for _, y in found):
                self.misses.append(f"{name}  missed  {gold['quote']!r} due {gold.get('due')}")
        for a, item in enumerate(items):
            if all(a != x for x, _ in found):
                self.misses.append(f"{name}  extra   {item['quote']!r} due {item.get('due')}")
        for a, g in found:
            if (a, g) not in whole:
                wrong = [f for f in ("due", "who", "status") if not right(items[a], golds[g], f)]
                said = "; ".join(f"{f} {items[a].get(f)!r} for {golds[g].get(f)!r}" for f in wrong)
                self.misses.append(f"{name}  wrong   {golds[g]['quote']!r}: {said}")


def _same_notes(said: Iterable[dict[str, Any]], wanted: Iterable[dict[str, Any]]) -> int:
    left, hits = list(said), 0
    for gold in wanted:
        fit = next((note for note in left if common(note.get("quote"), gold["quote"]) >= 0.5), None)
        if fit is not None:
            left.remove(fit)
            hits += 1
    return hits


def _same_meetings(said: Iterable[dict[str, Any]], wanted: Iterable[dict[str, Any]]) -> int:
    left, hits = [(str(m.get("start"))[:16], m.get("status")) for m in said], 0
    for gold in wanted:
        starts = {str(s)[:16] for s in (gold["start"], *(gold.get("start_any") or ()))}
        fit = next((m for m in left if m[0] in starts and m[1] == gold.get("status", m[1])), None)
        if fit is not None:
            left.remove(fit)
            hits += 1
    return hits


def measure(folder: Path) -> Figures:
    """All cases of a folder, read and held against their gold."""
    from mailpm import read_thread

    figures = Figures()
    for path in sorted(folder.glob("*.json")):
        case = json.loads(path.read_text("utf-8"))
        figures.cases += 1
        try:
            answer = read_thread(letters(case), team=case.get("team") or [], assistant=case["assistant"]).to_dict()
        except Exception as error:  # a crash is a figure of its own
            figures.crashes += 1
            figures.misses.append(f"{case['id']}  crash   {error!r}")
            answer = {}
        figures.add(case, answer)
    return figures


def calibration(figures: Figures) -> list[tuple[float, int, float]]:
    """Per band of certainty: its middle, how many findings, and the share of them that were right."""
    bands: dict[float, list[bool]] = {}
    for certainty, good in figures.sure:
        bands.setdefault(round(certainty, 1), []).append(good)
    return [(band, len(goods), sum(goods) / len(goods)) for band, goods in sorted(bands.items())]


def report(name: str, figures: Figures) -> str:
    lines = [f"{name}: {figures.cases} threads, {figures.crashes} crashes"]
    for row in ("items found", "items whole", "meetings", *NOTES):
        precision, recall, f1 = figures.f1(row)
        lines.append(f"  {row:12}  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  of {figures.gold[row]}")
    lines.append("  right, of the items found:  " + "  ".join(f"{f} {figures.share(f):.3f}" for f in FIELDS))
    lines.append(f"  kind of letter right {figures.share('kind'):.3f}")
    told = "  ".join(f"{band:.1f}: {share:.2f} of {count}" for band, count, share in calibration(figures))
    lines.append(f"  found to be right, by certainty:  {told}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--misses", action="store_true", help="print every difference")
    options = parser.parse_args()
    folders = options.folders or [f for f in (THREADS / "open", THREADS / "kept") if f.is_dir()]
    for folder in folders:
        figures = measure(folder)
        if options.misses and folder.name != "kept":  # what is kept apart stays unread
            print("\n".join(figures.misses))
        print(report(folder.name, figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
