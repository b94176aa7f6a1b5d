"""A mistake in the city file names its line and starts nothing."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.city import CityFileError, QuietHours
from bot.city_file import read_city
from bot.handlers.quiet import after_quiet, opening
from bot.nlu.learnt import Learnt, write_learnt

DEMO = Path(__file__).parents[2] / "bot" / "demo"


def line_of(path, words):
    return next(number for number, line in enumerate(path.read_text().splitlines(), 1) if words in line)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("delay_minutes = 0", "delay_minuts = 0", "unknown field `delay_minuts`"),
        ("delay_minutes = 0", 'delay_minutes = "soon"', "Expected `int`"),
        ("draft_hours = 72", "draft_hours = 1.5", "Expected `int`"),
        ("late_grace_hours = 12", "late_grace_ours = 12", "unknown field `late_grace_ours`"),
        ("start = 00:00:00", 'start = "25:00"', "Expected `time`"),
        ('number = "911"', "text = { en = 5 }", "Expected `str`"),
    ],
)
def test_a_wrong_line_is_named(city_file, old, new, complaint):
    path = city_file(old, new)
    with pytest.raises(CityFileError, match=complaint) as error:
        read_city(path)
    assert f"city.toml, line {line_of(path, new)}:" in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"America/Chicago"', '"Chicago time"', "is not a zone name"),
        ('["en", "es"]', "[]", "languages: .*it is empty"),
        ("[whatsapp]\n", '[[roads]]\nowner = "DOT"\naction = "tell"\n[whatsapp]\n', "needs streets or an area"),
        (
            "[whatsapp]\n",
            '[[roads]]\nowner = "DOT"\naction = "route"\nstreets = ["Hwy 30"]\n[whatsapp]\n',
            "no service_code to file under",
        ),
        (
            "[whatsapp]\n",
            '[[roads]]\nowner = "DOT"\naction = "tell"\narea = "dot.geojson"\n[whatsapp]\n',
            "dot.geojson it names does not exist",
        ),
        ("addresses.csv", "adresses.csv", "adresses.csv it names does not exist"),
        ('name = "Lindale" ', 'name = "Lindale', "not valid TOML"),
    ],
)
def test_other_mistakes_say_what_to_do(city_file, old, new, complaint):
    with pytest.raises(CityFileError, match=complaint):
        read_city(city_file(old, new))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"America/Chicago"', '"EST"', "time_zone: .*summer time"),
        ('["en", "es"]', '["en", "EN"]', 'languages: no texts in "EN"; there are en'),
        ('"jurisdiction.geojson"', '""', "jurisdiction: .*it is empty"),
        ("duplicate_metres = 50", 'duplicate_metres = "50 m"', "a whole number without quotes and units"),
        ("duplicate_metres = 50", "duplicate_metres = -50", ">= 0"),
        ("duplicate_metres = 50", "duplicate_meters = 50", "did you mean `duplicate_metres`"),
        ('phone = "555-0111"', 'default_service = "GENERAL"', "top of the file, before any"),
        ('number = "911"', 'number = ""', "emergency.number: .*it is empty"),
        ('number = "911"', 'text = { en = "Call {nunber} now" }', "residents would read {nunber}"),
        ('number = "911"', 'text = { en = "Call for help" }', "which number to call"),
        ('number = "911"', 'text = { enn = "Call 911" }', 'no language "enn"'),
        ("start = 00:00:00", "start = 21:00", "a time is written 21:00:00"),
        ("start = 00:00:00", 'start = "9 pm"', "a time without quotes"),
        ("enabled = true", "enabled = yes", "true or false, in small letters"),
        ('name = "Lindale" ', "name = “Lindale” ", "straight quotes"),
        ("conversation_days = 365", "conversation_days = 0", ">= 1"),
        ("transcript_days = 365", "transcript_days = -1", ">= 1"),
        ("transcript_days = 365", "transcript_days = 999999999", "<= 36500"),
        ("[[neighbors]]", "[[neighbours]]", "did you mean `neighbors`"),
        ("[[neighbors]]", "[neighbors]", r"begins with \[\[neighbors\]\]"),
        ('contact = "555-0199"', 'area = "carver.geojson"', "neighbors.area: the file carver.geojson"),
        ("[whatsapp]\n", 'roads = [{ owner = "DOT", action = "reject" }]\n[whatsapp]\n', "unknown field `roads`"),
        (
            "# [whatsapp.templates.request-closed]",
            "[whatsapp.templates.request-close]",
            "did you mean .request-closed.",
        ),
        ('pothole = { service_code = "POTHOLE" }', 'pothole = { code = "POTHOLE" }', "known are service_code"),
        ('pothole = { service_code = "POTHOLE" }', 'pothole = { service_code = "POTHOLE " }', "a space; take it out"),
        (
            'pothole = { service_code = "POTHOLE" }',
            'pothole = { service_code = "POTHOLE", expected_hours = -3 }',
            "services.pothole.*>= 1",
        ),
    ],
)
def test_what_tired_people_write_is_named_with_its_line_and_what_to_write(city_file, old, new, complaint):
    path = city_file(old, new)
    with pytest.raises(CityFileError, match=complaint) as error:
        read_city(path)
    assert f"city.toml, line {line_of(path, new.strip().splitlines()[0])}:" in str(error.value)


def test_of_several_tables_the_right_one_is_named(city_file):
    roads = '[[roads]]\nowner = "A"\naction = "tell"\nstreets = ["US *"]\n'
    path = city_file("[whatsapp]\n", f'{roads}{roads}types = ["potholes"]\n[whatsapp]\n')
    with pytest.raises(CityFileError, match='did you mean "pothole"') as error:
        read_city(path)
    assert f"line {line_of(path, 'potholes')}:" in str(error.value)


def test_letters_of_another_editor_are_read_or_named(city_file):
    path = city_file('name = "Lindale"', 'name = "Lindále"')
    text = path.read_text("utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert read_city(path).name == "Lindále"
    line = line_of(path, "name = ")
    path.write_bytes(text.encode("latin-1", "replace"))
    with pytest.raises(CityFileError, match=f"line {line}: .*UTF-8"):
        read_city(path)


def test_more_languages_in_a_table_than_the_city_speaks_are_no_mistake(city_file):
    assert read_city(city_file('languages = ["en", "es"]', 'languages = ["en", "pt", "es"]')).languages[1] == "pt"
    hours = city_file('es = "lunes a viernes, de 8 a 5", ', "")
    assert read_city(hours).office.hours_in("es") == "Monday to Friday, 8 to 5"
    assert read_city(hours).office.hours_in("pt") == "segunda a sexta, das 8 às 17"


def test_the_phrase_books_that_wait_for_a_city_that_speaks_them_are_whole(tmp_path):
    told = (DEMO / "city.toml").read_text(encoding="utf-8").replace('["en", "es"]', '["en", "es", "pt", "ht"]')
    before, mark, book = told.partition("# [phrases.pt]")
    waiting, rest = book.split("\n\n", 1)
    spoken = (mark + waiting).replace("\n# ", "\n").replace("\n#\n", "\n").removeprefix("# ")
    here = tmp_path / "city.toml"
    for file in DEMO.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    here.write_text(f"{before}{spoken}\n\n{rest}", encoding="utf-8")
    books = read_city(here).phrases
    assert books["pt"].keys() == books["ht"].keys() == books["es"].keys()


def test_no_file_names_the_variable(tmp_path):
    with pytest.raises(CityFileError, match="TEXT311_CITY"):
        read_city(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-06-01T15:00", None),  # ten in the morning
        ("2026-06-02T02:00", "2026-06-02T13:00"),  # 21:00 in Lindale, till 8:00 the next morning
        ("2026-06-02T12:59", "2026-06-02T13:00"),
        ("2026-06-02T13:00", None),
        ("2026-11-01T05:30", "2026-11-01T14:00"),  # the night the clock goes back: 8:00 is an hour later in UTC
        ("2026-03-08T06:00", "2026-03-08T13:00"),  # the night it goes forward
    ],
)
def test_quiet_hours_follow_the_city_s_clock(at, opens):
    import msgspec

    city = msgspec.structs.replace(read_city(DEMO / "city.toml"), quiet_hours=QuietHours())
    at, opens = (datetime.fromisoformat(x).replace(tzinfo=UTC) if x else None for x in (at, opens))
    assert opening(city, at) == opens
    assert after_quiet(city, at) == (opens or at)


def test_equal_times_are_never_quiet():
    assert opening(read_city(DEMO / "city.toml"), datetime(2026, 6, 2, 5, tzinfo=UTC)) is None


POTHOLE = 'pothole = { service_code = "POTHOLE" }'
PARTY = '"service:PARTY" = '


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ('pothle = { service_code = "POTHOLE" }', "pothle: no such request type"),
        ('pothole = { service_cod = "POTHOLE" }', "unknown field `service_cod`"),
        ("pothole = { service_code = 5 }", "Expected `str`, got `int`"),
        ("pothole = { expected_hours = 5 }", "service_code is missing"),
        ('pothole = { service_code = "POTHOLE", words = ["hole"] }', "only keys that begin with"),
        (PARTY + '{ words = ["street party"] }', "needs a name residents know"),
        (PARTY + '{ name = "Street party" }', "Expected `object`, got `str`"),
        ('"service:" = { name = { en = "Street party" } }', "write the service_code"),
    ],
)
def test_a_wrong_service_is_named_with_its_line(city_file, written, complaint):
    path = city_file(POTHOLE, written)
    with pytest.raises(CityFileError, match=re.escape(complaint)) as error:
        read_city(path)
    assert f"city.toml, line {line_of(path, written)}:" in str(error.value)


def test_a_service_of_the_city_s_own(city_file):
    own = PARTY + '{ name = { en = "Street party permit" }, words = ["street part*"], expected_hours = 72 }'
    city = read_city(city_file(POTHOLE, own))
    assert city.service_code("service:PARTY") == "PARTY"
    assert city.type_of("PARTY") == "service:PARTY"
    assert city.expected_hours("service:PARTY") == 72
    assert city.name_of("service:PARTY", "es") == "Street party permit"
    assert city.name_of("graffiti", "es") == ""
    assert city.words_of_services() == {"service:PARTY": ("street part*",)}
    assert {"PARTY", "GRAFFITI"} <= city.service_codes()


def test_a_phrase_that_is_no_text_is_named_with_its_line(city_file):
    written = '"It flickers" = 5'
    path = city_file('"It flickers" = "Parpadea"', written)
    with pytest.raises(CityFileError, match="Expected `str`, got `int`") as error:
        read_city(path)
    assert f"line {line_of(path, written)}:" in str(error.value)


def test_phrases_in_a_language_the_city_does_not_speak(city_file):
    path = city_file("[phrases.es]", "[phrases.fr]")
    with pytest.raises(CityFileError, match=r"phrases\.fr: the city speaks en, es") as error:
        read_city(path)
    assert f"line {line_of(path, '[phrases.fr]')}:" in str(error.value)


MODELS = 'models = "own"\ngazetteer = '


@pytest.fixture
def own_models(tmp_path):
    """A folder that looks like a city's own models, for the languages given."""

    def make(*languages):
        for language in languages:
            (tmp_path / "own" / language).mkdir(parents=True)
            (tmp_path / "own" / language / "meta.json").write_text("{}")
        write_learnt(tmp_path / "own", "en", Learnt(("pothole", "street_party"), 900, 100, 0.81))

    return make


def test_models_that_lack_a_language_are_named_with_their_line(city_file, own_models):
    own_models("en")
    path = city_file("gazetteer = ", MODELS)
    with pytest.raises(CityFileError, match="own holds no model for es") as error:
        read_city(path)
    assert f"line {line_of(path, 'models = ')}:" in str(error.value)


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ('street_party = { service_code = "PARTY", name = { en = "Street party" } }', None),
        ('street_party = { service_code = "PARTY" }', "needs a name to say"),
        ('street_prty = { service_code = "PARTY", name = { en = "Street party" } }', "has not learnt it"),
    ],
)
def test_codes_of_the_city_s_own_model(city_file, own_models, written, complaint):
    own_models("en", "es")
    path = city_file("gazetteer = ", MODELS)
    path.write_text(path.read_text().replace(POTHOLE, f"{POTHOLE}\n{written}"))
    if complaint is None:
        assert read_city(path).service_code("street_party") == "PARTY"
        return
    with pytest.raises(CityFileError, match=complaint) as error:
        read_city(path)
    assert f"line {line_of(path, written)}:" in str(error.value)
