"""Requirements of the OWASP Application Security Verification Standard 4.0.3, level 2, each named by its number."""

from __future__ import annotations

import logging
import re

import pytest
from httpx import AsyncClient
from sqlalchemy import select

from feedback_api.models import Officer, OfficerSession, ResponseAnswer
from feedback_api.officers.service import Officers
from feedback_api.service_state import ServiceState
from tests.feedback_api.conftest import Serve
from tests.feedback_api.helpers import SUMMER_QUARTER, form_token, open_chat, respond, say, sign_in, store
from tests.feedback_api.officers.conftest import NAME, PASSWORD

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
INJECTIONS = ("'; DROP TABLE officer; --", '" OR 1=1 --', "1) UNION SELECT password_hash FROM officer --", "%00", "\\")


async def officer_row(service: ServiceState) -> Officer:
    """The officer as stored."""
    async with service.database.transaction() as session:
        return (await session.scalars(select(Officer).where(Officer.name == NAME))).one()


@pytest.mark.parametrize(
    ("password", "accepted"), [("a b c d e f", False), ("x1 y2 z3 w4 ", True), ("üé→🙂 ñ" * 10, True)]
)
async def test_v2_1_1_to_v2_1_4_a_password_is_long_enough_and_may_hold_any_sign(
    officers: Officers, officer: str, password: str, accepted: bool
) -> None:
    signed_in = await officers.sign_in(officer, PASSWORD)
    if accepted:
        await officers.choose_password(signed_in, password)
        assert (await officers.sign_in(officer, password)).name == officer
    else:
        with pytest.raises(Exception, match="at least 12 characters"):
            await officers.choose_password(signed_in, password)


async def test_v2_4_1_passwords_are_kept_as_argon2_with_a_salt_of_their_own(
    officers: Officers, service: ServiceState
) -> None:
    hashes = set()
    for name in ("a.one", "b.two"):
        await officers.create(name, PASSWORD, temporary=False)
        async with service.database.transaction() as session:
            hashes.add((await session.scalars(select(Officer.password_hash).where(Officer.name == name))).one())
    assert len(hashes) == 2
    assert all(kept.startswith("$argon2id$") for kept in hashes)


async def test_v3_2_1_signing_in_gives_a_new_session_and_a_planted_one_stays_worthless(
    client: AsyncClient, officer: str
) -> None:
    client.cookies.set("ourvoices_officer", "planted-by-somebody", path="/officer")
    await sign_in(client, officer, PASSWORD)
    mine = [cookie.value for cookie in client.cookies.jar if cookie.name == "ourvoices_officer"]
    assert "planted-by-somebody" not in mine[-1:]
    stranger = {"Cookie": "ourvoices_officer=planted-by-somebody"}
    client.cookies.clear()
    assert (await client.get("/officer", headers=stranger)).status_code == 303


async def test_v3_2_2_and_v3_2_3_a_session_is_a_long_random_token_of_which_only_the_hash_is_kept(
    signed_in: AsyncClient, service: ServiceState
) -> None:
    token = signed_in.cookies["ourvoices_officer"]
    assert len(token) >= 43
    async with service.database.transaction() as session:
        kept = (await session.scalars(select(OfficerSession.token_hash))).all()
    assert token not in kept
    assert all(re.fullmatch(r"[0-9a-f]{64}", one) for one in kept)


async def test_v3_3_3_a_new_password_ends_every_other_session(
    client: AsyncClient, officers: Officers, officer: str
) -> None:
    elsewhere = await officers.sign_in(officer, PASSWORD)
    await officers.choose_password(await officers.sign_in(officer, PASSWORD), "four other unrelated words")
    assert await officers.signed_in(elsewhere.token) is None


async def test_v3_5_3_a_chats_token_that_was_changed_or_belongs_to_another_key_is_refused(
    client: AsyncClient, service: ServiceState
) -> None:
    good = (await open_chat(client))["Authorization"]
    for token in (good[:-1], good + "x", good.replace(".", "", 1), "Bearer " + "A" * 60, "Bearer null", "Basic x", ""):
        assert (await say(client, {"Authorization": token}, "hello")).status_code == 401
    assert service.tokens.read(good)


@pytest.mark.parametrize("typed", INJECTIONS)
async def test_v5_3_4_what_looks_like_sql_is_text(
    client: AsyncClient, service: ServiceState, officer: str, typed: str
) -> None:
    assert (await respond(client, {"words": f"The bus {typed}"})).status_code == 201
    for path in (f"/api/surveys/{typed}", f"/api/services?text={typed}", f"/api/services/{typed}"):
        assert (await client.get(path)).status_code in (200, 404, 422)
    assert (await sign_in(client, typed, typed)).status_code == 401
    assert (await officer_row(service)).name == officer
    async with service.database.transaction() as session:
        kept = (await session.scalars(select(ResponseAnswer.text).where(ResponseAnswer.text.is_not(None)))).one()
    assert str(kept).startswith("The bus")


async def test_v5_3_3_what_a_family_wrote_is_text_on_an_officers_page(
    signed_in: AsyncClient, service: ServiceState
) -> None:
    for _ in range(12):
        await store(service, {"on_time": "never", "words": f"Never on time {SCRIPT}"})
    for path in (f"/officer/reports/{SUMMER_QUARTER}", "/officer/comments"):
        page = (await signed_in.get(path)).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize("body", [b"[" * 60_000, b'{"text": ' + b'{"a":' * 20_000, b"\xff\xfe\x00", b'{"text": 1e999}'])
async def test_v5_5_2_and_v13_2_2_a_body_that_is_nonsense_is_refused_in_a_sentence(
    client: AsyncClient, body: bytes
) -> None:
    reply = await client.post(
        "/api/chat/messages", headers={**await open_chat(client), "Content-Type": "application/json"}, content=body
    )
    assert reply.status_code in (400, 422)
    assert reply.json()["detail"]


async def test_v7_1_1_and_v7_1_2_no_log_holds_a_password_a_token_or_a_familys_words(
    client: AsyncClient, officer: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="feedback_api"):
        await sign_in(client, officer, "a wrong secret")
        await sign_in(client, officer, PASSWORD)
        chat = await open_chat(client)
        await say(client, chat, "my zebrafinch eats parsnips")
        await respond(client, {"words": "the zebrafinch was late"})
    kept = [chat["Authorization"].removeprefix("Bearer "), "a wrong secret", PASSWORD, "zebrafinch"]
    assert not [secret for secret in kept if secret in caplog.text]


async def test_v7_4_1_an_error_says_nothing_of_how_the_service_is_made(client: AsyncClient) -> None:
    for path in ("/no-such-page", "/api/no-such", "/api/surveys/x", "/officer/reports/never"):
        page = (await client.get(path)).text
        assert not [word for word in ("Traceback", "sqlalchemy", 'File "', "feedback_api/") if word in page]


async def test_v8_3_1_no_code_and_no_token_travels_in_an_address(client: AsyncClient) -> None:
    paths = (await client.get("/openapi.json")).json()["paths"]
    names = {
        parameter["name"]
        for operations in paths.values()
        for operation in operations.values()
        for parameter in operation.get("parameters", [])
        if parameter["in"] in ("query", "path")
    }
    assert not names & {"token", "code", "reference_code", "password", "draft_id", "session", "key"}


@pytest.mark.parametrize("https", [True, False])
async def test_v9_1_1_and_v14_4_5_browsers_are_told_to_come_by_https(serve: Serve, https: bool) -> None:
    # The header is set once for the whole application, so the application is asked how it was made.
    from feedback_api.web.security_headers import SecurityHeaders

    sent: list[dict[str, object]] = []

    async def answer(_scope: object, _receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[operator]

    async def collect(message: dict[str, object]) -> None:
        sent.append(message)

    await SecurityHeaders(answer, https_only=https)({"type": "http", "path": "/"}, None, collect)  # type: ignore[arg-type]
    names = {name for name, _ in sent[0]["headers"]}  # type: ignore[attr-defined]
    assert (b"strict-transport-security" in names) is https


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://www.council.example.evil.example"])
async def test_v14_5_3_another_sites_script_may_not_read_an_answer(client: AsyncClient, origin: str) -> None:
    reply = await client.post("/api/chat/sessions", headers={"Origin": origin})
    assert "access-control-allow-origin" not in reply.headers
    asked = await client.options(
        "/api/chat/messages", headers={"Origin": origin, "Access-Control-Request-Method": "POST"}
    )
    assert "access-control-allow-origin" not in asked.headers


async def test_v2_2_1_codes_and_passwords_can_not_be_tried_without_end(serve: Serve, officer: str) -> None:
    async with serve(codes_per_address="2/minute", sign_ins_per_address="2/minute") as client:
        assert [(await sign_in(client, officer, "wrong")).status_code for _ in range(3)] == [401, 401, 429]


async def test_v13_1_4_a_forged_form_token_is_refused_even_with_the_right_password(
    client: AsyncClient, officer: str
) -> None:
    token = form_token(await client.get("/officer/sign-in"))
    client.cookies.clear()
    data = {"name": officer, "password": PASSWORD, "csrf_token": token}
    assert (await client.post("/officer/sign-in", data=data)).status_code == 403
