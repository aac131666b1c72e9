"""What several rooms of tests share: a real browser, where there is one."""

import shutil

import pytest
from hypothesis import settings

# no deadline: a busy machine is no failure
settings.register_profile("concertnet", deadline=None)
settings.load_profile("concertnet")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def chromium():
    # a module at a time: while it is open, nothing else on the thread may run an event loop
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip(f"no browser on this machine: none of {', '.join(BROWSERS)}")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visit:
    """A page open in a browser without a network, and all that it should not have done."""

    def __init__(self, context, path):
        self.wrongs = []
        self.page = page = context.new_page()
        page.set_default_timeout(8000)
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation', (e) =>"
            " console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"
        )
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self.wrongs.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.wrongs.append("dialog"), dialog.dismiss()))
        page.on("popup", lambda _: self.wrongs.append("popup"))
        page.on("request", self._request)
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]")

    def _note(self, kind, text):
        if kind == "error":
            self.wrongs.append(f"{kind}: {text}")

    def _request(self, request):
        if not request.url.startswith(("file:", "blob:", "data:")):
            self.wrongs.append(f"request: {request.url}")


@pytest.fixture
def visit(chromium):
    """Open a page: ``visit(path, **context)``; at the end, it must have done nothing wrong."""
    opened = []

    def open_page(path, **options):
        options = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | options
        context = chromium.new_context(offline=True, **options)
        opened.append((context, Visit(context, path)))
        return opened[-1][1].page

    yield open_page
    wrongs = [wrong for _, seen in opened for wrong in seen.wrongs]
    for context, _ in opened:
        context.close()
    assert wrongs == []
