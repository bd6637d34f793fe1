"""Award lists as tables: csv and xlsx."""

from __future__ import annotations

import csv
import io

from contest.exports.base import HEADINGS, AwardList, cells, foot
from contest.exports.cells import safe


def to_csv(awards: AwardList, raw: bool) -> bytes:
    """CSV as Excel opens it by a double click: UTF-8 with a byte order mark. The seal stands in the
    last row; with ``raw``, where every row is an award, it doesn't."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for line in awards.lines:
        writer.writerow([c if raw else safe(c) for c in cells(line)])
    if awards.stamp and not raw:
        writer.writerow([foot(awards.stamp), *[""] * (len(HEADINGS) - 1)])
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(awards: AwardList, _raw: bool) -> bytes:
    """One sheet with a heading; text stays text, whatever it begins with."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("获奖名单")
        bold = book.add_format({"bold": True, "bottom": 1})
        for column, (heading, width) in enumerate(
            zip(HEADINGS, (10, 6, 10, 10, 40, 24, 24), strict=True)
        ):
            sheet.write_string(0, column, heading, bold)
            sheet.set_column(column, column, width)
        for row, line in enumerate(awards.lines, 1):
            for column, cell in enumerate(cells(line)):
                if isinstance(cell, int):
                    sheet.write_number(row, column, cell)
                elif cell:
                    sheet.write_string(row, column, cell)
        sheet.freeze_panes(1, 0)
        if awards.stamp:
            dim = book.add_format({"italic": True, "font_color": "#666666"})
            sheet.write_string(len(awards.lines) + 2, 0, foot(awards.stamp), dim)
            sheet.set_footer(f"&C{foot(awards.stamp)}")  # on every page
    return out.getvalue()
