"""The memory of mailpm: one SQLite file with every letter, what it says, and what is to leave."""

from mailpm.ledger.errors import (
    LedgerBusy,
    LedgerDamaged,
    LedgerError,
    LedgerFull,
    LedgerInUse,
    LedgerMissing,
    LedgerRefused,
    LedgerTooNew,
    LedgerUnreachable,
)
from mailpm.ledger.queries import NamedQuery, named_queries, questions
from mailpm.ledger.store import Ledger

__all__ = [
    "Ledger",
    "LedgerBusy",
    "LedgerDamaged",
    "LedgerError",
    "LedgerFull",
    "LedgerInUse",
    "LedgerMissing",
    "LedgerRefused",
    "LedgerTooNew",
    "LedgerUnreachable",
    "NamedQuery",
    "named_queries",
    "questions",
]
