"""A city's service list on day one."""

import pytest

from bot.nlu.service_map import match_service, match_services
from bot.service_requests import Service


@pytest.mark.parametrize(
    ("name", "language", "code"),
    [
        ("Potholes", "en", "pothole"),
        ("Street Lamp Out", "en", "streetlight_out"),
        ("Missed Trash/Recycling Pickup", "en", "missed_trash"),
        ("Fly-tipping", "en", "illegal_dumping"),
        ("Abandoned Vehicles", "en", "abandoned_vehicle"),
        ("Snow and Ice on Sidewalk", "en", "snow_ice"),
        ("Rodent Activity", "en", "pests"),
        ("Graffiti Removal", "en", "graffiti"),
        ("Farola apagada", "es", "streetlight_out"),
        ("Recogida de muebles", "es", "bulky_pickup"),
        ("Ratas y cucarachas", "es", "pests"),
    ],
)
def test_a_service_is_known_by_its_name(pipeline, name, language, code):
    match = match_service(Service("001", name), pipeline, language)
    assert match.code == code
    assert match.sure


def test_keywords_and_description_help_a_vague_name(pipeline):
    vague = Service("7", "General", description="Report rats and mice", keywords=("rats", "mice", "vermin"))
    assert match_service(vague, pipeline).code == "pests"


def test_nothing_to_go_by_is_unsure(pipeline):
    (match,) = match_services([Service("9", " ")], pipeline)
    assert (match.code, match.sure) == ("", False)
    assert not match_service(Service("8", "Miscellaneous"), pipeline).sure
