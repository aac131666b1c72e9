"""What the tests of the page share: the program running, its address, a browser."""

import contextlib
import html
import http.client
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
pytest.importorskip("starlette", reason="the page is not installed")


class Running:
    """The program, as its user runs it, and requests made to it without a browser."""

    def __init__(self, process, address):
        self.process, self.address = process, address
        self.port = urlsplit(address).port
        self.host = f"127.0.0.1:{self.port}"
        self.cookie = ""

    def ask(self, path="/", *, method="GET", body=None, **headers):
        """Return the status, the headers and the body of an answer."""
        given = {"Host": self.host, "Cookie": self.cookie}
        given |= {name.replace("_", "-"): text for name, text in headers.items()}
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, 30)) as line:
            line.request(method, path, body, {k: v for k, v in given.items() if v})
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read()

    def enter(self):
        """Exchange the secret of the address for a cookie."""
        parts = urlsplit(self.address)
        status, headers, _ = self.ask(f"{parts.path}?{parts.query}")
        assert status == 303
        self.cookie = headers["set-cookie"].partition(";")[0]
        return headers

    def post(self, path, files=(), **fields):
        """Send a form, with files; return the status, the headers and the body of the answer."""
        mark = "----a-mark-that-no-file-holds"
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
            for name, text in fields.items()
        ]
        for name, content in files:
            head = f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"'
            parts.append(f"{head}\r\n\r\n".encode() + content + b"\r\n")
        body = b"".join([*parts, f"--{mark}--\r\n".encode()])
        kind = f"multipart/form-data; boundary={mark}"
        given = {"Content_Type": kind, "Origin": f"http://{self.host}"}
        return self.ask(path, method="POST", body=body, **given)

    def settled(self, path):
        """Return the text of a screen, once it waits for nothing."""
        for _ in range(600):
            status, headers, body = self.ask(path)
            if status == 303:
                path = headers["location"]
            elif b"data-job=" not in body:
                return html.unescape(body.decode())
            time.sleep(0.1)
        raise AssertionError(f"{path} waits")


@pytest.fixture
def starts(tmp_path):
    """Run the program: ``starts(*arguments)``; whatever still runs at the end is stopped."""
    running = []

    def start(*arguments, lang="fr", minutes=None):
        within = tmp_path / "temporary"
        within.mkdir(exist_ok=True)
        given = {"CONCERTNET_LANG": lang, "PYTHONUNBUFFERED": "1", "TMPDIR": str(within)}
        given["PYTHONIOENCODING"] = "utf-8"  # whatever the system's own
        code = "from concertnet.cli import main; main()"
        if minutes is not None:
            code = f"import concertnet.app.serve as s; s.serve(browser=False, minutes={minutes})"
        command = [sys.executable, "-c", code]
        if minutes is None:
            command += ["app", "--no-browser", *map(str, arguments)]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **given},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        line = process.stdout.readline()
        address = re.search(r"http://\S+", line)
        assert address, line + process.stdout.read()
        running.append(Running(process, address[0]))
        return running[-1]

    yield start
    for one in running:
        one.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            one.process.wait(20)
        one.process.kill()
        one.process.wait()
        one.process.stdout.close()


@pytest.fixture(scope="package")
def chromium():
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip(f"no browser on this machine: none of {', '.join(BROWSERS)}")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def window(chromium):
    """Open a window on an address; at the end, it must have done nothing wrong."""
    opened, wrongs = [], []

    def open_window(address, **options):
        home = "{0.scheme}://{0.netloc}/".format(urlsplit(address))
        context = chromium.new_context(accept_downloads=True, reduced_motion="reduce", **options)
        page = context.new_page()
        page.set_default_timeout(150_000)  # a busy machine is no failure
        page.on("console", lambda m: m.type == "error" and wrongs.append(m.text))
        page.on("pageerror", lambda error: wrongs.append(str(error)))
        page.on("dialog", lambda dialog: (wrongs.append("dialog"), dialog.dismiss()))

        def asked(request):
            if not request.url.startswith((home, "data:", "blob:")):
                wrongs.append(f"request: {request.url}")

        page.on("request", asked)
        page.goto(address)
        opened.append(context)
        return page

    yield open_window
    for context in opened:
        context.close()
    assert wrongs == []


READY = "main:not(:has([data-job]))"  # a screen that waits for nothing


@pytest.fixture
def messy(tmp_path):
    """Return a workbook as an evaluator has it: a word of sector, a misspelt name, a bad date."""
    import pandas as pd

    path = tmp_path / "dossier.xlsx"
    sectors = {"Ville de Rives": "Municipal", "Caisse des Rives": "privé", "CDC des Rives": "OBNL"}
    sectors |= {"Maison des jeunes": "OBNL", "Scierie Roy": "Entreprise", "CISSS": "public"}
    actors = pd.DataFrame({"Organisme": list(sectors), "Secteur": list(sectors.values())})
    ties = pd.DataFrame(
        [
            ("Ville de Rives", "CDC des Rives", "concertation", "2022-01-15"),
            ("Ville de Rive", "Scierie Roy", "collaboration", "2022-03-01"),
            ("CISSS", "Maison des jeunes", "partenariat", "2023-01-10"),
            ("Caisse des Rives", "CDC des Rives", "concertation", "2023-05-01"),
        ],
        columns=["Organisme A", "Organisme B", "Niveau", "Début"],
    )
    with pd.ExcelWriter(path) as book:
        actors.to_excel(book, sheet_name="Organismes", index=False)
        ties.to_excel(book, sheet_name="Liens", index=False)
    return path
