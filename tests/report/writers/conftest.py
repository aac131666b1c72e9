"""A real browser, where there is one, without a network."""

import shutil

import pytest

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def browser_page():
    """Give a page of a browser of some size."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip(f"no browser on this machine: none of {', '.join(BROWSERS)}")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=program, args=["--no-sandbox"])

        def opened(width: int, height: int):
            viewport = {"width": width, "height": height}
            return browser.new_context(offline=True, viewport=viewport).new_page()

        yield opened
        browser.close()
