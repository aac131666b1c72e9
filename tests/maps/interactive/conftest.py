"""What the tests of the page share: a real browser where there is one, node, pages made once."""

import shutil
import subprocess

import pytest

import concertnet as cn
from tests.maps.interactive.boards import drawn_by
from tests.networks import gap_table, territory, the_sample

# the first is the same browser without its window: half the work
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
SCREEN = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}


@pytest.fixture(scope="package")
def chromium():
    # no further than this room: while it is open, nothing else on the thread may run an event loop
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip(f"no browser on this machine: none of {', '.join(BROWSERS)}")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def screens(chromium):
    """Give the screen of some options, without a network: it is made once."""
    made = {}

    def screen(options):
        key = repr(sorted(options.items()))
        if key not in made:
            made[key] = chromium.new_context(offline=True, **options)
        return made[key]

    return screen


class Visit:
    """A page open in a browser without a network, and all that it should not have done."""

    def __init__(self, context, path):
        self.wrongs = []
        self.page = page = context.new_page()
        page.set_default_timeout(30_000)  # a busy machine is no failure
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
def visit(screens):
    """Open a page: ``visit(path, **options)``; at the end, it must have done nothing wrong."""
    opened = []

    def open_page(path, **options):
        opened.append(Visit(screens(SCREEN | options), path))
        return opened[-1].page

    yield open_page
    wrongs = [wrong for seen in opened for wrong in seen.wrongs]
    for seen in opened:
        seen.page.close()
    assert wrongs == []


@pytest.fixture(scope="package")
def net():
    """Return the sample network: several dates, territories, themes and instances."""
    return the_sample()


@pytest.fixture(scope="package")
def gaps(net):
    return cn.missing_links(net.latest())


@pytest.fixture(scope="package")
def page_of(net, gaps, tmp_path_factory):
    """Give the page of the ``"sample"`` or of the ``"small"`` territory: each is written once."""
    made = {}

    def written(name, board="vis", lang="fr"):
        if (name, board, lang) not in made:
            path = tmp_path_factory.mktemp("page") / "carte.html"
            shown, lacking = (net, gaps) if name == "sample" else (territory(), gap_table())
            made[name, board, lang] = drawn_by(board, shown, path, lang=lang, gaps=lacking)
        return made[name, board, lang]

    return written


@pytest.fixture(scope="session")
def node():
    """Run node: ``node(*arguments, script=None)`` gives its status and what it wrote."""
    program = shutil.which("node")
    if program is None:
        pytest.skip("no node on this machine: the modules of the page are tested elsewhere")

    def run(*arguments, script=None):
        done = subprocess.run(
            [program, *arguments], input=script, capture_output=True, encoding="utf-8", timeout=120
        )
        return done.returncode, done.stdout, done.stderr

    return run
