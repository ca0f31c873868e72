"""The files under deploy/ hold together: with their schemas, with each other, and with the binary."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import unittest
from pathlib import Path

import kubernetes_validate
import yaml

import service

DEPLOY = service.ROOT / "deploy"
GRPC, ADMIN = 50051, 9464


def documents(path):
    return list(yaml.safe_load_all((DEPLOY / path).read_text(encoding="utf-8")))


def manifest(name):
    [document] = documents(f"kubernetes/{name}.yaml")
    return document


def seconds(text):
    number, unit = re.fullmatch(r"(\d+)(s|m)", text).groups()
    return int(number) * {"s": 1, "m": 60}[unit]


def settings(directory, text):
    """What the binary makes of a configuration file: the settings that it prints, by name."""
    path = Path(directory) / "nutgraf.toml"
    path.write_text(text, encoding="utf-8")
    command = [service.BINARY, "serve", "--print-config", "--config", path]
    return tomllib.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


class Tool(unittest.TestCase):
    def run_tool(self, name, *args):
        tool = shutil.which(name) or shutil.which(name, path="/usr/sbin")
        if tool is None:
            self.skipTest(f"{name} is not installed")
        shown = subprocess.run([tool, *map(str, args)], capture_output=True, text=True, timeout=60)
        self.assertEqual(shown.returncode, 0, shown.stdout + shown.stderr)
        return shown.stdout + shown.stderr


class Image(Tool):
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")

    def test_hadolint_finds_nothing(self):
        self.run_tool("hadolint", DEPLOY / "Dockerfile")

    def test_it_is_empty_but_for_the_binary_and_runs_as_nobody(self):
        last = self.text[self.text.rindex("\nFROM ") :]
        self.assertRegex(last, r"^\nFROM scratch\n")
        self.assertEqual(re.findall(r"^(?:COPY|ADD) .*", last, re.M), ["COPY --from=build /image/nutgraf /nutgraf"])
        self.assertRegex(last, r"\nUSER [1-9]\d*:[1-9]\d*\n")

    def test_its_environment_and_commands_are_ones_that_the_binary_knows(self):
        named = set(re.findall(r"NUTGRAF_\w+", self.text))
        helps = [self.run_tool(service.BINARY, command, "--help") for command in ("serve", "healthcheck")]
        known = set(re.findall(r"NUTGRAF_\w+", "".join(helps)))
        self.assertTrue(named)
        self.assertLessEqual(named, known)
        for command in (r'CMD \["/nutgraf", "(\w+)"\]', r'CMD \["(\w+)"\]'):
            [word] = re.findall(command, self.text)
            self.run_tool(service.BINARY, word, "--help")

    def test_the_build_gets_every_file_that_it_needs(self):
        ignore = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
        given = {line[1:] for line in ignore if line.startswith("!")}
        manifest = tomllib.loads((service.ROOT / "Cargo.toml").read_text(encoding="utf-8"))
        needed = {"Cargo.toml", "Cargo.lock", "build.rs", "src", "proto", "third_party", manifest["package"]["readme"]}
        self.assertLessEqual(needed | {"benches"}, given)
        self.assertTrue(all((service.ROOT / name).exists() for name in given))


class Compose(Tool):
    def test_it_is_what_the_compose_specification_allows(self):
        check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
        subprocess.run([*check, str(DEPLOY / "compose.yaml")], check=True, capture_output=True, timeout=60)

    def test_envoy_notices_a_replica_that_stops_before_its_port_closes(self):
        [compose] = documents("compose.yaml")
        nutgraf = compose["services"]["nutgraf"]
        environment = nutgraf["environment"]
        delay, drain = seconds(environment["NUTGRAF_SHUTDOWN_DELAY"]), seconds(environment["NUTGRAF_DRAIN"])
        [cluster] = documents("envoy.yaml")[0]["static_resources"]["clusters"]
        [check] = cluster["health_checks"]
        notices = check["unhealthy_threshold"] * seconds(check["interval"]) + seconds(check["timeout"])
        self.assertLess(notices, delay)
        self.assertLess(delay + drain, seconds(nutgraf["stop_grace_period"]))
        [endpoint] = cluster["load_assignment"]["endpoints"][0]["lb_endpoints"]
        address = endpoint["endpoint"]["address"]["socket_address"]
        self.assertEqual(address, {"address": "nutgraf", "port_value": GRPC})

    def test_envoy_accepts_its_configuration(self):
        self.run_tool("envoy", "--mode", "validate", "--config-path", DEPLOY / "envoy.yaml")


class Kubernetes(unittest.TestCase):
    def test_every_manifest_follows_its_schema(self):
        listed = manifest("kustomization")["resources"]
        for name in listed:
            [resource] = documents(f"kubernetes/{name}")
            kubernetes_validate.validate(resource, "1.30", strict=True)
        others = {"kustomization.yaml", "monitor.yaml"}
        self.assertEqual({path.name for path in DEPLOY.glob("kubernetes/*.yaml")}, {*listed} | others)

    def test_everything_is_about_the_same_pods_and_ports(self):
        deployment = manifest("deployment")
        pod = deployment["spec"]["template"]
        labels = pod["metadata"]["labels"]
        selected = [deployment["spec"]["selector"]["matchLabels"], manifest("service")["spec"]["selector"]]
        selected += [manifest("disruption")["spec"]["selector"]["matchLabels"]]
        selected += [manifest("network")["spec"]["podSelector"]["matchLabels"]]
        selected += [manifest("monitor")["spec"]["selector"]["matchLabels"]]
        self.assertEqual(selected, [labels] * len(selected))
        target = manifest("autoscaler")["spec"]["scaleTargetRef"]
        self.assertEqual((target["kind"], target["name"]), ("Deployment", deployment["metadata"]["name"]))
        [container] = pod["spec"]["containers"]
        ports = {port["name"]: port["containerPort"] for port in container["ports"]}
        self.assertEqual(ports, {"grpc": GRPC, "admin": ADMIN})
        used = [port["targetPort"] for port in manifest("service")["spec"]["ports"]]
        used += [port["port"] for rule in manifest("network")["spec"]["ingress"] for port in rule["ports"]]
        used += [container[f"{kind}Probe"]["httpGet"]["port"] for kind in ("startup", "readiness", "liveness")]
        self.assertLessEqual({*used}, {*ports})
        self.assertIn(manifest("monitor")["spec"]["endpoints"][0]["port"], used)

    def test_the_pod_may_do_nothing_but_serve(self):
        pod = manifest("deployment")["spec"]["template"]["spec"]
        [container] = pod["containers"]
        self.assertTrue(pod["securityContext"]["runAsNonRoot"])
        self.assertFalse(pod["automountServiceAccountToken"])
        security = container["securityContext"]
        self.assertTrue(security["readOnlyRootFilesystem"])
        self.assertFalse(security["allowPrivilegeEscalation"])
        self.assertEqual(security["capabilities"]["drop"], ["ALL"])
        self.assertEqual({*container["resources"]["limits"]}, {"cpu", "memory"})

    def test_the_binary_takes_the_configuration_and_kubernetes_waits_for_its_end(self):
        with tempfile.TemporaryDirectory() as directory:
            taken = settings(directory, manifest("config")["data"]["nutgraf.toml"])
        pod = manifest("deployment")["spec"]["template"]["spec"]
        stopping = seconds(taken["shutdown_delay"]) + seconds(taken["drain"])
        self.assertLess(stopping, pod["terminationGracePeriodSeconds"])
        readiness = pod["containers"][0]["readinessProbe"]
        noticed = readiness["periodSeconds"] * readiness["failureThreshold"]
        self.assertLess(noticed, seconds(taken["shutdown_delay"]))


class Machines(Tool):
    def test_systemd_accepts_the_unit_and_finds_it_confined(self):
        text = (DEPLOY / "systemd/nutgraf.service").read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as directory:
            unit = Path(directory) / "nutgraf.service"
            # The binary where it is, and without the manual, which is not installed here.
            there = text.replace("/usr/local/bin/nutgraf", str(service.BINARY))
            unit.write_text(re.sub("^Documentation=.*\n", "", there, flags=re.M), encoding="utf-8")
            self.assertEqual(self.run_tool("systemd-analyze", "verify", unit).strip(), "")
            report = self.run_tool("systemd-analyze", "security", "--offline=true", "--threshold=20", unit)
        self.assertIn("Overall exposure level", report)

    def test_systemd_does_not_restart_over_settings_that_cannot_be_used(self):
        unit = (DEPLOY / "systemd/nutgraf.service").read_text(encoding="utf-8")
        [code] = re.findall(r"RestartPreventExitStatus=(\d+)", unit)
        wrong = subprocess.run([service.BINARY, "serve", "--max-requests", "none"], capture_output=True)
        self.assertEqual(wrong.returncode, int(code))

    def test_haproxy_accepts_its_configuration(self):
        self.run_tool("haproxy", "-c", "-f", DEPLOY / "balancers/haproxy.cfg")

    def test_nginx_accepts_its_configuration(self):
        with tempfile.TemporaryDirectory() as directory:
            whole = Path(directory) / "nginx.conf"
            http = f"http {{ access_log off; include {DEPLOY}/balancers/nginx.conf; }}"
            whole.write_text(f"pid {directory}/pid; error_log stderr; events {{}} {http}", encoding="utf-8")
            self.run_tool("nginx", "-t", "-c", whole)


if __name__ == "__main__":
    unittest.main()
