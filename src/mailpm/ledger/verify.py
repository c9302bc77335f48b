"""Proof that a ledger keeps its promises: the invariants, each looked for as a breach with its place."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from mailpm.ledger.sending import Sending
from mailpm.model.memory import Broken

_RULES = ("strangers", "unapproved", "twice", "outcomes", "bodies", "projects", "visibility")


class Verify(Sending):
    """Looks, and changes nothing."""

    def verify(
        self,
        *,
        words: Callable[[bytes], str] | None = None,
        inbox: Iterable[tuple[str, str]] | None = None,
        delivered: Iterable[tuple[str, str]] | None = None,
        ours: str = "",
    ) -> tuple[Broken, ...]:
        """Every breach of what mailpm promises; empty where all is well.

        `words`: the readable text of a letter's bytes; then each quote must stand in the letter it is from.
        `inbox`: Message-ID and digest of every letter in the mailbox; then each must be here (letters that were
        shunted are not to be given). `delivered`: Message-ID and recipient of every delivery that a server logged;
        then each must be known, none twice, and everything that we call accepted must be among them. `ours`: the
        assistant's own address, which is in every delivery.
        """
        found = list(self._sound())
        if any(broken.invariant == "integrity" for broken in found):
            return tuple(found)  # nothing else that the file says can be trusted
        found += [*self._by_rules(), *self._wordings_touched()]
        if words is not None:
            found += self._quotes_not_said(words)
        if inbox is not None:
            known = {(row["message_id"], row["digest"]) for row in self._rows("all_letters")}
            found += [
                Broken(invariant="inbox", where=letter[0], words="is in the mailbox and not in the ledger")
                for letter in inbox
                if letter not in known
            ]
        if delivered is not None:
            found += self._deliveries_wrong(Counter(d for d in delivered if d[1] != ours))
        return tuple(found)

    def _sound(self) -> Iterator[Broken]:
        try:
            lines = [row[0] for row in self._connection.execute("PRAGMA integrity_check")]
        except sqlite3.DatabaseError as error:
            lines = [str(error)]
        for line in lines:
            if line != "ok":
                yield Broken(invariant="integrity", where=self.path.name, words=line)
                return
        for row in self._connection.execute("PRAGMA foreign_key_check"):
            yield Broken(invariant="foreign_keys", where=f"{row[0]} {row[1]}", words=f"points to no row of {row[2]}")

    def _by_rules(self) -> Iterator[Broken]:
        for rule in _RULES:
            for row in self._rows(f"verify_{rule}"):
                yield Broken(invariant=rule, where=str(row["place"]), words=row["words"])

    def _wordings_touched(self) -> Iterator[Broken]:
        for row in self._connection.execute(self._sql["all_wordings"]):
            if row["raw"] and hashlib.sha256(row["raw"]).hexdigest() != row["sha256"]:
                where = f"{row['outbound']} version {row['version']}"
                yield Broken(invariant="wordings", where=where, words="its bytes are not those that were written down")

    def _quotes_not_said(self, words: Callable[[bytes], str]) -> Iterator[Broken]:
        letter, text = "", ""
        for row in self._rows("all_quotes"):
            if row["message_id"] != letter:
                letter = row["message_id"]
                raw = self.raw_letter(letter)
                text = "" if raw is None else _squeezed(words(raw))
            if _squeezed(row["quote"]) not in text:
                yield Broken(invariant="quotes", where=row["place"], words=f"{letter} does not say: {row['quote']}")

    def _deliveries_wrong(self, delivered: Counter[tuple[str, str]]) -> Iterator[Broken]:
        possible = {(row["message_id"], row["email"]) for row in self._rows("possible_recipients")}
        for (message_id, recipient), times in delivered.items():
            if (message_id, recipient.lower()) not in possible:
                yield Broken(invariant="delivered", where=message_id, words=f"{recipient} got it, no row says so")
            if times > 1:
                yield Broken(invariant="delivered", where=message_id, words=f"{recipient} got it {times} times")
        got = {(message_id, recipient.lower()) for message_id, recipient in delivered}
        for row in self._rows("accepted_recipients"):
            if (row["message_id"], row["email"]) not in got:
                yield Broken(invariant="delivered", where=row["message_id"], words=f"{row['email']} never got it")


def _squeezed(text: str) -> str:
    """Without white space: a quote may have been folded over lines."""
    return "".join(text.split())
