"""The page answers its user's own browser, and nobody else."""

import http.client
import socket

import pytest


def test_the_secret_of_the_address_is_exchanged_for_a_cookie(starts):
    page = starts()
    assert page.ask("/fr/")[0] == 403
    assert page.ask("/?key=wrong")[0] == 403
    headers = page.enter()
    assert headers["location"] == "/"
    said = headers["set-cookie"]
    assert "HttpOnly" in said
    assert "SameSite=strict" in said
    status, headers, body = page.ask("/fr/")
    assert status == 200
    assert "Déposez un fichier" in body.decode()
    assert "'unsafe" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    page.cookie = page.cookie[:-2]
    assert page.ask("/fr/")[0] == 403


def test_nobody_else_is_answered(starts):
    page = starts()
    page.enter()
    assert page.ask("/fr/")[0] == 200
    # another name for this machine: a page elsewhere whose name was made to lead here
    assert page.ask("/fr/", Host="localhost:1")[0] == 403
    assert page.ask("/fr/", Host=f"elsewhere.example:{page.port}")[0] == 403
    assert page.ask("/fr/", Sec_Fetch_Site="cross-site")[0] == 403
    assert page.ask("/fr/", Sec_Fetch_Site="same-site")[0] == 403
    assert page.ask("/fr/", method="PUT")[0] == 403
    for origin in ("", "null", "http://elsewhere.example", "http://127.0.0.1:1"):
        assert page.ask("/fr/sample", method="POST", body=b"", Origin=origin)[0] == 403
    own = f"http://{page.host}"
    assert page.ask("/fr/sample", method="POST", body=b"", Origin=own)[0] == 303
    # another address of the machine: nothing listens there
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", page.port), timeout=5)


def test_what_is_sent_is_bounded(starts):
    from concertnet.app.guard import MOST_SENT

    page = starts()
    page.enter()
    line = http.client.HTTPConnection("127.0.0.1", page.port, 60)
    line.putrequest("POST", "/fr/open")
    own = {"Origin": f"http://{page.host}", "Cookie": page.cookie, "Host": page.host}
    for name, text in own.items():
        if name != "Host":
            line.putheader(name, text)
    line.putheader("Content-Length", str(MOST_SENT + 1))
    line.endheaders()
    block = b"\0" * (1 << 20)
    for _ in range(MOST_SENT >> 20):
        line.send(block)
    line.send(b"\0")
    answer = line.getresponse()
    assert answer.status == 413
    assert b"100" in answer.read()
    line.close()
    assert page.ask("/alive")[0] == 200
