"""Every setting, each from an environment variable `OURVOICES_<NAME>` (the database's address from `DATABASE_URL`)."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """The settings of one process. Secrets are never printed."""

    model_config = SettingsConfigDict(env_prefix="OURVOICES_", populate_by_name=True)

    area: str = Field("trafford", description="The folder of data/area that is the council's own.")
    demo: bool = Field(True, description="Seed made-up data on the first run, and say so on every page.")
    data_folder: Path = Field(ROOT / "data", description="Topics, surveys, areas and training data.")
    var_folder: Path = Field(ROOT / "var", description="What the running system writes: database, secrets, logs.")
    database_url: str = Field(
        "",
        validation_alias=AliasChoices("DATABASE_URL", "database_url"),
        description="PostgreSQL's address; empty means SQLite in var/.",
    )
    redis_url: str = Field("", description="Redis's address, for shared limits and jobs; empty means neither.")
    jobs_sweep_seconds: float = Field(10.0, description="How often the worker looks for jobs that are overdue.")
    host: str = Field("127.0.0.1", description="The address on which the public service listens.")
    port: int = Field(8000, description="Its port.")
    rasa_port: int = Field(5005, description="Rasa's port; always on 127.0.0.1.")
    actions_port: int = Field(5055, description="The action server's port; always on 127.0.0.1.")
    secret_key: SecretStr | None = Field(None, description="Signs chat tokens; empty means the file var/secrets/key.")
    internal_secret: SecretStr | None = Field(
        None,
        description="What Rasa, the actions and the service show each other; `serve` makes a new one each time.",
    )
    secure_cookies: bool | None = Field(
        None,
        description="Send cookies over HTTPS only, and tell browsers to come back over HTTPS; unset: not in a demo.",
    )
    webhook_secret: SecretStr | None = Field(None, description="Signs what is sent to the area's safeguarding webhook.")
    smtp_host: str = Field("127.0.0.1", description="The mail server that takes notices to officers.")
    smtp_port: int = Field(587, description="Its port.")
    smtp_security: Literal["starttls", "tls", "none"] = Field("starttls", description="How the way to it is encrypted.")
    smtp_user: str = Field("", description="The name to sign in there with.")
    smtp_password: SecretStr | None = Field(None, description="The password; without one nobody signs in.")
    smtp_from: str = Field("our-voices@localhost", description="The sender of such mail.")
    allowed_origins: str = Field("", description="Sites whose pages may hold the widget, separated by commas.")
    trusted_proxies: str = Field("", description="Addresses of proxies whose X-Forwarded-For is believed.")
    chat_hours: int = Field(24, description="How long a chat token is good for, and how long its session is kept.")
    keep_responses_years: int = Field(3, ge=1, description="Years that a quarter's responses are kept after its end.")
    keep_audit_years: int = Field(6, ge=1, description="Years that the audit trail is kept.")
    keep_flags_days: int = Field(
        365, ge=1, description="Days that a safeguarding flag is kept after it was dealt with."
    )
    keep_closed_services_days: int = Field(365, ge=1, description="Days that a closed service stays in the directory.")
    keep_jobs_days: int = Field(14, ge=1, description="Days that a finished job is kept.")
    purge_hour: int = Field(2, ge=0, le=23, description="The hour of the night, by the council's clock, of the purge.")
    backup_recipients: str = Field("", description="The age public keys (age1…) that open backups, by commas.")
    officer_hours: int = Field(8, description="How long an officer stays signed in.")
    rasa_seconds: float = Field(5.0, description="How long a turn waits for Rasa before it says sorry.")
    turns_per_conversation: int = Field(20, description="Turns after which Rasa gets a fresh conversation.")
    messages_per_session: str = Field("30/minute", description="Messages of one chat session.")
    messages_per_address: str = Field("120/minute", description="Messages from one network address.")
    sessions_per_address: str = Field("60/minute", description="New chat sessions from one network address.")
    codes_per_address: str = Field("20/minute", description="Reference codes tried from one network address.")
    directory_per_address: str = Field("600/minute", description="Requests to the directory from one network address.")
    sign_ins_per_address: str = Field("10/minute", description="Attempts to sign in from one network address.")

    @property
    def https_only(self) -> bool:
        """Whether cookies go over HTTPS alone."""
        return not self.demo if self.secure_cookies is None else self.secure_cookies

    @property
    def database_address(self) -> str:
        """The address in SQLAlchemy's form, with the asynchronous driver named."""
        address = self.database_url or f"sqlite:///{self.var_folder / 'ourvoices.db'}"
        for plain, with_driver in (
            ("postgres://", "postgresql+psycopg://"),
            ("postgresql://", "postgresql+psycopg://"),
            ("sqlite://", "sqlite+aiosqlite://"),
        ):
            if address.startswith(plain):
                return with_driver + address.removeprefix(plain)
        return address

    @property
    def rasa_url(self) -> str:
        """Where Rasa listens."""
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def service_url(self) -> str:
        """Where this service can be reached on this machine."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 # nosec B104
        return f"http://{host}:{self.port}"
