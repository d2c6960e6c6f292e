"""A council's own facts: complete, spelt right, and never laxer about disclosure than the law's spirit allows."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedback_api.area.service import Area, load_area
from feedback_api.errors import ContentError
from feedback_api.settings import ROOT


def load(folder: Path, text: str) -> Area:
    """The area of a council whose file says `text`."""
    (folder / "area" / "here").mkdir(parents=True)
    national = ROOT / "data" / "area" / "national.yml"
    (folder / "area" / "national.yml").write_bytes(national.read_bytes())
    (folder / "area" / "here" / "area.yml").write_text(f"id: here\n{text}", encoding="utf-8")
    return load_area(folder, "here")


def test_what_a_council_leaves_out_is_said_in_the_national_words(tmp_path: Path) -> None:
    area = load(tmp_path, "names: {council: Here Council}\ncontacts: {send_team: {name: the Here team, phone: '1'}}\n")
    assert area.fill("{council}, {area}: {send_team_capital}") == "Here Council, your area: The Here team"
    assert area.how_to_reach("send_team") == "The Here team: 1"
    assert area.how_to_reach("sendiass") == "Your local SENDIASS"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("names: {}\ncontacts: {sendias: {name: x}}", "contacts: sendias"),
        ("names: {}\nsentences: {autism_referal: x}", "sentences: autism_referal"),
        ("names: {}\ncontact: {}", "contact"),
        ("", "names"),
        ("names: {}\ndisclosure: {officers_minimum: 4}", "disclosure → officers_minimum"),
        ("names: {}\ndisclosure: {published_minimum: 9}", "disclosure → published_minimum"),
        ("names: {}\nwidget_sites: ['*']", "widget_sites → 0"),
        ("names: {}\nwidget_sites: ['http://www.example.org']", "widget_sites → 0"),
        ("names: {}\nwidget_sites: ['https://www.example.org/local-offer']", "widget_sites → 0"),
        ("names: {}\ndisclosure: {officers_minimum: 0, published_minimum: 0}", "disclosure → officers_minimum"),
    ],
)
def test_a_mistake_is_named_with_its_file(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(ContentError) as error:
        load(tmp_path, text)
    assert "area.yml" in str(error.value)
    assert named in str(error.value)


def test_a_council_may_hide_more(tmp_path: Path) -> None:
    area = load(tmp_path, "names: {}\ndisclosure: {officers_minimum: 8, published_minimum: 20}\n")
    assert (area.disclosure.officers_minimum, area.disclosure.published_minimum) == (8, 20)


def test_a_placeholder_that_does_not_exist_is_an_error_and_never_shown(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="sendias"):
        load(tmp_path, "names: {}\n").fill("Call {sendias}.")


def test_an_unknown_council_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="elsewhere"):
        load_area(ROOT / "data", "elsewhere")


def test_the_demonstration_council_says_that_it_is_one_and_gives_no_real_number() -> None:
    area = load_area(ROOT / "data", "trafford")
    assert area.demonstration
    for contact in area.contacts.values():
        # Ofcom keeps 0161 496 0xxx free for drama.
        assert contact.phone is None or contact.phone.startswith("0161 496 0")
        assert contact.email is None or contact.email.endswith(".example.org")
