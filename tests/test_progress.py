"""On a terminal a command says what it is doing; a pipe gets the result and nothing else."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def test_a_terminal_is_told_and_a_pipe_is_not(package: Path) -> None:
    command = [sys.executable, "-m", "build", "--root", str(package)]
    piped = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert piped.stderr == b""
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
    assert b"writing CSV, and the database beside it" in said
    assert out.splitlines()[0] == piped.stdout.splitlines()[0]
    assert b"making the database" not in out
