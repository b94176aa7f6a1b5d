"""Address CSV (`address,lat,lon|long[,zip,neighborhood,city]`) and OpenAddresses CSV, with or without a header line.

A file with an id column and no addresses lists numbered things: `pole_id,lat,lon[,road]`, `kind,id,lat,lon`.
"""

import csv
import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import mode

from bot.places.addresses import parse_address
from bot.places.assets import code_of, kind_called
from bot.places.records import AddressRecord, AssetRecord, BrokenLine, Record, UnreadableSource, content_of

_NAMES = {
    "address": ("address", "full_address", "fulladdress", "direccion", "dirección"),
    "lat": ("lat", "latitude", "y", "latitud"),
    "long": ("lon", "long", "lng", "longitude", "x", "longitud"),
    "zip": ("zip", "zipcode", "zip_code", "postcode", "postal_code"),
    "area": ("neighborhood", "neighbourhood", "district", "barrio", "area"),
    "city": ("city",),
    "number": ("number", "housenumber", "house_number"),
    "street": ("street", "street_name"),
    "asset": ("id", "asset_id", "asset", "asset_number", "pole_id", "pole", "pole_number", "hydrant_id", "hydrant",
              "meter_id", "stop_id", "tree_id", "exit", "milepost"),
    "kind": ("kind", "type", "asset_type"),
    "road": ("road", "route", "street", "on"),
}  # fmt: skip
_SAMPLE = 50


def read(path: Path) -> Iterator[Record]:
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    head = [row for _, row in zip(range(_SAMPLE), reader, strict=False)]
    header = head[0] if head else []
    columns = _columns_of_header(header)
    above = 1 if columns else 0
    columns = columns or _columns_by_content(head)
    if {"lat", "long", "asset"} <= columns.keys() and not {"address", "number"} & columns.keys():
        called = kind_called(header[columns["asset"]]) or kind_called(path.name.split(".")[0])
        return _records(path.name, above, head[above:], reader, partial(_asset, columns=columns, called=called))
    if not {"lat", "long"} <= columns.keys() or not {"address", "street"} & columns.keys():
        raise UnreadableSource(_no_columns(path, header))
    return _records(path.name, above, head[above:], reader, partial(_record, columns=columns))


def _text(path: Path) -> str:
    """UTF-8, or Latin-1 where that does not fit."""
    content = content_of(path).replace(b"\0", b"")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        broken = sum("�" in line for line in content.decode("utf-8", "replace").splitlines())
        mostly_utf8 = broken * 20 < content.count(b"\n") and b"\xc3" in content
        return content.decode("utf-8", "replace") if mostly_utf8 else content.decode("latin-1")


def _delimiter(text: str) -> str:
    """Of the header line: where commas are decimal points, semicolons or tabs stand between the columns."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _no_columns(path: Path, header: list[str]) -> str:
    seen = f"; its first line says {', '.join(name.strip() for name in header[:8])}" if header else "; it is empty"
    return f"{path} has no columns for address (or number and street), lat and lon; name them in a header line{seen}"


def _columns_of_header(row: list[str]) -> dict[str, int]:
    names = [name.strip().lower() for name in row]
    found = {key: names.index(name) for key, options in _NAMES.items() for name in options if name in names}
    return found if "lat" in found and "long" in found else {}


def _columns_by_content(rows: list[list[str]]) -> dict[str, int]:
    """For a file without header: the address is the text column, lat and long two decimal columns, in that order.

    Lines shorter than most are broken ones, which are counted later.
    """
    width = mode(len(row) for row in rows) if rows else 0
    rows = [row for row in rows if len(row) >= width]
    numeric = [i for i in range(width) if sum(_is_degrees(row[i]) for row in rows) > 0.8 * len(rows)]
    addresses = [i for i in range(width) if sum(parse_address(row[i]) is not None for row in rows) > 0.5 * len(rows)]
    texts = [i for i in addresses if i not in numeric]
    if not texts or len(numeric) < 2:
        return {}
    return {"address": texts[0], "lat": numeric[0], "long": numeric[1]}


def _is_degrees(value: str) -> bool:
    number = _number(value)
    return number is not None and "." in value and abs(number) <= 180


def _number(value: str) -> float | None:
    try:
        return float(value.strip().replace(",", "."))
    except ValueError:
        return None


def _records(
    name: str,
    above: int,
    head: list[list[str]],
    reader: Iterator[list[str]],
    read_row: Callable[[str, list[str]], Record],
) -> Iterator[Record]:
    """`above`: lines of the file before the first of `head`."""
    line = above
    for row in head:
        line += 1
        yield read_row(f"{name}:{line}", row)
    while True:
        line += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BrokenLine(f"{name}:{line}", str(error))
            continue
        yield read_row(f"{name}:{line}", row)


def _record(where: str, row: list[str], columns: dict[str, int]) -> Record:
    value = {key: row[index].strip() for key, index in columns.items() if index < len(row)}
    lat, long = _number(value.get("lat", "")), _number(value.get("long", ""))
    address = value.get("address") or f"{value.get('number', '')} {value.get('street', '')}".strip()
    if lat is None or long is None or not (abs(lat) <= 180 and abs(long) <= 180):
        return BrokenLine(where, "no latitude and longitude")
    if not address:
        return BrokenLine(where, "no address")
    return AddressRecord(
        where, address, lat, long, value.get("zip", ""), value.get("area", "") or value.get("city", "")
    )


def _asset(where: str, row: list[str], columns: dict[str, int], called: str) -> Record:
    value = {key: row[index].strip() for key, index in columns.items() if index < len(row)}
    lat, long = _number(value.get("lat", "")), _number(value.get("long", ""))
    if lat is None or long is None or not (abs(lat) <= 90 and abs(long) <= 180):
        return BrokenLine(where, "no latitude and longitude")
    kind, code = kind_called(value.get("kind", "")) or called, code_of(value.get("asset", ""))
    if not kind:
        return BrokenLine(where, "no kind of thing; name it in a column kind, or the file like hydrants.csv")
    return AssetRecord(where, kind, code, lat, long, value.get("road", "")) if code else BrokenLine(where, "no number")
