"""The Go example against the running server, built with what Debian has of gRPC: no module proxy is asked."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import service

LIBRARIES = Path("/usr/share/gocode")
MODULE = "nutgraf.example/client"
# grpc-go 1.33, which Debian 12 has, knows these by their older names.
OLDER = {
    "grpc.NewClient(": "grpc.Dial(",
    "grpc.WithTransportCredentials(insecure.NewCredentials())": "grpc.WithInsecure()",
    '\t"google.golang.org/grpc/credentials/insecure"\n': "",
}


def needed():
    """What is missing to build it, if anything is."""
    tools = [name for name in ("go", "protoc", "protoc-gen-go", "protoc-gen-go-grpc") if not shutil.which(name)]
    # Generated code needs protobuf 1.4 or later, which has this file.
    files = ["google.golang.org/grpc/clientconn.go", "github.com/golang/protobuf/proto/registry.go"]
    return tools + [file for file in files if not (LIBRARIES / "src" / file).is_file()]


def generate(out):
    """The client's package, as the comment in the example makes it."""
    package = f"{MODULE}/nutgrafv1"
    files = sorted((service.ROOT / "proto/nutgraf/v1").glob("*.proto"))
    command = ["protoc", f"-I{service.ROOT / 'proto'}", f"-I{service.ROOT / 'third_party/googleapis'}"]
    for plugin in ("go", "go-grpc"):
        command += [f"--{plugin}_out={out}", f"--{plugin}_opt=module={MODULE}"]
        command += [f"--{plugin}_opt=Mnutgraf/v1/{file.name}={package}" for file in files]
    subprocess.run(command + files, check=True)


def build(workspace):
    """The example's program, built in a GOPATH of its own."""
    folder = workspace / "src" / MODULE
    folder.mkdir(parents=True)
    generate(folder)
    source = (service.ROOT / "examples/go/main.go").read_text(encoding="utf-8")
    if "\nfunc NewClient(" not in (LIBRARIES / "src/google.golang.org/grpc/clientconn.go").read_text(encoding="utf-8"):
        for name, older in OLDER.items():
            assert name in source, f"{name} is gone from the example"
            source = source.replace(name, older)
    (folder / "main.go").write_text(source, encoding="utf-8")
    program = workspace / "client"
    environment = os.environ | {"GO111MODULE": "off", "GOPATH": f"{workspace}:{LIBRARIES}"}
    subprocess.run(["go", "build", "-o", program, "."], cwd=folder, env=environment, check=True)
    return program


class Example(unittest.TestCase):
    def printed(self, *command, **options):
        shown = subprocess.run(command, capture_output=True, text=True, timeout=60, **options)
        self.assertEqual(shown.returncode, 0, shown.stderr)
        return shown.stdout

    @unittest.skipIf(needed(), f"not installed: {', '.join(needed())}")
    def test_it_prints_what_the_python_client_prints(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        workspace = Path(folder.name)
        address = service.server().address
        go = self.printed(build(workspace), address, cwd=service.ROOT / "examples/go")
        environment = os.environ | {"PYTHONPATH": service.generate_client()}
        python = self.printed(sys.executable, "examples/client.py", address, cwd=service.ROOT, env=environment)
        self.assertIn("tags: ", go)
        self.assertEqual(go, python)


if __name__ == "__main__":
    unittest.main()
