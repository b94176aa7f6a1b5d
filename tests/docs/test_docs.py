"""The pages say what is there: links lead somewhere, commands and options exist, every setting has its row."""

import re
import shlex
from pathlib import Path

import msgspec
import pytest
import typer
from click.testing import CliRunner

from bot.city import City
from bot.cli import app
from bot.settings import GEOCODER, OF_THE_CRM, read_settings

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("bot/**/*.md")])
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(app)


def name(page):
    return str(page.relative_to(ROOT))


def links(page):
    text = re.sub(r"```.*?```|`[^`\n]*`", "code", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.findall(r"\]\(([^)\s]+)\)", text)


def anchors(page):
    """As GitHub makes them of headings."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page):
    broken = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def commands_in(text):
    """`text311 …` of code blocks and code spans, each with the words behind it."""
    code = [*re.findall(r"```[a-z]*\n(.*?)```", text, re.DOTALL), *re.findall(r"`([^`\n]+)`", text)]
    code += [line for line in text.splitlines() if line.startswith("    ")]
    for line in "\n".join(code).replace("\\\n", " ").splitlines():
        if found := re.search(r"(?:^|\| *|bin/|[A-Z]=\S+ )text311 +([a-z].*)", line.strip()):
            yield found[1].split("  #")[0].strip()


def unknown(said):
    """What of the command does not exist; empty when all of it does."""
    try:
        words = shlex.split(said, comments=True)
    except ValueError:  # a sentence's apostrophe
        words = said.split()
    node, left = COMMANDS, list(words)
    while left and hasattr(node, "commands") and not left[0].startswith("-"):
        first = left.pop(0).rstrip(",.;:")
        if first not in node.commands:
            return first
        node = node.commands[first]
    known = {option for parameter in node.params for option in (*parameter.opts, *parameter.secondary_opts)}
    options = [word.split("=")[0] for word in left if word.startswith("--")]
    return next((option for option in options if option not in known | {"--help"}), "")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_and_their_options_exist(page):
    wrong = [said for said in commands_in(page.read_text(encoding="utf-8")) if unknown(said)]
    assert wrong == []


def test_a_command_that_does_not_exist_is_found():
    assert [unknown(said) for said in commands_in("`text311 flyaway` and `text311 tell X --shout`")] == [
        "flyaway",
        "--shout",
    ]


def test_help_lists_say_each_command_in_full():
    """Click cuts a first sentence that does not fit."""
    groups = [COMMANDS, *(command for command in COMMANDS.commands.values() if hasattr(command, "commands"))]
    for group in groups:
        listing = CliRunner().invoke(group, ["--help"], terminal_width=80).output
        assert [line for line in listing.splitlines() if line.startswith("  ") and line.endswith("...")] == []


def test_the_readme_names_every_command():
    line = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [command for command in COMMANDS.commands if f"`{command}" not in line] == []


@pytest.mark.parametrize("page", [page for page in PAGES if "decisions" not in page.parts], ids=name)
def test_make_targets_exist(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    said = re.findall(r"(?:^|`)(?:[A-Z_]+=\S+ )*make ([a-z-]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(said) - targets == set()


def test_every_variable_has_a_row():
    rows = set(re.findall(r"`((?:[A-Z0-9]+_)+[A-Z0-9]+|PORT)`", SETTINGS))
    assert rows - {"FORWARDED_ALLOW_IPS"} == variables() | OF_THE_CRM  # uvicorn reads that one
    assert f"`{GEOCODER}…`" in SETTINGS


def variables():
    asked = {}

    class Noting(dict):
        def get(self, key, default=None):
            asked[key] = True
            return super().get(key, default)

    read_settings(Noting())
    return set(asked)


def test_every_key_of_the_city_file_has_a_row():
    table = SETTINGS.partition("## The city file")[2]
    assert [key for key in keys_of(City) if f"`{key}`" not in table and f"[{key}]" not in table] == []


def keys_of(struct, before=""):
    """`name`, `office.phone`; of a list of tables the bare keys, as they stand beside its `[[…]]`."""
    for field in msgspec.structs.fields(struct):
        inner = field.type
        listed = [
            one for one in getattr(inner, "__args__", ()) if isinstance(one, type) and issubclass(one, msgspec.Struct)
        ]
        if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
            yield from keys_of(inner, f"{field.encode_name}.")
        elif listed:
            yield from keys_of(listed[0])
        elif field.encode_name != "phrases":
            yield f"{before}{field.encode_name}"


def test_every_decision_has_a_line_in_the_index():
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in folder.glob("0*.md") if f"({page.name})" not in index] == []


def test_every_page_can_be_found():
    """From the README, from one page to the next."""
    seen, ahead = set(), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop().resolve()
        if page in seen or page.suffix != ".md" or not page.is_file():
            continue
        seen.add(page)
        ahead += [page.parent / link.partition("#")[0] for link in links(page) if "://" not in link]
    assert [name(page) for page in PAGES if page.resolve() not in seen and page.name != "CHANGELOG.md"] == []
