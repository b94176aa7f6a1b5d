"""What is said beside each of several places, so that a resident knows which is theirs."""

import pytest

from bot.messages import GeoPoint
from bot.places.distinction import with_distinctions
from bot.places.place import Place


def place(address, neighborhood="", zip_code="", cross_street=""):
    return Place(address, GeoPoint(41.6, -93.9), "address", 0.9, "gazetteer", cross_street, neighborhood, zip_code)


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ([("12 Church St", "Old Town"), ("12 Church St", "Eastgate")], ["Old Town", "Eastgate"]),
        ([("12 Church St", "Old Town", "50901"), ("12 Church St", "Old Town", "50903")], ["50901", "50903"]),
        (
            [("12 Church St", "Old Town", "50901", "Oak St"), ("12 Church St", "Old Town", "50901", "Elm St")],
            ["near Oak St", "near Elm St"],
        ),
        ([("12 Church St", "", "", "Oak St"), ("12 Church St", "", "", "Elm St")], ["near Oak St", "near Elm St"]),
        ([("12 Elm St", "Old Town"), ("12 Elm Ave", "Old Town")], ["Old Town", "Old Town"]),
        (
            [("12 Elm St", "Old Town", "1"), ("12 Elm St", "Old Town", "2"), ("12 Elm St", "Eastgate", "2")],
            ["1", "Old Town", "Eastgate"],
        ),
    ],
    ids=["neighborhood", "zip", "cross street", "only a cross street", "other addresses", "three"],
)
def test_the_first_mark_that_tells_them_apart(places, said):
    assert [one.distinction for one in with_distinctions([place(*one) for one in places])] == said
