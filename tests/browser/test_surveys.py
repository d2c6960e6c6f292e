"""A survey on pages in a real browser, with and without JavaScript, and the pages around it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_end_to_end import assert_accessible, sign_in
from tests.served import ServedSystem

pytestmark = pytest.mark.browser


def next_page(page: Page) -> None:
    """Press Continue, and find nothing wrong with what comes."""
    page.get_by_role("button", name="Continue").click()
    assert_accessible(page)


def test_a_young_person_takes_a_survey_on_pages_and_sees_their_answers_again(page: Page) -> None:
    page.goto("/surveys")
    assert_accessible(page)
    page.goto("/surveys/annual_review_young_person")
    assert_accessible(page)
    next_page(page)
    expect(page.get_by_role("alert")).to_contain_text("Pick yes or no")
    page.locator("input[name=answer][value=yes]").check()
    next_page(page)
    while not page.get_by_role("heading", name="Check your answers").count():
        first = page.locator("input[type=radio]").first
        if first.count():
            first.check()
            next_page(page)
        else:
            page.get_by_role("button", name="Skip this question").click()
            assert_accessible(page)
    page.get_by_role("link", name="Easy Read: switch on").click()
    assert_accessible(page)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Your answers are sent")).to_be_visible()
    assert_accessible(page)
    code = page.locator("#code").inner_text()
    page.go_back()
    expect(page.locator("#code")).to_have_text(code)
    page.goto("/my-answers")
    assert_accessible(page)
    page.get_by_label("Your code").fill(code.lower())
    next_page(page)
    expect(page.get_by_role("heading", name="Your answers")).to_be_visible()


def test_without_javascript_it_works_the_same(browser: Browser, served: ServedSystem) -> None:
    context = browser.new_context(base_url=served.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/surveys/ehc_parent")
    page.locator("input[name=answer][value=yes]").check()
    page.get_by_role("button", name="Continue").click()
    page.locator("input[name=answer][value=mostly]").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Back", exact=True).click()
    expect(page.locator("input[name=answer][value=mostly]")).to_be_checked()
    page.get_by_role("link", name="Stop or come back later").click()
    page.get_by_label("Send what I have said so far").check()
    page.get_by_role("button", name="Continue").click()
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page.locator("#code").inner_text())
    context.close()


def test_the_officers_pages_about_surveys_are_accessible_and_a_kiosk_begins(page: Page, served: ServedSystem) -> None:
    sign_in(page, served)
    for path in ("/officer/surveys", "/officer/surveys/local_offer?audience=young_person", "/officer/actions/new"):
        page.goto(path)
        assert_accessible(page)
    page.goto("/officer/surveys/service_experience/paper/parent")
    assert_accessible(page)
    page.goto("/officer/invitations")
    page.get_by_label("Name of the occasion").fill("The fair")
    page.get_by_label("Survey", exact=True).select_option("ehc_parent")
    page.get_by_label("An event or workshop").check()
    page.get_by_role("button", name="Make the invitation").click()
    assert_accessible(page)
    page.get_by_role("link", name="kiosk for The fair").click()
    page.get_by_role("button", name="Make it a kiosk").click()
    assert_accessible(page)
    page.get_by_role("button", name="Begin").click()
    assert_accessible(page)
    page.goto("/you-said-we-did")
    assert_accessible(page)
