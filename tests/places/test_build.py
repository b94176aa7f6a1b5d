"""Gazetteers from the files cities really have: dirt is found, counted, shown and not used."""

import gzip
import json

import osmium
import pytest

from bot.messages import GeoPoint
from bot.places.build import build_gazetteer
from bot.places.gazetteer import Gazetteer
from bot.places.local import LocalFinder
from bot.places.records import UnreadableSource
from bot.places.search import Search

LAT, LONG = 41.6, -93.9


def street(name: str, count: int = 30, north: float = 0.0, area: str = "Old Town", east: float = 0.0) -> list[str]:
    """`count` houses on each side, every 0.0005 degrees."""
    return [f"{n} {name},{LAT + north:.6f},{LONG + east + n * 0.0003:.6f},50901,{area}" for n in range(1, 2 * count)]


def build(
    tmp_path, lines: list[str], name: str = "addresses.csv", header: str = "address,lat,lon,zip,neighborhood", **options
):
    source = tmp_path / name
    source.write_text("\n".join([header, *lines] if header else lines), encoding="utf-8")
    out = tmp_path / "out.sqlite"
    return build_gazetteer(out, [source], **options), LocalFinder(Search(Gazetteer(out)))


def test_the_citys_point_for_dont_know_is_not_used(tmp_path):
    lines = street("Elm St") + street("Oak St", north=0.01)
    default = [
        f"99 {name} Rd,{LAT},{LONG},50901,Old Town"
        for name in ["Ash", "Birch", "Cedar", "Fir", "Holly", "Ivy", "Larch", "Maple"]
    ]
    report, finder = build(tmp_path, lines + default)
    assert report.unused["default point shared by many streets"] == 8
    assert finder.locate("99 Cedar Rd").search.outcome == "street_only"


def test_transposed_and_far_rows_are_not_used(tmp_path):
    report, finder = build(tmp_path, [*street("Elm St"), f"200 Elm St,{LONG},{LAT},,", "202 Elm St,0,0,,"])
    assert report.unused["latitude and longitude changed places"] == 1
    assert report.unused["far from everything else"] == 1
    assert finder.locate("200 Elm St").search.outcome != "found"


def test_a_house_far_from_its_neighbours_in_number_is_not_used(tmp_path):
    lines = [line for line in street("Elm St") if not line.startswith("20 ")]
    report, _ = build(tmp_path, [*lines, f"20 Elm St,{LAT + 0.05},{LONG},50901,Old Town"])
    assert report.unused["far from its neighbours in number"] == 1


def test_a_row_in_another_neighbourhood_than_everyone_around_keeps_its_place_only(tmp_path):
    far = street("Pine St", north=0.05, area="North Hill")
    report, finder = build(tmp_path, [*street("Elm St"), *far, f"100 Elm St,{LAT},{LONG + 0.01},50901,North Hill"])
    assert sum(count for reason, count in report.unused.items() if reason.startswith("neighbourhood")) == 1
    place = finder.locate("100 Elm St").search.places[0]
    assert place.neighborhood != "North Hill"


def test_doubles_are_one_house(tmp_path):
    report, finder = build(tmp_path, street("Elm St") + street("Elm St"))
    assert report.unused["double"] == 59
    assert finder.locate("12 Elm St").search.outcome == "found"


def test_broken_lines_are_counted_and_shown(tmp_path):
    report, finder = build(
        tmp_path, [*street("Elm St"), "12 Oak St,somewhere,else,,", "no comma at all", ",41.6,-93.9,,"]
    )
    assert report.unused["broken line: no latitude and longitude"] == 2
    assert report.examples["broken line: no address"] == ["addresses.csv:63"]
    assert finder.locate("12 Elm St").search.outcome == "found"


def test_one_broken_line_in_a_hundred_is_counted_and_shown_and_the_rest_is_used(tmp_path):
    lines = street("Elm St", 500)
    for at in range(50, len(lines), 100):
        lines[at] = f"{at} Elm St,north of here,"
    report, finder = build(tmp_path, lines)
    assert (report.houses, report.unused["broken line: no latitude and longitude"]) == (989, 10)
    assert report.examples["broken line: no latitude and longitude"][:2] == ["addresses.csv:52", "addresses.csv:152"]
    assert finder.locate("12 Elm St").search.outcome == "found"


def test_a_file_without_header_is_understood_by_its_content(tmp_path):
    _, finder = build(tmp_path, street("Elm St"), header="")
    assert finder.locate("12 Elm St").search.outcome == "found"


def test_broken_lines_hide_no_columns(tmp_path):
    houses = street("Elm St")
    report, finder = build(tmp_path, [*houses[:3], "broken;line", *houses[3:]], header="")
    assert finder.locate("12 Elm St").search.outcome == "found"
    assert report.examples["broken line: no latitude and longitude"] == ["addresses.csv:4"]


def test_a_file_with_columns_changed_round_is_mended_and_said(tmp_path):
    lines = [f"{n} Elm St,{LONG},{LAT + n * 0.0003}" for n in range(1, 40)]
    report, finder = build(tmp_path, lines, header="address,lat,lon")
    assert report.unused["latitude and longitude changed round in the whole file (mended)"] == 1
    assert finder.locate("12 Elm St").search.places[0].point.lat > 0


def test_the_city_tells_which_way_round_a_file_is(tmp_path):
    lines = [f"Calle Olmo {n},-3.7,{40.4 + n * 0.0003}" for n in range(1, 40)]
    report, _ = build(tmp_path, lines, header="address,lat,lon", middle=GeoPoint(40.4, -3.7))
    assert report.unused["latitude and longitude changed round in the whole file (mended)"] == 1


def test_latin_1_is_read(tmp_path):
    source = tmp_path / "latin.csv"
    rows = "\n".join(f"Calle Peña {n},40.4,{-3.7 + n * 0.0003}" for n in range(1, 40))
    source.write_bytes(f"address,lat,long\n{rows}".encode("latin-1"))
    build_gazetteer(tmp_path / "out.sqlite", [source])
    assert [street.name for street in Gazetteer(tmp_path / "out.sqlite").streets.values()] == ["Calle Peña"]


def test_geojson_and_openaddresses_lines(tmp_path):
    point = {"type": "Point", "coordinates": [LONG, LAT]}
    places = {"features": [{"properties": {"name": "Lindale Library", "amenity": "library"}, "geometry": point}]}
    (tmp_path / "places.geojson").write_text(json.dumps(places))
    lines = [
        json.dumps(
            {
                "properties": {"number": str(n), "street": "ELM ST", "postcode": "50901"},
                "geometry": point | {"coordinates": [LONG + n / 2000, LAT]},
            }
        )
        for n in range(1, 9)
    ]
    with gzip.open(tmp_path / "addresses.geojson.gz", "wt") as file:
        file.write("\n".join([*lines, "{broken"]))
    report = build_gazetteer(tmp_path / "out.sqlite", [tmp_path / "places.geojson", tmp_path / "addresses.geojson.gz"])
    assert (report.houses, report.landmarks, sum(report.unused.values())) == (8, 1, 1)


def test_openstreetmap_gives_houses_crossings_and_places(tmp_path):
    path = tmp_path / "city.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        for i, (lat, long) in enumerate([(0, 0), (0, 0.001), (0, 0.002), (0.001, 0.001), (-0.001, 0.001)], 1):
            writer.add_node(osmium.osm.mutable.Node(id=i, location=(LONG + long, LAT + lat)))
        house = {"addr:housenumber": "12", "addr:street": "Elm Street"}
        writer.add_node(osmium.osm.mutable.Node(id=6, location=(LONG, LAT), tags=house))
        library = {"amenity": "library", "name": "Lindale Library"}
        writer.add_node(osmium.osm.mutable.Node(id=7, location=(LONG, LAT), tags=library))
        for i, (name, nodes) in enumerate([("Elm Street", [1, 2, 3]), ("Oak Street", [4, 2, 5])], 1):
            writer.add_way(osmium.osm.mutable.Way(id=i, nodes=nodes, tags={"highway": "residential", "name": name}))
    report = build_gazetteer(tmp_path / "out.sqlite", [path])
    assert (report.houses, report.crossings, report.landmarks) == (1, 1, 1)
    finder = LocalFinder(Search(Gazetteer(tmp_path / "out.sqlite")))
    assert finder.locate("corner of Elm and Oak").search.outcome == "found"


def test_openstreetmap_gives_the_numbers_of_hydrants_and_exits(tmp_path):
    path = tmp_path / "city.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        things = [{"emergency": "fire_hydrant", "ref": "88"}, {"highway": "motorway_junction", "ref": "3"}]
        for i, tags in enumerate([*things, {"highway": "street_lamp"}], 1):
            writer.add_node(osmium.osm.mutable.Node(id=i, location=(LONG, LAT), tags=tags))
    report = build_gazetteer(tmp_path / "out.sqlite", [path])
    finder = LocalFinder(Search(Gazetteer(tmp_path / "out.sqlite")))
    assert report.assets == 2
    assert [finder.locate(said).search.outcome for said in ("hydrant 88", "at exit 3")] == ["found", "found"]


@pytest.mark.parametrize("name", ["cut.osm.pbf", "cut.geojson.gz"])
def test_a_truncated_extract_says_so(tmp_path, name):
    (tmp_path / name).write_bytes(gzip.compress(b'{"features": []}' * 50)[:30])
    with pytest.raises(UnreadableSource, match=name):
        build_gazetteer(tmp_path / "out.sqlite", [tmp_path / name])


@pytest.mark.parametrize("content", [b"", b"one,two\nthree,four\n", b"\x00\x01\x02"])
def test_a_file_that_is_no_gazetteer_source_says_so(tmp_path, content):
    (tmp_path / "bad.csv").write_bytes(content)
    with pytest.raises(UnreadableSource):
        build_gazetteer(tmp_path / "out.sqlite", [tmp_path / "bad.csv"])


def test_a_truncated_gzip_file_says_so_and_leaves_the_old_gazetteer(tmp_path):
    build(tmp_path, street("Elm St"))
    whole = gzip.compress("\n".join(["address,lat,lon", *street("Oak St")]).encode())
    (tmp_path / "cut.csv.gz").write_bytes(whole[:-20])
    with pytest.raises(UnreadableSource, match="truncated"):
        build_gazetteer(tmp_path / "out.sqlite", [tmp_path / "cut.csv.gz"])
    assert Gazetteer(tmp_path / "out.sqlite").house_count() == 59


def test_a_source_that_stands_where_the_gazetteer_should_is_not_written_over(tmp_path):
    source = tmp_path / "addresses.csv"
    source.write_text("address,lat,lon\n12 Elm St,41.6,-93.9\n")
    before = source.read_bytes()
    with pytest.raises(UnreadableSource, match="name the gazetteer to write first"):
        build_gazetteer(source, [source])
    assert source.read_bytes() == before
    out = tmp_path / "city.gazetteer"
    assert build_gazetteer(out, [source]).houses == build_gazetteer(out, [source]).houses == 1


def test_a_folder_that_is_not_there_is_named_before_anything_is_read(tmp_path):
    with pytest.raises(UnreadableSource, match=r"there is no folder .*nowhere"):
        build_gazetteer(tmp_path / "nowhere" / "city.gazetteer", [tmp_path / "not there either.csv"])


def test_columns_nobody_knows_are_said_as_they_are_called(tmp_path):
    source = tmp_path / "addresses.csv"
    source.write_text("strasse,hoch,rechts\nElm St,41.6,-93.9\n")
    with pytest.raises(UnreadableSource, match="its first line says strasse, hoch, rechts"):
        build_gazetteer(tmp_path / "out", [source])


@pytest.mark.parametrize("between", [";", "\t"])
def test_a_spreadsheets_semicolons_tabs_and_decimal_commas_are_read(tmp_path, between):
    source = tmp_path / "addresses.csv"
    rows = [["number", "street", "y", "x"], ["12", "Elm St", "41,6", "-93,9"]]
    source.write_text("\n".join(between.join(row) for row in rows))
    assert build_gazetteer(tmp_path / "out", [source]).houses == 1


def test_metres_of_a_map_grid_are_told_from_degrees(tmp_path):
    source = tmp_path / "addresses.csv"
    source.write_text("address,X,Y\n12 Elm St,443000,4861000\n14 Elm St,443010,4861010\n")
    with pytest.raises(UnreadableSource, match=r"2 rows: .*no latitude and longitude, as addresses\.csv:2; degrees"):
        build_gazetteer(tmp_path / "out", [source])
