"""Envoy with the configuration of deploy/envoy.yaml, on the loopback address."""

import atexit
import json
import shutil
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

import yaml

import service

CONFIGURATION = service.ROOT / "deploy/envoy.yaml"


def configuration(replicas):
    """The file's, with `replicas` (host:port) for the name, and ports of Envoy's own choice."""
    whole = yaml.safe_load(CONFIGURATION.read_text(encoding="utf-8"))
    local = {"address": "127.0.0.1", "port_value": 0}
    whole["admin"]["address"]["socket_address"] = local
    whole["static_resources"]["listeners"][0]["address"]["socket_address"] = local
    [cluster] = whole["static_resources"]["clusters"]
    cluster["type"] = "STATIC"
    for of_names in ("dns_refresh_rate", "respect_dns_ttl"):
        del cluster[of_names]
    addresses = [replica.split(":") for replica in replicas]
    sockets = [{"address": host, "port_value": int(port)} for host, port in addresses]
    endpoints = [{"endpoint": {"address": {"socket_address": socket}}} for socket in sockets]
    cluster["load_assignment"]["endpoints"] = [{"lb_endpoints": endpoints}]
    return whole


class Envoy:
    """Running, with every replica healthy."""

    def __init__(self, replicas):
        self.directory = Path(tempfile.mkdtemp(prefix="nutgraf-envoy-"))
        config, self.admin_path = self.directory / "envoy.yaml", self.directory / "admin"
        config.write_text(yaml.safe_dump(configuration(replicas)), encoding="utf-8")
        command = [shutil.which("envoy"), "--config-path", config, "--admin-address-path", self.admin_path]
        command += ["--use-dynamic-base-id", "--concurrency", "1", "--log-level", "warning"]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        atexit.register(self.process.kill)
        self.until(lambda: self.admin_path.exists() and self.admin_path.read_text(), "Envoy listens")
        self.until(lambda: self.counter("membership_healthy") == len(replicas), "the replicas are healthy")
        [listener] = json.loads(self.ask("/listeners?format=json"))["listener_statuses"]
        socket = listener["local_address"]["socket_address"]
        self.address = f"{socket['address']}:{socket['port_value']}"

    def until(self, ready, what):
        """Waits at most 30 s."""
        end = time.monotonic() + 30
        while not ready():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"waited in vain until {what}")
            time.sleep(0.05)

    def ask(self, path):
        with urllib.request.urlopen(f"http://{self.admin_path.read_text()}{path}") as response:
            return response.read().decode()

    def counter(self, name):
        """A statistic of the replicas taken together; 0 before it is first counted."""
        found = json.loads(self.ask(f"/stats?format=json&filter=^cluster.nutgraf.{name}$"))["stats"]
        return found[0]["value"] if found else 0

    def by_replica(self, name):
        """A statistic of each replica."""
        [cluster] = [one for one in json.loads(self.ask("/clusters?format=json"))["cluster_statuses"] if one["name"] == "nutgraf"]
        stats = [{stat["name"]: int(stat.get("value", 0)) for stat in host["stats"]} for host in cluster["host_statuses"]]
        return [stat[name] for stat in stats]

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)
        shutil.rmtree(self.directory)
