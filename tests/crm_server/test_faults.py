"""The faulty city: what it does, what it says, and that the same seed makes the same trouble."""

import http.client
import itertools
import json
import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import msgspec
import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore", UserWarning)
    from starlette.testclient import TestClient

from crm_server.app import create_app
from crm_server.faults import Faults, FaultsFile, FaultsFileError, Seconds, Shares, read_faults
from crm_server.faulty_city import FaultyCity

POTHOLE = {"service_code": "POTHOLE", "lat": "42.36", "long": "-71.05", "description": "big hole"}
GRAFFITI = POTHOLE | {"service_code": "GRAFFITI", "attribute[surface]": "building"}


@dataclass
class City:
    """A faulty city and everything one can see of it; its clocks stand still until moved."""

    world: Any
    rows: list[dict[str, Any]] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    seconds: float = 0.0

    def app(self, faults: Faults) -> FaultyCity:
        async def sleep(seconds: float) -> None:
            self.slept.append(seconds)

        inner = create_app(self.world.settings, self.world.clock)
        clock: Callable[[], float] = lambda: self.seconds  # noqa: E731
        return FaultyCity(inner, lambda: faults, clock=clock, now=clock, record=self.rows.append, sleep=sleep)

    def client(self, faults: Faults) -> TestClient:
        return TestClient(self.app(faults), base_url="http://crm.test")

    def kept(self) -> list[dict[str, Any]]:
        with self.world.client() as client:
            return client.get("/open311/v2/requests.json?extensions=true").json()


@pytest.fixture
def city(world) -> City:
    return City(world)


def file(client: TestClient, **fields: str) -> Any:
    return client.post("/open311/v2/requests.json", data=POTHOLE | fields)


def test_no_faults_changes_nothing(city, world):
    with city.client(Faults()) as faulty, world.client() as plain:
        number = file(faulty).json()[0]["service_request_id"]
        for path in (f"requests/{number}.json", f"requests/{number}.xml", "services.json", "discovery.json"):
            told, meant = faulty.get(f"/open311/v2/{path}"), plain.get(f"/open311/v2/{path}")
            if path.endswith("json"):
                assert told.json() == meant.json()
            else:
                assert told.text == meant.text


@pytest.mark.parametrize(
    ("shares", "told", "accepted"),
    [
        (Shares(error_before=1), 500, 0),
        (Shares(error_after=1), 500, 1),
        (Shares(flapping=1), 503, 0),
        (Shares(slow=1), 201, 1),
    ],
)
def test_what_is_told_and_what_was_done(city, shares, told, accepted):
    with city.client(Faults(shares=shares)) as faulty:
        assert file(faulty).status_code == told
    assert len(city.kept()) == accepted
    (row,) = city.rows
    assert (row["told"], bool(row["accepted"])) == (told, bool(accepted))


def test_html_pages_are_told_whatever_was_done(city):
    with city.client(Faults(shares=Shares(html=1))) as faulty:
        answers = [file(faulty) for _ in range(40)]
    assert {answer.status_code for answer in answers} == {200, 502, 503}
    assert all(answer.headers["content-type"].startswith("text/html") for answer in answers)
    accepted = [row["accepted"] for row in city.rows if row["accepted"]]
    assert 5 < len(accepted) < 35
    assert not [row for row in city.rows if row["told"] == 503 and row["accepted"]]
    assert sorted(accepted) == sorted(one["service_request_id"] for one in city.kept())


@pytest.mark.parametrize(("shares", "slept"), [(Shares(reset=1), []), (Shares(timeout_after=1), [7.0])])
def test_the_connection_is_cut_after_accepting(city, serve, shares, slept):
    address = serve(city.app(Faults(shares=shares, seconds=Seconds(timeout=7))))
    filing = Request(f"{address}/open311/v2/requests.json", urlencode(POTHOLE).encode())
    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)), urlopen(filing) as answer:
        answer.read()
    assert len(city.kept()) == 1
    assert city.slept == slept


def test_a_slow_token_becomes_the_id_later(city):
    with city.client(Faults(shares=Shares(slow_token=1), seconds=Seconds(token=4))) as faulty:
        told = file(faulty).json()[0]
        assert "service_request_id" not in told
        asked = f"/open311/v2/tokens/{told['token']}.json"
        assert faulty.get(asked).json() == [{"token": told["token"]}]
        city.seconds = 4
        assert faulty.get(asked).json()[0]["service_request_id"] == city.kept()[0]["service_request_id"]


@pytest.mark.parametrize(
    ("shares", "seen"),
    [
        (Shares(), lambda row: (len(row["attributes"]), row["lat"]) == (1, 42.36)),
        (Shares(lost_attributes=1), lambda row: row["attributes"] == []),
        (Shares(nowhere=1), lambda row: (row["lat"], row["long"]) == (None, None)),
        (Shares(moved=1), lambda row: 0 < abs(row["lat"] - 42.36) + abs(row["long"] + 71.05) < 0.002),
    ],
)
def test_what_the_city_makes_of_a_request_is_the_same_in_every_answer(city, shares, seen):
    with city.client(Faults(shares=shares)) as faulty:
        number = file(faulty, **GRAFFITI).json()[0]["service_request_id"]
        (one,) = faulty.get(f"/open311/v2/requests/{number}.json?extensions=true").json()
        (among,) = faulty.get("/open311/v2/requests.json?extensions=true").json()
    assert seen(one)
    assert one == among
    assert len(city.kept()[0]["attributes"]) == 1


@pytest.mark.parametrize("forget", [False, True])
def test_keys_may_be_forgotten(city, forget):
    with city.client(Faults(forget_keys=forget)) as faulty:
        for _ in range(3):
            faulty.post("/open311/v2/requests.json", data=POTHOLE, headers={"Idempotency-Key": "k"})
        extensions = faulty.get("/open311/v2/discovery.json").json()["extensions"]
    assert len(city.kept()) == (3 if forget else 1)
    assert ("idempotency_key" in extensions) is not forget


def test_pages_for_people_stay_whole(city):
    with city.client(Faults(shares=Shares(error_before=1))) as faulty:
        assert faulty.get("/performance").status_code == 200
    assert city.rows == []


MIXED = Shares(error_before=0.1, error_after=0.1, timeout_after=0.05, reset=0.05, html=0.05, slow=0.05)


def test_the_same_seed_makes_the_same_trouble_and_another_seed_another():
    def of(seed: int) -> list[object]:
        faults = Faults(seed=seed, shares=MIXED)
        return [faults.fault("filing", number) for number in range(200)]

    assert of(1) == of(1) != of(2)


def test_shares_are_kept():
    faults = Faults(shares=MIXED)
    drawn = [faults.fault("filing", number) for number in range(10_000)]
    for name in ("error_before", "error_after", "timeout_after", "reset", "html", "slow"):
        assert drawn.count(name) / 10_000 == pytest.approx(getattr(MIXED, name), abs=0.01)


def test_questions_between_filings_do_not_shift_their_faults(city):
    def told(asking: int) -> list[int]:
        city.rows.clear()
        with city.client(Faults(shares=Shares(error_before=0.5))) as faulty:
            for _ in range(10):
                file(faulty)
                for _ in range(asking):
                    faulty.get("/open311/v2/requests.json")
        return [row["told"] for row in city.rows if row["kind"] == "filing"]

    assert told(0) == told(3)
    assert set(told(0)) == {201, 500}


def test_down_comes_in_spells():
    faults = Faults(shares=Shares(flapping=0.3), seconds=Seconds(spell=5))
    states = [faults.down(tenth / 10) for tenth in range(100_000)]
    assert all(len(set(states[start : start + 50])) == 1 for start in range(0, 100_000, 50))
    assert sum(states) / 100_000 == pytest.approx(0.3, abs=0.03)


def test_a_file_of_faults_is_read(tmp_path: Path):
    path = tmp_path / "faults.toml"
    path.write_text('seed = 7\nlog = "log.jsonl"\n[shares]\nreset = 0.1\nmoved = 1\n[seconds]\nspell = 2\n')
    assert read_faults(path) == Faults(
        seed=7, log="log.jsonl", shares=Shares(reset=0.1, moved=1), seconds=Seconds(spell=2)
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[shares]\nrest = 0.1\n", "rest"),
        ("[shares]\nreset = 10\n", "reset should be between 0 and 1"),
        ("[shares]\nreset = 0.6\nhtml = 0.6\n", "exclude each other"),
        ("seed = 'x'\n", "seed"),
        ("[shares\n", "docs/faults.md"),
        ("[seconds]\nspell = 0\n", "spell"),
    ],
)
def test_a_wrong_file_says_what_to_mend(tmp_path: Path, text: str, said: str):
    path = tmp_path / "faults.toml"
    path.write_text(text)
    with pytest.raises(FaultsFileError, match=said):
        read_faults(path)
    with pytest.raises(FaultsFileError, match="none"):
        read_faults(tmp_path / "none.toml")


def test_a_file_that_changes_is_read_again_and_a_broken_one_is_passed_over(tmp_path: Path):
    path = tmp_path / "faults.toml"

    def write(text: str) -> None:
        path.write_text(text)
        os.utime(path, ns=(0, next(moments)))

    moments = itertools.count(1)
    write("seed = 1")
    faults = FaultsFile(path)
    seen = [faults().seed]
    for text in ("seed = 2", "seed = [", "seed = 3"):
        write(text)
        seen.append(faults().seed)
    assert seen == [1, 2, 2, 3]


def test_the_example_in_the_docs_is_right():
    text = (Path(__file__).parents[2] / "docs/faults.md").read_text()
    example = text.partition("```toml\n")[2].partition("```")[0]
    faults = msgspec.toml.decode(example, type=Faults)
    assert json.loads(msgspec.json.encode(faults.shares)).keys() == set(Shares.__struct_fields__)
