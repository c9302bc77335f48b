"""A project out of the ledger and into other tools, and back: JSON, CSV, XLSX, and the dossier in each form."""

from mailpm.trackers.dossier import dossier_csv, dossier_json, dossier_xlsx
from mailpm.trackers.exports import NotAnExport, read_json, write_json
from mailpm.trackers.tables import TableRow, rows_of, write_csv, write_xlsx

__all__ = [
    "NotAnExport",
    "TableRow",
    "dossier_csv",
    "dossier_json",
    "dossier_xlsx",
    "read_json",
    "rows_of",
    "write_csv",
    "write_json",
    "write_xlsx",
]
