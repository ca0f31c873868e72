"""What the outside tests share: the running server, the generated Python client, the example."""

import atexit
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
BINARY = Path(os.environ.get("NUTGRAF", ROOT / "target/debug/nutgraf"))
EXAMPLE = ROOT / "examples/article.json"


def example():
    return json.loads(EXAMPLE.read_text(encoding="utf-8"))


class Server:
    """A server, on a free port unless it is told one; what it logs flows away."""

    def __init__(self, *flags, listen="127.0.0.1:0"):
        self.process = subprocess.Popen(
            [BINARY, "serve", "--listen", listen, *flags],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        atexit.register(self.process.kill)
        self.address = self._address("listening")
        self.admin = self._address("listening for metrics") if "--admin-listen" in flags else None

    def _address(self, said):
        """The address from the line that says so; the rest of the output may flow away."""
        for line in self.process.stdout:
            if found := re.search(rf"{said}.*?(127\.0\.0\.1:\d+)", line):
                return found[1]
        raise RuntimeError(f"the server ended with {self.process.wait()} before it listened")

    def stop(self):
        """Asks it to stop as a container runtime does; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=60)
        return self.process.returncode


@cache
def server():
    """The one that all tests share."""
    return Server()


@cache
def generate_client():
    """Makes the Python client from the protos and puts it on the path, as README says."""
    out = tempfile.mkdtemp(prefix="nutgraf-client-")
    protos = sorted(str(path) for path in (ROOT / "proto").rglob("*.proto"))
    command = [sys.executable, "-m", "grpc_tools.protoc"]
    command += [f"-I{ROOT / 'proto'}", f"-I{ROOT / 'third_party/googleapis'}"]
    command += [f"--python_out={out}", f"--grpc_python_out={out}"]
    subprocess.run(command + protos, check=True)
    sys.path.insert(0, out)
    return out
