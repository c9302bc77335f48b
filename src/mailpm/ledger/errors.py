"""What can go wrong with a ledger, each with one sentence for a person."""

from __future__ import annotations


class LedgerError(Exception):
    """Something about the ledger that a person should read; its text is one sentence."""


class LedgerInUse(LedgerError):
    """Another mailpm has this ledger: two writers of one mailbox would send letters twice."""


class LedgerTooNew(LedgerError):
    """A newer mailpm wrote this ledger."""


class LedgerMissing(LedgerError):
    """There is no ledger at this place."""


class LedgerDamaged(LedgerError, OSError):
    """The file is no ledger, or it is damaged."""


class LedgerUnreachable(LedgerError, OSError):
    """The file cannot be opened, read or written: rights, a disk that fails, a share that is gone."""


class LedgerFull(LedgerError, OSError):
    """The disk is full: nothing of the last transaction was kept."""


class LedgerBusy(LedgerError, OSError):
    """Another program holds the ledger's write lock for longer than we wait."""


class LedgerRefused(LedgerError):
    """What was asked cannot be done to this row, for example editing a letter that has left."""
