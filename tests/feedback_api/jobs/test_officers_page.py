"""Officers see work that was given up, can have it tried again, and see what each purge deleted."""

from __future__ import annotations

from httpx import AsyncClient

from feedback_api.jobs.running import run_due
from feedback_api.officers.service import Officers
from feedback_api.retention.service import purge
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import form_token, sign_in
from tests.feedback_api.jobs.test_jobs import Work, job_of, queue

NAME, PASSWORD = "j.smith", "three words that fit"


async def signed_in(client: AsyncClient, officers: Officers) -> None:
    """An officer at the browser."""
    await officers.create(NAME, PASSWORD, temporary=False)
    assert (await sign_in(client, NAME, PASSWORD)).status_code == 303


async def test_the_page_is_for_officers(client: AsyncClient) -> None:
    reply = await client.get("/officer/work")
    assert (reply.status_code, reply.headers["location"]) == (303, "/officer/sign-in")


async def test_work_that_was_given_up_is_on_the_first_page_and_can_be_tried_again(
    client: AsyncClient, service: ServiceState, officers: Officers
) -> None:
    await signed_in(client, officers)
    work = Work(failures=1, attempts=1)
    job_id = await queue(service.database)
    await run_due(service, work.kinds)
    assert "1 piece of work in the background failed" in (await client.get("/officer")).text
    page = await client.get("/officer/work")
    assert "ConnectionError" in page.text
    assert "Sam Smith" not in page.text
    assert (await client.post(f"/officer/work/{job_id}", data={"csrf_token": "wrong"})).status_code == 403
    assert (await client.post(f"/officer/work/{job_id}", data={"csrf_token": form_token(page)})).status_code == 303
    assert (await job_of(service.database, job_id)).state == "waiting"
    assert "Nothing was given up" in (await client.get("/officer/work")).text


async def test_each_purge_is_shown_with_its_proof(
    client: AsyncClient, service: ServiceState, officers: Officers
) -> None:
    await signed_in(client, officers)
    await purge(service.database, service.settings, "command")
    page = (await client.get("/officer/work")).text
    assert "Proved: nothing that was due is left" in page
    assert "Survey responses" in page
