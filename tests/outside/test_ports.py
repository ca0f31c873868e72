"""What a server listens on: two ports of the loopback address, unless it is told otherwise."""

import re
import socket
import subprocess
import tomllib
import unittest
from pathlib import Path

import service


# The admin port, as it comes.
ADMIN = "127.0.0.1:9464"


def listening(process):
    """The sockets of a process that take calls, as Linux lists them: TCP, UDP and Unix ones."""
    links = Path(f"/proc/{process.pid}/fd").iterdir()
    inodes = {found[1] for link in links if (found := re.fullmatch(r"socket:\[(\d+)\]", str(link.readlink())))}
    found = []
    for family, port_of in (("tcp", ipv4), ("tcp6", ipv6), ("udp", ipv4), ("udp6", ipv6)):
        for line in Path(f"/proc/{process.pid}/net/{family}").read_text().splitlines()[1:]:
            fields = line.split()
            # State 0A is a TCP socket that listens; UDP has none.
            if fields[9] in inodes and (fields[3] == "0A" or family.startswith("udp")):
                found.append((family, port_of(fields[1])))
    for line in Path(f"/proc/{process.pid}/net/unix").read_text().splitlines()[1:]:
        fields = line.split()
        # The flag __SO_ACCEPTCON.
        if fields[6] in inodes and int(fields[3], 16) & 0x10000:
            found.append(("unix", fields[-1]))
    return found


def ipv4(address):
    host, port = address.split(":")
    return f"{socket.inet_ntoa(bytes.fromhex(host)[::-1])}:{int(port, 16)}"


def ipv6(address):
    return f"[{address[:32]}]:{int(address[33:], 16)}"


class Ports(unittest.TestCase):
    def test_the_default_is_two_ports_of_the_loopback_address(self):
        shown = subprocess.run([service.BINARY, "serve", "--print-config"], check=True, capture_output=True, text=True)
        settings = tomllib.loads(shown.stdout)
        self.assertEqual(settings["listen"], "127.0.0.1:50051")
        self.assertEqual(settings["admin_listen"], ADMIN)
        server = service.Server()
        self.addCleanup(server.stop)
        # Another server may have the default admin port already; then this one does without.
        others = set(listening(server.process)) - {("tcp", ADMIN)}
        self.assertEqual(others, {("tcp", server.address)})

    def test_without_an_admin_port_there_is_one(self):
        with_none = service.Server("--admin-listen=none")
        self.addCleanup(with_none.stop)
        self.assertEqual(listening(with_none.process), [("tcp", with_none.address)])

    def test_the_admin_port_is_the_only_other_one(self):
        server = service.Server("--admin-listen", "127.0.0.1:0")
        self.addCleanup(server.stop)
        expected = {("tcp", server.address), ("tcp", server.admin)}
        self.assertEqual(set(listening(server.process)), expected)


if __name__ == "__main__":
    unittest.main()
