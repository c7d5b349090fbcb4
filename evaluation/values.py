"""Value expressions against a table of texts and the values they stand for.

    python -m evaluation.values FILE [--json] [--errors]

FILE is tab-separated with a header `kind value text` in the notation of duckling's test corpora: `NumeralValue 21`,
`OrdinalData 3`, `simple Dollar 10`, `between EUR (10, 20)`, `DurationData 2 Year`, `simple Gram 500 (Just "…")`,
`datetime (y, m, d, h, m, s) Grain`. Times are read at 2013-02-12 04:30, two hours west of Greenwich, as dialogue does:
a bare weekday or month is the next one. Every row counts; a kind this grammar does not read is wrong.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tawatur.resources.loader import load_yaml
from tawatur.values.amounts import Amount
from tawatur.values.calendar import Moment, shifted
from tawatur.values.clock import clock_at
from tawatur.values.durations import length_at
from tawatur.values.expressions import Frame, Part
from tawatur.values.line import Line
from tawatur.values.money import currency_at
from tawatur.values.numbers import ordinal_at, whole_number
from tawatur.values.quantities import QuantityReader
from tawatur.values.recurring import MonthDay
from tawatur.values.resolve import moment_of
from tawatur.values.times import Phrase, TimeReader, read_times

REFERENCE = datetime(2013, 2, 12, 4, 30)
ZONE = timedelta(hours=-2)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    kind: str
    value: str
    text: str


def numeral(text: str) -> str | None:
    """`NumeralValue n` for a text that is one number."""
    value = whole_number(Line.of(text))
    return None if value is None else f"NumeralValue {value:g}" if abs(value) < 1e5 else f"NumeralValue {value!r}"


def ordinal(text: str) -> str | None:
    """`OrdinalData n` for a text that is one ordinal."""
    line = Line.of(text)
    found = ordinal_at(line, 0)
    return f"OrdinalData {found[0]}" if found is not None and found[1] == len(line) else None


def duration(text: str) -> str | None:
    """`DurationData n Unit`."""
    line = Line.of(text)
    for index in range(len(line)):
        found = length_at(line, index)
        if found is None or found.count is None:
            continue
        unit, count = found.unit, found.count
        for more, share in found.rest:
            if more == unit:
                count += share
        if count != int(count):
            unit, count = {"year": ("month", count * 12), "hour": ("minute", count * 60)}.get(unit, (unit, count))
        if found.rest and found.rest[0][0] != found.unit:
            size = {("year", "month"): 12, ("hour", "minute"): 60, ("week", "day"): 7, ("minute", "second"): 60}
            pair = (found.unit, found.rest[0][0])
            if pair in size:
                unit, count = pair[1], count * size[pair] + found.rest[0][1]
        name = "Second" if unit == "moment" else "Day" if unit == "night" else unit.capitalize()
        return f"DurationData {count:g} {name}"
    return None


def _amounts(text: str) -> tuple[Line, list[Amount]]:
    line = Line.of(text)
    return line, QuantityReader(line, set()).read()


#: What duckling calls a currency whose country the words leave open.
_OPEN = {"dollar": "Dollar", "pound": "Pound", "cent": "Cent", "dinar": "Dinar", "riyal": "Rial", "dirham": "Dirham"}


def money(text: str) -> str | None:
    """`simple|between|under|above Currency n`."""
    line, found = _amounts(text)
    rows = [amount for amount in found if amount.kind == "money"]
    if not rows:
        alone = currency_at(line, 0)
        if alone is None or alone.last != len(line):
            return None
        return f"simple {alone.code if alone.explicit else _OPEN.get(alone.noun, alone.code)} 1"
    last = rows[-1]
    name = _OPEN.get(last.noun, last.of) if not last.explicit else last.of
    if len(rows) > 1:
        return f"between {name} ({rows[0].value:.10g}, {last.value:.10g})"
    word = {"at_most": "under", "at_least": "above"}.get(last.bound, "simple")
    return f"{word} {name} {last.value:.10g}"


_UNITS = {
    "g": "Gram", "oz": "Ounce", "cup": "Cup", "lb": "Pound", "tbsp": "Tablespoon", "l": "Litre", "ml": "Millilitre",
    "km": "Kilometre", "m": "Metre", "cm": "Centimetre", "mi": "Mile", "ft": "Foot", "gal": "Gallon", "inch": "Inch",
}  # fmt: skip


def quantity(text: str) -> str | None:
    """`simple Unit n (Just "product")`; masses in grams."""
    line, found = _amounts(text)
    rows = [amount for amount in found if amount.kind == "measure"]
    amount = rows[0] if rows else _bare_measure(line, 0)
    if amount is None:
        return None
    base, factor = _factors()[amount.of]
    product = _product_of(line, amount.last)
    told = f'(Just "{product}")' if product else "Nothing"
    bounds = [a for a in rows if a is not amount]
    if bounds:
        return (
            f"between {_UNITS.get(base, base)} ({amount.value * factor:.10g}, {bounds[-1].value * factor:.10g}) {told}"
        )
    word = {"at_most": "under", "at_least": "above"}.get(amount.bound, "simple")
    return f"{word} {_UNITS.get(base, base)} {amount.value * factor:.10g} {told}"


def _factors() -> dict[str, tuple[str, float]]:
    """Every unit of measure with the unit it is told in, and how many of those it makes."""
    rows = load_yaml("ar/units.yaml")["measures"]
    return {row["unit"]: (str(row.get("base", row["unit"])), float(row.get("factor", 1))) for row in rows}


def time(text: str) -> str | None:
    """`datetime (…) Grain`, `datetimeHoliday (…) Grain "name"` or `datetimeInterval ((…), (…)) Grain`."""
    line = Line.of(text)
    away = _away(line)
    if away is not None:
        return away
    phrases = [phrase for phrase in read_times(line) if phrase.kind != "duration"]
    if not phrases:
        return _hours(line)
    phrase = max(phrases, key=lambda p: p.last - p.first)
    if phrase.kind == "now":
        return _datetime(REFERENCE, "Second")
    moment = moment_of(phrase.expression, REFERENCE.date().isoformat(), "future")
    return _told(phrase, moment) if moment is not None else None


def _hours(line: Line) -> str | None:
    for index in range(len(line)):
        if clock_at(line, index) is not None:
            phrase = TimeReader(line).clock(index)
            moment = moment_of(phrase.expression, REFERENCE.date().isoformat(), "future") if phrase else None
            return _told(phrase, moment) if phrase is not None and moment is not None else None
    match = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})", line.text.strip())
    if match is None or not (1 <= int(match[2]) <= 12 and 1 <= int(match[1]) <= 31):
        return None
    moment = MonthDay(int(match[2]), int(match[1])).at(Frame(REFERENCE.date(), "future"))
    return None if moment is None else _datetime(datetime.combine(moment.start, datetime.min.time()), "Day")


#: What duckling tells «in three days» to: the next finer unit.
_FINER = {
    "second": "Second",
    "minute": "Second",
    "hour": "Minute",
    "day": "Hour",
    "week": "Day",
    "month": "Day",
    "year": "Month",
}
_BACK = ("قبل", "منذ", "من")
_ON = ("بعد", "خلال")


def _away(line: Line) -> str | None:
    """«قبل أسبوع», «من أسبوع» (as spoken Arabic says «a week ago»), «بعد ساعتين», told from the reference time."""
    sign = -1 if line.key(0) in _BACK else 1 if line.key(0) in _ON else 0
    length = length_at(line, 1) if sign and len(line) > 1 else None
    if length is None or length.count is None or length.last != len(line) or length.unit not in _FINER:
        return None
    count, grain = sign * length.count, _FINER[length.unit]
    if length.unit in ("month", "year"):
        start = datetime.combine(shifted(REFERENCE.date(), length.unit, int(count)), datetime.min.time())
        return _datetime(start.replace(day=1) if length.unit == "year" else start, grain)
    moment = REFERENCE + timedelta(**{length.unit + "s": count})
    if grain == "Day":
        moment = moment.replace(hour=0, minute=0)
    return _datetime(moment.replace(minute=0) if grain == "Hour" else moment, grain)


def _told(phrase: Phrase, moment: Moment) -> str:
    day = moment.anchor or moment.start
    start = datetime.combine(day, datetime.min.time())
    if moment.clock is not None:
        hour, minute, second = moment.clock
        start = start.replace(hour=hour, minute=minute, second=second)
        if moment.zone:
            return _datetime(start + ZONE, "Minute")
        return _datetime(start, moment.grain.capitalize())
    if phrase.rule.startswith("holiday."):
        return f'datetimeHoliday {_tuple(start)} Day "{_holiday(phrase.rule.partition(".")[2])}"'
    if isinstance(phrase.expression, Part) and phrase.expression.of == 4:
        return _datetime(start, "Quarter")
    if moment.interval:
        end = datetime.combine(moment.end, datetime.min.time()) + timedelta(days=1)
        return f"datetimeInterval ({_tuple(start)}, {_tuple(end)}) {moment.grain.capitalize()}"
    if moment.open:
        return f"datetimeOpenInterval {moment.open.capitalize()} {_tuple(start)} {moment.grain.capitalize()}"
    return _datetime(start, "Day" if moment.anchor else moment.grain.capitalize())


def _holiday(name: str) -> str:
    rows = load_yaml("ar/time.yaml")["holidays"]
    return str(next(row["forms"][0] for row in rows if row["value"]["name"] == name))


def _datetime(moment: datetime, grain: str) -> str:
    return f"datetime {_tuple(moment)} {grain}"


def _tuple(moment: datetime) -> str:
    return f"({moment.year}, {moment.month}, {moment.day}, {moment.hour}, {moment.minute}, {moment.second})"


READERS: dict[str, Callable[[str], str | None]] = {
    "Numeral": numeral,
    "Ordinal": ordinal,
    "AmountOfMoney": money,
    "Duration": duration,
    "Quantity": quantity,
    "Time": time,
}

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


def same(expected: str, found: str | None) -> bool:
    """Whether two values are one: the same words, the same numbers however they are written."""
    if found is None:
        return False
    words = (_NUMBER.sub("#", value).replace("(#)", "#") for value in (expected, found))
    if len(set(words)) > 1:
        return False
    pairs = zip(_NUMBER.findall(expected), _NUMBER.findall(found), strict=True)
    return all(abs(float(a) - float(b)) <= 1e-9 * max(1.0, abs(float(a))) for a, b in pairs)


def read_rows(path: Path) -> list[Row]:
    """The rows of a table; raises KeyError when a column is missing."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Row(row["kind"], row["value"], row["text"]) for row in rows]


def measure(rows: list[Row]) -> tuple[dict[str, object], list[tuple[Row, str | None]]]:
    """Accuracy over all rows and per kind, and the rows that came out wrong with what was found."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong: list[tuple[Row, str | None]] = []
    for row in rows:
        reader = READERS.get(row.kind)
        found = reader(row.text) if reader is not None else None
        total[row.kind] += 1
        if same(row.value, found):
            right[row.kind] += 1
        else:
            wrong.append((row, found))
    per_kind = {
        kind: {"accuracy": round(right[kind] / total[kind], 4), "right": right[kind], "rows": total[kind]}
        for kind in sorted(total)
    }
    accuracy = round(sum(right.values()) / max(1, len(rows)), 4)
    return {"accuracy": accuracy, "right": sum(right.values()), "rows": len(rows), "per_kind": per_kind}, wrong


def _bare_measure(line: Line, index: int) -> Amount | None:
    """A unit of measure without a number, which stands for one of it («كيلوغرام»)."""
    hit = line.hit(index, "measure")
    if hit is None:
        return None
    start, end = line.start(index, hit.prefix), line.end(hit.last)
    return Amount(index, hit.last, start, end, 1, str(hit.value), "exact", "measure", "measure.bare")


def _product_of(line: Line, index: int) -> str | None:
    """What is measured, as written: the words after «من» that follow a measure."""
    if line.key(index) not in ("من", "of") or index + 1 >= len(line):
        return None
    return line.text[line.row[index + 1].start : line.row[index + 1].end]


def main(arguments: list[str] | None = None) -> int:
    """Prints the accuracy; 0 always, 2 when the file cannot be read."""
    parser = argparse.ArgumentParser(description="Value expressions against a table of texts and values.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--errors", action="store_true", help="the rows that came out wrong")
    options = parser.parse_args(arguments)
    if not options.file.is_file():
        print(f"There is no file {options.file}.", file=sys.stderr)
        return 2
    figures, wrong = measure(read_rows(options.file))
    if options.json:
        print(json.dumps(figures, ensure_ascii=False))
        return 0
    print(f"accuracy {figures['accuracy']:.3f}  {figures['right']} of {figures['rows']}")
    for kind, row in figures["per_kind"].items():  # type: ignore[attr-defined]
        print(f"  {kind:16} {row['accuracy']:.3f}  {row['right']} of {row['rows']}")
    if options.errors:
        for item, found in wrong:
            print(f"{item.kind}\t{item.text}\t{item.value}\tfound: {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
