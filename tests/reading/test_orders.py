"""Orders in natural words, both languages, held against the table that was written before the rules."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from mailpm.model import Order, Verb
from mailpm.reading.languages.en.orders import ORDERS as ENGLISH
from mailpm.reading.languages.zh.orders import ORDERS as CHINESE
from mailpm.reading.orders import OrderRule, read_orders

NOW = datetime(2026, 10, 14, 8, 40, tzinfo=timezone(timedelta(hours=8)))
TABLE = Path(__file__).with_name("orders.tsv")


def rows() -> list[tuple[str, str, str]]:
    found = []
    for line in TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            language, words, expected = line.split("\t")
            found.append((language, words.replace("\\n", "\n"), expected.replace("\\n", "\n")))
    return found


def written(order: Order) -> str:
    """An order in the table's notation."""
    parts = [str(order.verb)]
    if order.everything:
        parts.append("all")
    if order.numbers:
        parts.append(",".join(order.numbers))
    fields = {
        "status": order.status,
        "project": order.project,
        "person": order.person,
        "people": ",".join(a.email for a in order.people),
        "but": ",".join(order.but),
        "due": order.due.iso() if order.due else "",
        "days": order.days,
        "cost": order.cost,
        "text": order.text,
    }
    parts += [f"{name}={value}" for name, value in fields.items() if value not in ("", None, ())]
    return " ".join(parts)


def understood(words: str) -> str:
    return " ; ".join(written(order) for order in read_orders(words, now=NOW))


def fields(expected: str) -> list[set[str]]:
    return [set(part.split(" ", 1)[0:1]) | set(part.split(" ")) for part in expected.split(" ; ")]


def judge(words: str, expected: str) -> str:
    """"right", "silent" (not understood: allowed) or "wrong" (something else would be done: never)."""
    got = understood(words)
    if fields(got) == fields(expected):
        return "right"
    orders = read_orders(words, now=NOW)
    return "silent" if all(o.verb in (Verb.UNKNOWN, Verb.ASK, Verb.HELP) for o in orders) else "wrong"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_is_understood(language: str) -> None:
    table = [(words, expected) for lang, words, expected in rows() if lang == language]
    assert len(table) >= 100
    verdicts = {words: judge(words, expected) for words, expected in table}
    wrong = [f"{w!r}: {understood(w)}" for w, verdict in verdicts.items() if verdict == "wrong"]
    silent = [f"{w!r}: {understood(w)}" for w, verdict in verdicts.items() if verdict == "silent"]
    assert not wrong, "wrong actions:\n" + "\n".join(wrong)
    assert len(silent) <= 0.03 * len(table), "not understood:\n" + "\n".join(silent)


@pytest.mark.parametrize("rule", [*ENGLISH.rules, *CHINESE.rules], ids=lambda rule: rule.name)
def test_every_rule_reads_its_own_examples(rule: OrderRule) -> None:
    assert rule.examples
    for example in rule.examples:
        fired = {name for order in read_orders(example, now=NOW) for name in order.because}
        assert rule.name in fired, f"{example!r} fired {fired}"


@pytest.mark.parametrize("words", ["send 1 " * 3000, "发1，" * 9000, "a " * 20000, "如果" * 20000, "1, " * 8000])
def test_a_long_letter_of_nonsense_is_no_order(words: str) -> None:
    orders = read_orders(words + " if you like 要不要", now=NOW)
    assert all(order.verb is Verb.UNKNOWN for order in orders)
