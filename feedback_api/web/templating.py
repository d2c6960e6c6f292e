"""The templates. Every value is escaped, and a name that is missing is an error."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

FOLDER = Path(__file__).resolve().parent

environment = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
# The components look for parameters that may be missing, which our own templates must not.
_components = Environment(
    loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


@cache
def _macro(name: str) -> Any:
    template = _components.get_template(f"govuk_frontend_jinja/components/{name}/macro.html")
    return getattr(template.module, "govuk" + "".join(part.capitalize() for part in name.split("-")))


def govuk(component: str, parameters: Mapping[str, Any]) -> Markup:
    """One of GOV.UK Frontend's components ("radios", "error-summary"), with the parameters of its own documentation."""
    return Markup(_macro(component)(parameters))  # noqa: S704 - the macro has escaped what it was given # nosec B704


environment.globals["govuk"] = govuk
