"""An officer, in a real browser, says how a comment sounds."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.test_end_to_end import assert_accessible, sign_in
from tests.served import ServedSystem


def test_an_officer_checks_a_comment_and_it_goes_from_the_list(page: Page, served: ServedSystem) -> None:
    sign_in(page, served)
    page.get_by_role("link", name="Check the comments that the computer is unsure of").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Comments that the computer is unsure of")
    assert_accessible(page)

    page.get_by_role("link", name="Check a sample of the others too").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A sample of the comments that it is sure of")
    # The demonstration's comments are in the quarter before.
    page.get_by_role("list").last.get_by_role("link").nth(1).click()
    comment = page.locator("blockquote").first
    words = comment.inner_text()
    assert_accessible(page)
    page.get_by_role("button", name="Mixed").first.click()
    expect(page.locator("blockquote").filter(has_text=words)).to_have_count(0)
