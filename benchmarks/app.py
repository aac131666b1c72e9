"""The page on a workbook of 5,000 rows, from its drop to its report, beside the library alone.

The peer is what the page calls, in one process: reading the workbook and writing the report.
Meanwhile the page is asked, ten times a second, whether it is there: how long it takes to answer is
what its reader waits for. Seconds of the processor are given too, which others hardly change.
"""

from __future__ import annotations

import http.client
import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from report import large
from side_by_side import heading, line, timed

import concertnet as cn

MARK = "----a-mark-that-no-file-holds"
SECTIONS = [
    "findings",
    "who",
    "bridging",
    "continuum",
    "instances",
    "turnover",
    "place",
    "cautions",
    "method",
]


class Page:
    """The program running, and requests made to it."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.port = parts.port
        self.cookie = ""
        _, headers, _ = self.ask(f"/?{parts.query}")
        self.cookie = headers["set-cookie"].partition(";")[0]

    def ask(self, path: str, body: bytes | None = None, kind: str = "") -> tuple:
        """Return the status, the headers and the body of an answer."""
        host = f"127.0.0.1:{self.port}"
        headers = {"Host": host, "Cookie": self.cookie}
        if body is not None:
            headers |= {"Origin": f"http://{host}", "Content-Type": kind}
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        try:
            asked.request("GET" if body is None else "POST", path, body, headers)
            answer = asked.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            asked.close()

    def settled(self, path: str) -> bytes:
        """Return a screen once it waits for nothing."""
        while True:
            status, headers, body = self.ask(path)
            if status == 303:
                path = headers["location"]
            elif b"data-job=" not in body:
                return body
            else:
                time.sleep(0.1)


def dropped_to_report(page: Page, path: Path, written: Path) -> None:
    """Drop a workbook, look at its map, have the report written and download it."""
    head = f'--{MARK}\r\nContent-Disposition: form-data; name="files"; filename="{path.name}"'
    body = f"{head}\r\n\r\n".encode() + path.read_bytes() + f"\r\n--{MARK}--\r\n".encode()
    where = page.ask("/fr/open", body, f"multipart/form-data; boundary={MARK}")[1]["location"]
    page.settled(where)
    at = where.removesuffix("check")
    page.settled(f"{at}map")
    form = urlencode([("format", "docx"), *(("section", one) for one in SECTIONS)])
    kind = "application/x-www-form-urlencoded"
    made = page.settled(page.ask(f"{at}report", form.encode(), kind)[1]["location"])
    (link,) = re.findall(rb'href="([^"]+/report/\d+)"', made)
    written.write_bytes(page.ask(link.decode())[2])


def main() -> None:
    warnings.simplefilter("ignore", UserWarning)  # what the page tells in its own place
    net = large()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "dossier.xlsx"
        net.save(path)

        def alone() -> None:
            read = cn.read(path)
            cn.check(path)
            found = cn.missing_links(read.latest())
            cn.interactive_map(read, folder / "map.html", gaps=found)
            cn.report(read, folder / "alone.docx", lang="fr", sections=SECTIONS)

        command = [sys.executable, "-m", "concertnet", "app", "--no-browser", "--lang", "fr"]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=environment
        ) as process:
            assert process.stdout is not None
            page = Page(re.search(r"http://\S+", process.stdout.readline())[0])
            waits: list[float] = []
            over = threading.Event()

            def watch() -> None:
                while not over.wait(0.1):
                    asked = time.perf_counter()
                    page.ask("/alive")
                    waits.append(time.perf_counter() - asked)

            watching = threading.Thread(target=watch)
            watching.start()
            ours = timed(lambda: dropped_to_report(page, path, folder / "report.docx"), 1)
            over.set()
            watching.join()
            process.terminate()
        used = resource.getrusage(resource.RUSAGE_CHILDREN)  # the page and its worker, ended
        size = (folder / "report.docx").stat().st_size
        begun = time.process_time()
        theirs = timed(alone, 1)
        alone_used = time.process_time() - begun
    heading(f"a workbook of {sum(map(len, net.tables.values())):,} rows, dropped on the page")
    line("check, map and report in Word, beside the library alone", ours, theirs)
    print(f"  seconds from the drop to the report: {ours:.1f} (at most 90); {size >> 10} kB")
    print(
        f"  seconds of the processor: {used.ru_utime + used.ru_stime:.1f}, start and answers of the"
        f" page among them; {alone_used:.1f} by the library alone"
    )
    waits.sort()
    print(
        f"  answers of the page meanwhile, ms: median {1e3 * waits[len(waits) // 2]:.0f},"
        f" slowest {1e3 * waits[-1]:.0f} of {len(waits)} (at most 200)"
    )


if __name__ == "__main__":
    main()
