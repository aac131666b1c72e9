"""What the tests of the page share: node, which runs its modules where there is no page."""

import shutil
import subprocess

import pytest


@pytest.fixture(scope="session")
def node():
    """Run node: ``node(*arguments, script=None)`` gives its status and what it wrote."""
    program = shutil.which("node")
    if program is None:
        pytest.skip("no node on this machine: the modules of the page are tested elsewhere")

    def run(*arguments, script=None):
        done = subprocess.run(
            [program, *arguments], input=script, capture_output=True, text=True, timeout=120
        )
        return done.returncode, done.stdout, done.stderr

    return run
