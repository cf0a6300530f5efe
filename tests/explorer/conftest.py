"""A browser as people have it, where it is installed, with every request that leaves the page."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conftest import ROOT

Open = Callable[..., Page]
# A machine that runs other tests beside may take a while; what is wrong stays wrong.
expect.set_options(timeout=30_000)


def go(page: Page, address: str) -> None:
    """Follow a link within the page."""
    page.evaluate("address => { location.hash = address }", address)
    page.wait_for_function(
        "address => document.body.dataset.shown === address", arg=page.evaluate("location.hash")
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the system."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        assert os.environ.get("CLIENTS") != "all"
        pytest.skip("Chromium is not installed")
    with sync_playwright() as driver:
        # As root, in a container, it has no sandbox of its own.
        made = driver.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield made
        made.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open the page at an address; afterwards nothing may have failed or have been fetched."""
    contexts = []
    wrong: list[str] = []

    def opened(
        address: str = "",
        page: Path = ROOT / "tables/explorer.html",
        ready: str = "body[data-ready]",
        **options: Any,
    ) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        made = context.new_page()
        made.on("pageerror", lambda error: wrong.append(str(error)))
        made.on(
            "console", lambda told: wrong.append(told.text) if told.type == "error" else None
        )
        made.on(
            "request",
            lambda asked: (
                None
                if asked.url.startswith((page.as_uri(), "blob:"))
                else wrong.append(asked.url)
            ),
        )
        made.goto(page.as_uri() + address)
        made.wait_for_selector(ready)
        return made

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []
