"""`python -m feedback_api.serving.run_service`: the public service alone, as the supervisor starts it."""

from __future__ import annotations

import uvicorn

from feedback_api.main import create_app
from feedback_api.settings import Settings


def main() -> None:
    """Serve until told to stop. No access log: addresses and times of visitors are nobody's business."""
    settings = Settings()
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        timeout_graceful_shutdown=10,
    )


if __name__ == "__main__":
    main()
