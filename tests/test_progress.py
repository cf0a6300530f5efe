"""On a terminal a command says what it is doing; a pipe gets the result and nothing else."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run


@pytest.mark.thorough
def test_a_terminal_is_told_and_a_pipe_is_not(package: Path, run: Run) -> None:
    command = [sys.executable, "-m", "build", "--root", str(package)]
    terminal, other = pty.openpty()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=other,
        env=os.environ | {"TERM": "xterm"},
    )
    out, _ = process.communicate()
    os.close(other)
    said = b""
    try:
        while part := os.read(terminal, 4096):
            said += part
    except OSError:  # a terminal that nobody writes to any more
        pass
    assert process.returncode == 0
    assert b"checking against the schemas" in said
    assert b"checking against the schemas" not in out
    piped = run()
    assert piped.errors == []
    assert out.decode().splitlines()[0] == piped.out.splitlines()[0]
