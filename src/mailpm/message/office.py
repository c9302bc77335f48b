"""Attached minutes from office programs as plain text, within limits, where the optional libraries are there."""

from __future__ import annotations

import io
import zipfile
from typing import Any

MAX_UNPACKED = 20 * 2**20  # bytes that a document may unpack to; more is a bomb (HAZARDS T-15)
MAX_CHARACTERS = 200_000
MAX_ROWS = 2_000
_TOO_LARGE = "not read: it would unpack to more than 20 MiB"


def office_text(data: bytes, name: str) -> tuple[str | None, str]:
    """The text of a .docx or .xlsx and a remark; (None, why) where it was not read. Never raises for odd files."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            entries = box.infolist()
        if len(entries) > 2_000 or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            return None, _TOO_LARGE
        text = _docx(data) if name.lower().endswith(".docx") else _xlsx(data)
    except ImportError:
        return None, "not read: the docx extra is not installed"
    except Exception as error:  # a broken file is a remark, whatever the library says of it
        return None, f"not read: {type(error).__name__}"
    return text[:MAX_CHARACTERS], ""


def _docx(data: bytes) -> str:
    """Paragraphs and tables in their order, a table row as cells between bars."""
    import docx
    from docx.table import Table

    lines: list[str] = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows[:MAX_ROWS]:
                lines.append(" | ".join(" ".join(cell.text.split()) for cell in row.cells))
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _xlsx(data: bytes) -> str:
    from openpyxl.reader.excel import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)  # type: ignore[no-untyped-call]
    lines: list[str] = []
    try:
        for sheet in book.worksheets[:10]:
            for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=40, values_only=True):
                cells = [_cell(value) for value in row]
                if any(cells):
                    lines.append(" | ".join(cells).rstrip(" |"))
    finally:
        book.close()
    return "\n".join(lines)


def _cell(value: object) -> str:
    if value is None:
        return ""
    said = str(value)
    return said.removesuffix(" 00:00:00") if said.endswith(" 00:00:00") else " ".join(said.split())


def winmail_names(data: bytes) -> str:
    """ ": a.doc, b.pdf" where tnefparse can name what is inside; nothing is written or opened."""
    try:
        from tnefparse.tnef import TNEF

        names: list[Any] = [a.long_filename() or a.name for a in TNEF(data).attachments]  # type: ignore[no-untyped-call]
    except Exception:
        return ""
    said = ", ".join((n.decode("utf-8", "replace") if isinstance(n, bytes) else str(n))[:80] for n in names[:20])
    return f": {said}" if said else ""
