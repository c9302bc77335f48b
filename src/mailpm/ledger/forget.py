"""A person's data taken out of a ledger, and an account of what had to stay and why."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from mailpm.ledger.backup import Backup
from mailpm.ledger.errors import LedgerRefused
from mailpm.ledger.values import utc
from mailpm.model.memory import Forgotten

# Tables whose nouns keep lists of addresses in their JSON column `more`.
_WITH_MORE = (
    "milestones",
    "check_ins",
    "meetings",
    "polls",
    "decisions",
    "risks",
    "changes",
    "incentives",
    "items",
)

# In this order: what finds his letters by his address goes before what finds them by their mark.
_STEPS = (
    ("letters", "forget_letters"),
    ("letters", "forget_bodies"),
    ("letters", "forget_own_people"),
    ("", "forget_subjects"),
    ("", "forget_orders"),
    ("letters", "forget_shunted"),
    ("sentences", "forget_item_words"),
    ("sentences", "forget_move_words"),
    ("sentences", "forget_notes"),
    ("sentences", "forget_meeting_findings"),
    ("sentences", "forget_feedback"),
    ("names", "forget_owner"),
    ("names", "forget_asker"),
    ("names", "forget_move_owners"),
    ("names", "forget_decision_makers"),
    ("names", "forget_change_askers"),
    ("names", "forget_risk_owners"),
    ("entries", "forget_assignments"),
    ("", "forget_waiting"),
    ("ours", "forget_outbound_words"),
)
_LAST_STEPS = (
    ("", "forget_in_other_letters"),
    ("entries", "forget_person"),
    ("entries", "forget_former_person"),
    ("", "forget_keys"),
    ("", "forget_numbers"),
    ("", "forget_approvals"),
    ("", "forget_because"),
    ("", "forget_recipient"),
    ("entries", "forget_troubles"),
    ("", "forget_facts"),
)


class Forget(Backup):
    """For those who ask to be forgotten (for example by article 17 of the GDPR, or article 47 of China's PIPL)."""

    def forget(self, email: str, now: datetime) -> Forgotten:
        """Remove a person's data in every project; what was removed, what was kept and why.

        The file is rewritten, so that no free page holds the old words; backups made before are the owner's
        matter. Raises LedgerRefused for an address of the team, which the configuration would bring back.
        """
        email = email.lower()
        if email in self.team():
            raise LedgerRefused(f"{email} is on the team; take the address out of the configuration first.")
        with self._writing():
            names = [row["name"] for row in self._rows("names_of", email=email)]
            found = self._steps(_STEPS, email, names, now)
            kept = self._kept(email)
            found += self._steps(_LAST_STEPS, email, names, now)
            self._forget_in_lists(email)
        self._rewrite_file()
        removed = tuple(text.format(n=found[what]) for what, text in _REMOVED.items() if found[what])
        return Forgotten(email=email, removed=removed, kept=kept)

    def _steps(
        self, steps: tuple[tuple[str, str], ...], email: str, names: list[str], now: datetime
    ) -> Counter[str]:
        changed: Counter[str] = Counter()
        for what, step in steps:
            count = sum(self._run(step, email=email, at=utc(now), name=name) for name in names[:1] or [email])
            if step == "forget_move_owners":
                count += sum(self._run(step, email=email, name=name) for name in names[1:])
            # A letter counts once, not again for its bytes and addresses.
            changed[what] += 0 if step in ("forget_bodies", "forget_own_people") else count
        return changed

    def _kept(self, email: str) -> tuple[str, ...]:
        kept = []
        named = int(self._value("letters_naming", email=email) or 0)
        if named:
            kept.append(
                f"{named} letters of others that were addressed to this person: their bytes are other people's "
                "correspondence and the evidence of what they promised; the address is no longer listed beside them."
            )
        shared = int(self._value("outbound_words_kept", email=email) or 0)
        if shared:
            kept.append(f"{shared} letters of ours that others got as well: they show what those were told.")
        kept.append(
            "Message-IDs and fingerprints of this person's letters, so that they are not taken in again; what was "
            "owed by when, without name and sentence; decisions and answers to changes, with the sentence as "
            "evidence of what was agreed, without the address."
        )
        return tuple(kept)

    def _forget_in_lists(self, email: str) -> None:
        for table in _WITH_MORE:
            self._connection.execute(
                f"UPDATE {table} SET more = replace(more, ?, ?) WHERE instr(more, ?)",  # noqa: S608 - our own names
                (f'"{email}"', '"forgotten"', email),
            )

    def _rewrite_file(self) -> None:
        if self._connection.in_transaction:
            return
        self._connection.execute("VACUUM")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


_REMOVED = {
    "letters": "{n} letters by this person or naming him that nobody could read, with their bytes and addresses.",
    "sentences": "{n} sentences by this person, out of items, moves, notes and feedback.",
    "names": "{n} places where this person stood as owner, asker or decider.",
    "entries": "{n} entries as a person of a project, with responsibilities and troubles.",
    "ours": "The words of {n} letters that went to this person alone.",
}
