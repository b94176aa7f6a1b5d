"""First half of a build: records become numbered streets, areas and columns, nothing judged yet."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.places.addresses import Crossing, House, parse_address
from bot.places.records import AddressRecord, AssetRecord, BrokenLine, LandmarkRecord, Record
from bot.places.street_names import StreetName, parse_street_name

Tell = Callable[[str], None]
TELL_EVERY = 25_000
EXAMPLES = 5


@dataclass(slots=True)
class Findings:
    """What was left out and why, with the first few places in the source."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, reason: str, where: str) -> None:
        self.counts[reason] += 1
        if len(shown := self.examples.setdefault(reason, [])) < EXAMPLES:
            shown.append(where)


@dataclass(slots=True)
class Points:
    """Columns of one length: where each row came from and where it says it is."""

    where: list[str] = field(default_factory=list)
    lat: list[float] = field(default_factory=list)
    long: list[float] = field(default_factory=list)
    area: list[int] = field(default_factory=list)

    def put(self, record: AddressRecord, area: int) -> None:
        self.where.append(record.where)
        self.lat.append(record.lat)
        self.long.append(record.long)
        self.area.append(area)


@dataclass(slots=True)
class HouseColumns(Points):
    street: list[int] = field(default_factory=list)
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    zip: list[str] = field(default_factory=list)


@dataclass(slots=True)
class CrossingColumns(Points):
    first: list[int] = field(default_factory=list)
    second: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Collected:
    rows: int = 0
    houses: HouseColumns = field(default_factory=HouseColumns)
    crossings: CrossingColumns = field(default_factory=CrossingColumns)
    landmarks: list[LandmarkRecord] = field(default_factory=list)
    assets: list[AssetRecord] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    areas: dict[str, int] = field(default_factory=dict)
    streets: dict[StreetName, int] = field(default_factory=dict)
    spellings: list[Counter[str]] = field(default_factory=list)
    """Per street, how often each way of writing its name occurs; the most common is shown."""

    def area(self, name: str) -> int:
        return self.areas.setdefault(name, len(self.areas)) if name else -1

    def street(self, written: str) -> int:
        name = parse_street_name(written)
        number = self.streets.setdefault(name, len(self.streets))
        if number == len(self.spellings):
            self.spellings.append(Counter())
        self.spellings[number][written] += 1
        return number


def collect(records: Iterable[Record], tell: Tell) -> Collected:
    found = Collected()
    for record in records:
        found.rows += 1
        if found.rows % TELL_EVERY == 0:
            tell(f"{found.rows:,} rows read")
        match record:
            case BrokenLine(where, reason):
                found.findings.add(f"broken line: {reason}", where)
            case LandmarkRecord():
                found.landmarks.append(record)
            case AssetRecord():
                found.assets.append(record)
            case AddressRecord():
                _collect_address(found, record)
    return found


def _collect_address(found: Collected, record: AddressRecord) -> None:
    match parse_address(record.address):
        case House(street, label, low, high, area):
            columns = found.houses
            columns.put(record, found.area(record.area or area))
            columns.street.append(found.street(street))
            columns.low.append(low)
            columns.high.append(high)
            columns.label.append(label)
            columns.zip.append(record.zip)
        case Crossing(first, second):
            crossings = found.crossings
            crossings.put(record, found.area(record.area))
            crossings.first.append(found.street(first))
            crossings.second.append(found.street(second))
        case None:
            found.findings.add("no street and number in it", record.where)
