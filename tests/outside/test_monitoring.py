"""The dashboard and the alert rules name metrics, labels and values that the running server has."""

import json
import re
import unittest
import urllib.request

import grpc
import promql_parser
import yaml

import service

service.generate_client()

from nutgraf.v1 import analysis_pb2, analysis_pb2_grpc, article_pb2  # noqa: E402

MONITORING = service.ROOT / "deploy/monitoring"
# What Prometheus itself adds.
SCRAPED = {"up"}
SCRAPE_LABELS = {"job", "instance"}
# What a histogram, a counter and so on call their samples.
SUFFIXES = {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"], "info": ["_info"], "gauge": [""]}


def selectors(expression):
    """The metrics that an expression reads, each with its matchers."""
    found = []

    def visit(node):
        if isinstance(node, promql_parser.VectorSelector):
            found.append((node.name, node.matchers.matchers))

    promql_parser.walk(promql_parser.parse(expression), pre_visit=visit)
    return found


def rules():
    groups = yaml.safe_load((MONITORING / "alerts.yaml").read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def panels():
    return json.loads((MONITORING / "dashboard.json").read_text(encoding="utf-8"))["panels"]


def queries():
    """Every query with what it belongs to. Grafana's variables stand for a duration or a pattern."""
    for rule in rules():
        yield rule["alert"], rule["expr"]
    for panel in panels():
        for target in panel["targets"]:
            yield panel["title"], target["expr"].replace("$__rate_interval", "5m").replace("$job", ".*")


class Exposed:
    """What `/metrics` of a server tells after calls of every kind."""

    def __init__(self):
        server = service.Server("--admin-listen", "127.0.0.1:0")
        with grpc.insecure_channel(server.address) as channel:
            analysis = analysis_pb2_grpc.AnalysisServiceStub(channel)
            request = analysis_pb2.AnalyzeArticleRequest(article=article_pb2.Article(text="It rained. It stopped."))
            analysis.AnalyzeArticle(request)
            list(analysis.StreamAnalyzeArticles(iter([analysis_pb2.StreamAnalyzeArticlesRequest(article=request.article)])))
            refused = channel.unary_unary("/nutgraf.v1.TagService/NoSuchMethod").future(b"").code()
        if refused != grpc.StatusCode.UNIMPLEMENTED:
            raise AssertionError(f"a call of no method got {refused}")
        with urllib.request.urlopen(f"http://{server.admin}/metrics") as response:
            self.text = response.read().decode()
        server.stop()
        types = re.findall(r"^# TYPE (\S+) (\S+)$", self.text, re.M)
        self.names = {name + suffix for name, kind in types for suffix in SUFFIXES[kind]}

    def labels(self, name):
        """The labels of a metric with the values that were seen."""
        seen = {}
        for labels in re.findall(rf"^{name}\{{(.*?)\}} ", self.text, re.M):
            for label, value in re.findall(r'(\w+)="([^"]*)"', labels):
                seen.setdefault(label, set()).add(value)
        return seen


class Monitoring(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.exposed = Exposed()

    def test_every_metric_and_label_exists(self):
        read = 0
        for where, query in queries():
            for name, matchers in selectors(query):
                read += 1
                if name in SCRAPED:
                    continue
                self.assertIn(name, self.exposed.names, where)
                labels = SCRAPE_LABELS | self.exposed.labels(name).keys()
                for matcher in matchers:
                    self.assertIn(matcher.name, labels, f"{where}: {name}")
        self.assertGreater(read, 30)

    def test_methods_and_services_that_are_named_exist(self):
        protos = "".join(path.read_text() for path in (service.ROOT / "proto").rglob("*.proto"))
        methods = set(re.findall(r"rpc (\w+)", protos))
        services = {f"nutgraf.v1.{name}" for name in re.findall(r"^service (\w+)", protos, re.M)}
        for where, query in queries():
            for _, matchers in selectors(query):
                for matcher in matchers:
                    if matcher.name == "grpc_method":
                        self.assertIn(matcher.value, methods, where)
                    if matcher.name == "grpc_service":
                        self.assertTrue(all(re.fullmatch(matcher.value, name) for name in services), where)
                    if matcher.name == "grpc_code":
                        codes = {code.name for code in grpc.StatusCode}
                        self.assertLessEqual({*matcher.value.split("|")}, codes, where)

    def test_alert_rules_are_what_prometheus_reads(self):
        names = [rule["alert"] for rule in rules()]
        self.assertEqual(len(names), len({*names}))
        for rule in rules():
            self.assertLessEqual(rule.keys(), {"alert", "expr", "for", "labels", "annotations"}, rule["alert"])
            self.assertRegex(rule["alert"], r"^Nutgraf[A-Z]\w+$")
            self.assertRegex(rule.get("for", "1m"), r"^\d+[smh]$")
            self.assertIn(rule["labels"]["severity"], {"warning", "critical"})
            self.assertEqual(rule["annotations"].keys(), {"summary", "description"})

    def test_panels_have_what_grafana_needs(self):
        ids = [panel["id"] for panel in panels()]
        self.assertEqual(len(ids), len({*ids}))
        for panel in panels():
            self.assertTrue(panel["title"] and panel["description"] and panel["targets"])
            refs = [target["refId"] for target in panel["targets"]]
            self.assertEqual(len(refs), len({*refs}), panel["title"])
            place = panel["gridPos"]
            self.assertLessEqual(place["x"] + place["w"], 24, panel["title"])


if __name__ == "__main__":
    unittest.main()
