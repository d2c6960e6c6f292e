"""Officers sign in, sign out, and stay strangers until they have."""

from __future__ import annotations

import pytest
from httpx import AsyncClient

from feedback_api.errors import Conflict, InvalidInput
from feedback_api.officers.service import Officers
from tests.feedback_api.conftest import Serve
from tests.feedback_api.helpers import SUMMER_QUARTER, form_token, sign_in
from tests.feedback_api.officers.conftest import NAME, PASSWORD

PAGES = ["/officer", "/officer/password", f"/officer/reports/{SUMMER_QUARTER}"]
PAGES += [f"/officer/reports/{SUMMER_QUARTER}/download?format={extension}" for extension in ("csv", "json", "html")]


async def test_the_right_name_and_password_lead_to_the_reports(client: AsyncClient, officer: str) -> None:
    reply = await sign_in(client, officer, PASSWORD)
    assert (reply.status_code, reply.headers["location"]) == (303, "/officer")
    home = await client.get("/officer")
    assert home.status_code == 200
    assert "Signed in as j.smith" in home.text


async def test_a_name_may_be_typed_in_any_case(client: AsyncClient, officer: str) -> None:
    assert (await sign_in(client, " J.Smith ", PASSWORD)).status_code == 303


async def test_a_wrong_name_and_a_wrong_password_are_told_the_same(client: AsyncClient, officer: str) -> None:
    for name, password in (
        (NAME, "another password"),
        (NAME, ""),
        (NAME, PASSWORD.upper()),
        ("nobody", PASSWORD),
        ("", ""),
        ("' OR 1=1 --", "' OR 1=1 --"),
        ("j.smith\x00", PASSWORD),
        ("é" * 190, "x" * 190),
    ):
        reply = await sign_in(client, name, password)
        assert reply.status_code == 401
        assert "That name and password do not fit. Check both and try again." in reply.text
    assert (await client.get("/officer")).status_code == 303


async def test_what_was_typed_is_shown_again_as_text_and_the_password_is_not(client: AsyncClient) -> None:
    reply = await sign_in(client, '"><script>alert(1)</script>', "a secret that was typed")
    assert "<script>alert" not in reply.text
    assert "a secret that was typed" not in reply.text


@pytest.mark.parametrize("token", [None, "", "wrong", "é"])
async def test_a_sign_in_from_another_sites_form_is_refused(
    client: AsyncClient, officer: str, token: str | None
) -> None:
    await client.get("/officer/sign-in")
    data = {"name": officer, "password": PASSWORD} | ({} if token is None else {"csrf_token": token})
    assert (await client.post("/officer/sign-in", data=data)).status_code == 403
    assert (await client.get("/officer")).status_code == 303


async def test_a_stranger_is_sent_to_sign_in(client: AsyncClient) -> None:
    client.cookies.set("ourvoices_officer", "made-up", path="/officer")
    for page in PAGES:
        reply = await client.get(page)
        assert (reply.status_code, reply.headers["location"]) == (303, "/officer/sign-in")


@pytest.mark.parametrize("secure", [True, False])
async def test_no_script_and_no_other_site_can_read_or_send_the_cookie(
    serve: Serve, officer: str, secure: bool
) -> None:
    async with serve(secure_cookies=secure) as client:
        client.base_url = client.base_url.copy_with(scheme="https")
        set_cookie = (await sign_in(client, officer, PASSWORD)).headers.get_list("set-cookie")
    session = next(cookie for cookie in set_cookie if cookie.startswith("ourvoices_officer="))
    flags = {flag.strip().lower() for flag in session.split(";")}
    assert {"httponly", "samesite=strict", "path=/officer"} <= flags
    assert ("secure" in flags) is secure


async def test_signing_out_ends_the_session(client: AsyncClient, officer: str) -> None:
    await sign_in(client, officer, PASSWORD)
    cookie = client.cookies["ourvoices_officer"]
    token = form_token(await client.get("/officer"))
    reply = await client.post("/officer/sign-out", data={"csrf_token": token})
    assert (reply.status_code, reply.headers["location"]) == (303, "/officer/sign-in")
    # A copy of the cookie is worth nothing any more.
    client.cookies.set("ourvoices_officer", cookie, path="/officer")
    assert (await client.get("/officer")).status_code == 303


async def test_a_sign_out_from_another_sites_form_does_nothing(client: AsyncClient, officer: str) -> None:
    await sign_in(client, officer, PASSWORD)
    reply = await client.post("/officer/sign-out", data={"csrf_token": "wrong"})
    assert reply.status_code == 403
    assert "out of date" in reply.text
    assert (await client.get("/officer")).status_code == 200


async def test_a_session_ends_after_its_hours(serve: Serve, officer: str) -> None:
    async with serve(officer_hours=0) as client:
        cookie = (await sign_in(client, officer, PASSWORD)).headers["set-cookie"].split(";")[0]
        # A browser would drop the cookie by itself; somebody who copied it would not.
        reply = await client.get("/officer", headers={"Cookie": cookie})
    assert cookie.startswith("ourvoices_officer=")
    assert reply.headers["location"] == "/officer/sign-in"


async def test_guessing_passwords_is_slowed_down(serve: Serve, officer: str) -> None:
    async with serve(sign_ins_per_address="1/minute") as client:
        assert (await sign_in(client, officer, "wrong password")).status_code == 401
        reply = await sign_in(client, officer, PASSWORD)
    assert reply.status_code == 429
    assert "Please wait" in reply.text


async def test_two_officers_can_not_have_one_name(officers: Officers, officer: str) -> None:
    with pytest.raises(Conflict, match=r"already an officer j\.smith"):
        await officers.create(officer, PASSWORD, temporary=False)


@pytest.mark.parametrize("name", ["", "j", "J.Smith", "j smith", "j.smith\n", "1st", "x" * 65])
async def test_an_officers_name_is_short_and_plain(officers: Officers, name: str) -> None:
    with pytest.raises(InvalidInput, match="2 to 64 small letters"):
        await officers.create(name, PASSWORD, temporary=False)
