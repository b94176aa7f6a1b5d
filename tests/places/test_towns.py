"""A town behind an address: ours, or one to ask about."""

import pytest

from bot.places.local import LocalFinder


@pytest.fixture
def of_lindale(lindale):
    return LocalFinder(lindale.search, lindale.jurisdiction, "Lindale")


@pytest.mark.parametrize(
    "behind", [", Springfield", ", Springfield.", ", Springfield IL", ", Springfield, IL 62701", ", San Marcos"]
)
def test_an_address_in_another_town_is_asked_about(of_lindale, behind):
    search = of_lindale.locate(f"pothole at 12 Elm St{behind}").search
    assert (search.outcome, [place.address for place in search.places]) == ("ambiguous", ["12 Elm St"])


@pytest.mark.parametrize(
    "behind",
    [
        "",
        ", Lindale",
        ", Lindale IA",
        ", Westfield",
        ", Iowa",
        ", Please hurry",
        ", Thanks",
        ", by the school",
        ", big one",
    ],
)
def test_our_own_is_not(of_lindale, behind):
    assert of_lindale.locate(f"pothole at 12 Elm St{behind}").search.outcome == "found"


def test_nor_is_any_where_the_city_has_no_name(lindale):
    assert lindale.locate("pothole at 12 Elm St, Springfield").search.outcome == "found"
