"""Spreadsheets made by hand, for what no library writes."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PARTS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(path: Path, rows: str, place: str = "xl/worksheets/sheet1.xml") -> Path:
    """An .xlsx with one sheet that has these rows, as XML, and lies at this place in it."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
        f'"{_PARTS}.sheet.main+xml"/><Override PartName="/{place}" ContentType='
        f'"{_PARTS}.worksheet+xml"/></Types>',
        "_rels/.rels": _relation("officeDocument", "/xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relation("worksheet", f"/{place}"),
        place: sheet(rows),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def sheet(rows: str) -> str:
    """The XML of a sheet with these rows."""
    return f'<worksheet xmlns="{_SHEETS}"><sheetData>{rows}</sheetData></worksheet>'


def row(*cells: str, r: int | None = None) -> str:
    """A row that says where it stands, or doesn't."""
    return f"<row{_named(r)}>{''.join(cells)}</row>"


def cell(text: str = "", r: str | None = None) -> str:
    """A cell that says where it stands, or doesn't; an empty one has no text."""
    if not text:
        return f"<c{_named(r)}/>"
    return f'<c{_named(r)} t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _named(place: str | int | None) -> str:
    return "" if place is None else f' r="{place}"'


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/{kind}" '
        f'Target="{target}"/></Relationships>'
    )
