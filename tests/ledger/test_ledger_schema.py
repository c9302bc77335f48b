"""Every table and column says what it is for, every statement has a name, and questions use indexes."""

import re
import sqlite3

import pytest

from mailpm.ledger import Ledger, named_queries, questions
from mailpm.ledger.queries import parse

# SQLite's and sqlite-utils' own.
FOREIGN = ("_sqlite_migrations", "sqlite_sequence")

# Statements that may walk a whole table of letters, items, moves or the outbox: upkeep, lists of all, rare orders.
MAY_WALK = re.compile(
    r"^(verify_|forget_|all_|items_everywhere|moves_everywhere|names_of|outbox$|possible_recipients|accepted_recipients"
    r"|letters_naming|outbound_words_kept|letter_count|outbox_counts|everywhere_)"
)
BIG = ("outbox_items", "outbox_tells", "numbers", "notes", "threads", "letters", "bodies", "letter_people", "sightings", "items", "moves", "outbox", "versions", "outbox_people", "attempts")


def tables(ledger: Ledger) -> dict[str, str]:
    rows = ledger._connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    return {row["name"]: row["sql"] for row in rows if row["name"] not in FOREIGN}


def test_every_table_and_column_has_its_comment_in_the_file_itself(ledger: Ledger) -> None:
    for table, sql in tables(ledger).items():
        head, *lines = sql.splitlines()
        assert re.search(r"\( -- \w.*\.$", head), f"{table} does not say what it is for"
        commented = {m[1] for line in lines if (m := re.match(r"\s+(\w+) (?:TEXT|INTEGER|REAL|BLOB)\b.*-- \S", line))}
        columns = {row["name"] for row in ledger._connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
        assert columns - commented == set(), f"{table}: these columns do not say what they hold"


def test_every_table_is_strict(ledger: Ledger) -> None:
    rows = ledger._connection.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
    assert {row["name"] for row in rows if not row["strict"]} - {*FOREIGN, "sqlite_schema"} == set()


def test_what_must_not_be_lost_is_synced_and_keys_are_checked(ledger: Ledger) -> None:
    pragma = {
        name: ledger._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    }
    assert pragma == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_a_statement_is_described_and_fits_the_tables(name: str, ledger: Ledger) -> None:
    query = named_queries()[name]
    assert re.match(r"[A-Z].*[.?]$", query.words), f"{name} has no sentence"
    ledger._connection.execute(f"EXPLAIN {query.sql}", dict.fromkeys(query.parameters))


@pytest.mark.parametrize("name", sorted(n for n in named_queries() if not MAY_WALK.match(n)))
def test_a_statement_does_not_walk_a_big_table(name: str, ledger: Ledger) -> None:
    query = named_queries()[name]
    plan = ledger._connection.execute(f"EXPLAIN QUERY PLAN {query.sql}", dict.fromkeys(query.parameters))
    small = r"(?!.*INDEX (items_untold|items_open|letters_tray|letters_news)\b)"  # hold a few rows of the table alone
    walks = [row["detail"] for row in plan if re.match(rf"SCAN ({'|'.join(BIG)})\b{small}", row["detail"])]
    assert walks == []


def test_questions_for_people_only_look() -> None:
    assert questions()
    assert [query.name for query in questions() if not query.reads] == []


def test_two_statements_of_one_name_are_refused() -> None:
    text = "-- name: twice\n-- Once.\nSELECT 1;\n\n-- name: twice\n-- Again.\nSELECT 2;\n"
    with pytest.raises(ValueError, match="two statements"):
        parse(text, "x")


def test_parameters_are_found_outside_strings_and_comments() -> None:
    (query,) = parse("-- name: one\n-- One.\nSELECT ':no', :yes -- :neither\nWHERE x = :also AND y = :yes;\n", "x")
    assert query.parameters == ("yes", "also")


def test_a_link_to_nothing_is_refused(ledger: Ledger, make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(sqlite3.IntegrityError):
        ledger.save_reading("t", "no-such-project", make.reading(), now=make.now)
