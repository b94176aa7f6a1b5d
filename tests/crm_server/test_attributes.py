"""Answers to the questions of a service definition: all six datatypes, required, lists, conditions."""

from zoneinfo import ZoneInfo

import pytest

from crm_server.catalogue import Attribute, AttributeValue, Service
from crm_server.georeport.attributes import answers_in, check_answers

COLOURS = (AttributeValue("r", "Red"), AttributeValue("g", "Green"))


def check(attribute: Attribute, *given: str, more: tuple[Attribute, ...] = (), **others: str):
    service = Service("X", "X", attributes=(*more, attribute))
    answers = {"a": list(given)} if given else {}
    return check_answers(service, answers | {code: [value] for code, value in others.items()}, ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("datatype", "good", "bad"),
    [
        ("string", ["x", "x" * 250, "ü 😀"], ["x" * 251]),
        ("text", ["x\ny", "x" * 4000], ["x" * 4001]),
        ("number", ["3", "-1.5", "1e3", " 7 "], ["three", "nan", "inf", "1,5"]),
        (
            "datetime",
            ["2026-05-01T09:30:00Z", "2026-05-01", "2026-05-01T09:30:00 02:00"],
            ["yesterday", "01/05/2026", "2026-13-01"],
        ),
        ("singlevaluelist", ["r", "g"], ["Red", "b", "r,g"]),
        ("multivaluelist", ["r", "g"], ["b"]),
    ],
)
def test_datatypes(datatype, good, bad):
    attribute = Attribute("a", datatype, "Which?", values=COLOURS if datatype.endswith("list") else ())
    for value in good:
        assert check(attribute, value) == ({"a": [value]}, [])
    for value in bad:
        _, (wrong,) = check(attribute, value)
        assert '"Which?" (a)' in wrong


def test_only_multivaluelist_takes_several():
    many = Attribute("a", "multivaluelist", "Which?", values=COLOURS)
    assert check(many, "r", "g") == ({"a": ["r", "g"]}, [])
    one = Attribute("a", "singlevaluelist", "Which?", values=COLOURS)
    assert check(one, "r", "g")[1] == ['"Which?" (a) takes one answer only.']


def test_required():
    assert check(Attribute("a", "string", "Which?", required=True))[1] == ['"Which?" (a) needs an answer.']
    assert check(Attribute("a", "string", "Which?")) == ({}, [])


def test_conditional_question_arises_only_with_its_answer():
    colour = Attribute("c", "singlevaluelist", "Colour?", values=COLOURS)
    shade = Attribute("a", "string", "Shade?", required=True, depends_on=("c", "g"))
    assert check(shade, more=(colour,)) == ({}, [])
    assert check(shade, more=(colour,), c="r") == ({"c": ["r"]}, [])
    assert check(shade, "dark", more=(colour,), c="r") == ({"c": ["r"]}, [])
    assert check(shade, more=(colour,), c="g")[1] == ['"Shade?" (a) needs an answer.']
    assert check(shade, "dark", more=(colour,), c="g") == ({"c": ["g"], "a": ["dark"]}, [])


def test_notices_ask_nothing_and_unknown_codes_are_left_out():
    notice = Attribute("a", "string", "Put it out at night.", variable=False, required=True)
    assert check(notice, "x", z="1") == ({}, [])


def test_both_ways_to_write_several():
    fields = [
        ("attribute[a][]", "1"),
        ("attribute[a][]", "2"),
        ("attribute[b]", "3"),
        ("attribute[c][0]", "4"),
        ("attribute", "5"),
    ]
    assert answers_in(fields) == {"a": ["1", "2"], "b": ["3"], "c": ["4"]}


def test_filed_answers_come_back_with_their_names(crm):
    form = {
        "service_code": "GRAFFITI",
        "address_string": "12 Elm Street",
        "attribute[surface]": "sign",
        "attribute[remarks][]": ["offensive", "high"],
    }
    number = crm.post("/open311/v2/requests.json", data=form).json()[0]["service_request_id"]
    (row,) = crm.get(f"/open311/v2/requests/{number}.json?extensions=true").json()
    surface, remarks = row["attributes"]
    assert surface["values"] == [{"key": "sign", "name": "A sign or pole"}]
    assert [value["key"] for value in remarks["values"]] == ["offensive", "high"]


def test_missing_answers_are_refused(crm):
    refused = crm.post("/open311/v2/requests.json", data={"service_code": "GRAFFITI", "address_string": "x"})
    assert refused.status_code == 400
    assert refused.json()[0]["description"] == '"What is it on?" (surface) needs an answer.'
