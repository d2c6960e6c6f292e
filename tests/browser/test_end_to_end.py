"""A family and an officer, each in a real browser, from the question to the report."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from feedback_api.clock import Quarter, now
from tests.browser.conftest import screenshot
from tests.conftest import COUNCIL_SITE
from tests.served import ServedSystem

pytestmark = pytest.mark.browser

COMMENT = "The marmalade kettle was never answered"
PASSWORD = "seven quiet lanterns"


def assert_accessible(page: Page) -> None:
    """Axe finds nothing to complain about, by the rules of WCAG 2.2 AA and good practice."""
    problems = Axe().run(page).response["violations"]
    assert [(problem["id"], [node["html"] for node in problem["nodes"]]) for problem in problems] == []


def ask(page: Page, text: str) -> None:
    """Type a message and send it."""
    page.get_by_label("Your message").fill(text)
    page.get_by_role("button", name="Send").click()


def open_chat(page: Page) -> None:
    """Open the assistant on the demo page."""
    page.goto("/")
    page.get_by_role("button", name="Ask about SEND").click()
    expect(page.get_by_role("log")).to_contain_text("not a person")


def sign_in(page: Page, served: ServedSystem) -> None:
    """Sign the officer in; the first time with the one-time password, which is then replaced."""
    page.goto("/officer")
    for password in (PASSWORD, served.officer_password):
        page.get_by_label("Name").fill("officer")
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        if page.get_by_role("alert").count() == 0:
            break
    if page.get_by_role("heading", name="Choose your password").count():
        assert_accessible(page)
        page.get_by_label("New password", exact=True).fill(PASSWORD)
        page.get_by_label("New password again").fill(PASSWORD)
        page.get_by_role("button", name="Keep this password").click()
    expect(page.get_by_role("heading", name="Quarterly reports")).to_be_visible()


def test_a_family_is_answered_and_heard_and_an_officer_reads_it(
    page: Page, browser: Browser, served: ServedSystem
) -> None:
    open_chat(page)
    log = page.get_by_role("log")
    ask(page, "How long does an EHC assessment take?")
    expect(log).to_contain_text("20 weeks")
    expect(log.get_by_role("link", name="SEND Regulations 2014").first).to_be_visible()
    screenshot(page, "chat")
    assert_accessible(page)

    ask(page, "I want to give feedback")
    page.get_by_role("button", name="Yes, start").click()
    for number, answer in enumerate(("A little", "Badly", "Yes", "Not sure", "Mostly"), start=1):
        expect(log).to_contain_text(f"Question {number} of 6")
        page.get_by_role("button", name=answer, exact=True).last.click()
    expect(log).to_contain_text("Question 6 of 6")
    ask(page, COMMENT)
    page.get_by_role("button", name="Leave these out and finish").click()
    expect(log).to_contain_text("Your reference code is")

    sign_in(page, served)
    assert_accessible(page)
    screenshot(page, "officer")
    with closing(sqlite3.connect(served.var_folder / "ourvoices.db")) as database:
        assert (COMMENT,) in database.execute("SELECT text FROM response_answer").fetchall()
    # The present quarter is reported when it is over.
    quarter = Quarter.of(now()).previous().name
    with page.expect_download() as download:
        page.get_by_role("link", name=f"Download {quarter} as CSV").click()
    content = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert {row["demonstration_data"] for row in rows} == {"yes"}

    page.get_by_role("link", name=f"Read the report of {quarter}").click()
    expect(page.get_by_text("Demonstration data.")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "report")


def test_the_assistant_can_be_used_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    opener = page.get_by_role("button", name="Ask about SEND")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your message")).to_be_focused()
    expect(page.get_by_role("log")).to_contain_text("not a person")
    page.keyboard.type("What is an annual review?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("12 months")
    expect(page.get_by_label("Your message")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("log")).to_be_hidden()
    expect(opener).to_be_focused()


def test_what_is_said_is_announced_to_screen_readers(page: Page) -> None:
    open_chat(page)
    log = page.get_by_role("log", name="Conversation")
    ask(page, "What is an annual review?")
    expect(log).to_contain_text("You said: What is an annual review?")
    expect(log).to_contain_text("Assistant said:")
    expect(log).to_have_attribute("aria-busy", "false")


def test_a_message_is_kept_in_its_box_until_it_has_arrived(page: Page) -> None:
    open_chat(page)
    box = page.get_by_label("Your message")
    page.route("**/api/chat/messages", lambda route: route.abort())
    ask(page, "What is an annual review?")
    expect(page.get_by_role("alert")).to_contain_text("I can't be reached just now")
    expect(box).to_have_value("What is an annual review?")
    page.unroute("**/api/chat/messages")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("log")).to_contain_text("12 months")
    expect(box).to_have_value("")


def test_a_message_that_is_too_long_is_counted_and_kept(page: Page) -> None:
    open_chat(page)
    long = "a " * 1001
    ask(page, long)
    expect(page.get_by_text("characters too many")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("Please shorten it")
    expect(page.get_by_label("Your message")).to_have_value(long)


def test_html_in_a_message_is_shown_as_text(page: Page) -> None:
    open_chat(page)
    ask(page, "<img src=x onerror=alert(1)>")
    expect(page.get_by_role("log")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator(".ov-log img").count() == 0


def test_the_assistant_fits_a_small_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    open_chat(page)
    ask(page, "What is an annual review?")
    expect(page.get_by_role("log")).to_contain_text("12 months")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert_accessible(page)
    screenshot(page, "phone")


def test_pages_are_accessible_and_say_that_they_are_a_demonstration(page: Page) -> None:
    for address in ("/", "/officer/sign-in", "/no-such-page"):
        page.goto(address)
        expect(page.get_by_text("Demonstration.")).to_be_visible()
        assert_accessible(page)


def test_a_wrong_password_is_said_in_an_accessible_way(page: Page) -> None:
    page.goto("/officer")
    page.get_by_label("Name").fill("officer")
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not fit")
    assert page.title().startswith("Error: ")
    assert_accessible(page)


def test_without_javascript_the_page_names_people_who_can_help(browser: Browser, served: ServedSystem) -> None:
    context = browser.new_context(base_url=served.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_text("The assistant needs JavaScript.")).to_be_visible()
    expect(page.get_by_text("Trafford SENDIASS: 0161 496 0102")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("site", "works"), [(COUNCIL_SITE, True), ("http://www.elsewhere.example", False)])
def test_one_line_puts_the_assistant_on_a_councils_own_site_and_on_no_other(
    browser: Browser, served: ServedSystem, site: str, works: bool
) -> None:
    context = browser.new_context()
    page = context.new_page()
    line = f'<script type="module" src="{served.url}/static/widget.js" data-title="Ask about SEND"></script>'
    html = f"<!doctype html><html lang=en><title>A council</title><main><h1>A council</h1></main>{line}</html>"
    page.route(f"{site}/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{site}/")
    if works:
        page.get_by_role("button", name="Ask about SEND").click()
        ask(page, "How long does an EHC assessment take?")
        expect(page.get_by_role("log")).to_contain_text("20 weeks")
    else:
        expect(page.get_by_role("button")).to_have_count(0)
    context.close()


def test_answers_are_taken_back_with_their_code(page: Page) -> None:
    open_chat(page)
    ask(page, "I want to give feedback")
    page.get_by_role("button", name="Yes, start").click()
    log = page.get_by_role("log")
    page.get_by_role("button", name="Mostly", exact=True).click()
    expect(log).to_contain_text("Question 2 of 6")
    page.get_by_role("button", name="Stop", exact=True).last.click()
    page.get_by_role("button", name="Send what I've said").click()
    expect(log).to_contain_text("Your reference code is")
    code = re.search(r"reference code is (\S+)\.", log.inner_text())
    assert code is not None
    page.get_by_role("button", name="Close").click()
    page.get_by_role("link", name="See or withdraw your survey answers").click()
    assert_accessible(page)
    page.get_by_label("Your code").fill("not a code")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("No answers have that code")
    page.get_by_label("Your code").fill(code.group(1).lower())
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Your answers")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Take all of them back").click()
    assert_accessible(page)
    page.get_by_role("button", name="Take my answers back").click()
    expect(page.get_by_role("status")).to_contain_text("Your answers are gone")
    assert_accessible(page)


def test_an_officer_switches_the_assistant_off_and_on(page: Page, served: ServedSystem) -> None:
    sign_in(page, served)
    page.get_by_role("link", name="Switch the assistant on or off").click()
    assert_accessible(page)
    page.get_by_label("What visitors should read").fill("We are back on Monday.")
    page.get_by_role("button", name="Switch the assistant off").click()
    try:
        expect(page.get_by_role("status")).to_contain_text("off")
        assert_accessible(page)
        visitor = page.context.new_page()
        visitor.goto("/")
        visitor.get_by_role("button", name="Ask about SEND").click()
        expect(visitor.get_by_role("log")).to_contain_text("We are back on Monday.")
        visitor.close()
    finally:
        page.get_by_role("button", name="Switch the assistant on").click()
    expect(page.get_by_role("status")).to_contain_text("on")
