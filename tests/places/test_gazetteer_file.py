"""Files that are no gazetteer, and one that changes under a running bot."""

import sqlite3

import pytest

from bot.places.build import build_gazetteer
from bot.places.finder import ReloadingFinder
from bot.places.gazetteer import Gazetteer, UnreadableGazetteer
from bot.places.prepare import is_built, prepared_gazetteer
from bot.places.records import UnreadableSource


def write_csv(path, name):
    path.write_text("\n".join(["address,lat,lon", *(f"{n} {name},41.6,{-93.9 + n / 2000}" for n in range(1, 40))]))
    return path


def test_a_missing_file_says_how_to_make_one(tmp_path):
    with pytest.raises(UnreadableGazetteer, match="text311 gazetteer build"):
        Gazetteer(tmp_path / "none.sqlite")


def test_a_truncated_file_is_refused(tmp_path):
    out = tmp_path / "out.sqlite"
    build_gazetteer(out, [write_csv(tmp_path / "a.csv", "Elm St")])
    out.write_bytes(out.read_bytes()[:-4096])
    with pytest.raises(UnreadableGazetteer, match="build"):
        Gazetteer(out)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_other_files_are_refused(tmp_path, content):
    (tmp_path / "bad.sqlite").write_bytes(content)
    with pytest.raises(UnreadableGazetteer):
        Gazetteer(tmp_path / "bad.sqlite")


def test_another_version_is_refused(tmp_path):
    out = tmp_path / "out.sqlite"
    build_gazetteer(out, [write_csv(tmp_path / "a.csv", "Elm St")])
    with sqlite3.connect(out) as db:
        db.execute("PRAGMA user_version=99")
    db.close()
    with pytest.raises(UnreadableGazetteer, match="build it again"):
        Gazetteer(out)


def test_a_new_file_is_used_at_once_and_a_missing_one_changes_nothing(tmp_path):
    out = tmp_path / "out.sqlite"
    build_gazetteer(out, [write_csv(tmp_path / "a.csv", "Elm St")])
    finder = ReloadingFinder(out, None)
    assert finder.current().locate("12 Elm St").search.outcome == "found"
    build_gazetteer(out, [write_csv(tmp_path / "b.csv", "Oak St")])
    assert finder.current().locate("12 Oak St").search.outcome == "found"
    out.unlink()
    assert finder.current().locate("12 Oak St").search.outcome == "found"


def test_every_answer_while_it_is_rebuilt_comes_from_the_old_file_or_the_new_one(tmp_path):
    out, old, new = tmp_path / "out.sqlite", tmp_path / "a.csv", tmp_path / "b.csv"
    build_gazetteer(out, [write_csv(old, "Elm St")])
    finder = ReloadingFinder(out, None)
    write_csv(new, "Elm Street Extension")
    asked = []

    def ask(_progress: str) -> None:
        asked.append(finder.current().locate("12 Elm St").search.places[0].address)

    build_gazetteer(out, [new], ask)
    assert asked == ["12 Elm St"] * 2
    assert finder.current().locate("12 Elm Street Extension").search.places[0].address == "12 Elm Street Extension"


def test_a_build_that_fails_leaves_the_old_file(tmp_path):
    out = tmp_path / "out.sqlite"
    build_gazetteer(out, [write_csv(tmp_path / "a.csv", "Elm St")])
    (tmp_path / "bad.csv").write_text("one,two\nthree,four\n")
    with pytest.raises(UnreadableSource):
        build_gazetteer(out, [tmp_path / "bad.csv"])
    assert Gazetteer(out).house_count() == 39


def test_a_broken_new_file_keeps_the_old_one(tmp_path):
    out = tmp_path / "out.sqlite"
    build_gazetteer(out, [write_csv(tmp_path / "a.csv", "Elm St")])
    finder = ReloadingFinder(out, None)
    (tmp_path / "broken").write_bytes(b"half a file")
    (tmp_path / "broken").replace(out)
    assert finder.current().locate("12 Elm St").search.outcome == "found"


def test_sources_are_built_once_and_a_built_file_is_taken_as_it_is(tmp_path):
    source = write_csv(tmp_path / "addresses.csv", "Elm St")
    built = prepared_gazetteer([source], tmp_path / "data")
    first = built.stat().st_mtime_ns
    assert is_built(built)
    assert prepared_gazetteer([source], tmp_path / "data").stat().st_mtime_ns == first
    assert prepared_gazetteer([built], tmp_path / "elsewhere") == built
