"""What docs/clients.md tells callers to set: it is what the example has, and gRPC does it."""

import json
import re
import unittest
import urllib.request
from concurrent import futures

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

import service

service.generate_client()

from nutgraf.v1 import analysis_pb2, analysis_pb2_grpc, article_pb2, engine_pb2, engine_pb2_grpc, summary_pb2  # noqa: E402

CONFIG = (service.ROOT / "examples/service-config.json").read_text(encoding="utf-8")


class Refusing(analysis_pb2_grpc.AnalysisServiceServicer):
    """Refuses as often as it has codes, then answers."""

    def __init__(self, *codes):
        self.codes, self.seen = list(codes), []

    def AnalyzeArticle(self, request, context):
        self.seen.append(dict(context.invocation_metadata()).get("grpc-previous-rpc-attempts", "0"))
        if self.codes:
            context.abort(self.codes.pop(0), "not now")
        return analysis_pb2.AnalyzeArticleResponse(article_id=request.article.id)


class ServiceConfig(unittest.TestCase):
    def serving(self, servicer, status=health_pb2.HealthCheckResponse.SERVING):
        """The address of a server in this process."""
        server = grpc.server(futures.ThreadPoolExecutor(4))
        analysis_pb2_grpc.add_AnalysisServiceServicer_to_server(servicer, server)
        checks = health.HealthServicer()
        checks.set("", status)
        health_pb2_grpc.add_HealthServicer_to_server(checks, server)
        address = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
        server.start()
        self.addCleanup(server.stop, None)
        return address

    def channel(self, target):
        channel = grpc.insecure_channel(target, [("grpc.service_config", CONFIG), ("grpc.use_local_subchannel_pool", 1)])
        self.addCleanup(channel.close)
        return channel

    def call(self, target):
        stub = analysis_pb2_grpc.AnalysisServiceStub(self.channel(target))
        request = analysis_pb2.AnalyzeArticleRequest(article=article_pb2.Article(id="boat"))
        return stub.AnalyzeArticle(request)

    def test_the_page_shows_the_file(self):
        page = (service.ROOT / "docs/clients.md").read_text(encoding="utf-8")
        shown = re.search(r"## Service config\n.*?```json\n(.*?)```", page, re.DOTALL)[1]
        self.assertEqual(shown, CONFIG)

    def test_every_service_has_a_deadline_and_streams_have_none(self):
        protos = "".join(path.read_text() for path in (service.ROOT / "proto").rglob("*.proto"))
        services = {f"nutgraf.v1.{name}" for name in re.findall(r"^service (\w+)", protos, re.M)}
        whole, streams = json.loads(CONFIG)["methodConfig"]
        self.assertEqual({name["service"] for name in whole["name"]}, services)
        self.assertTrue(whole["timeout"])
        streaming = set(re.findall(r"rpc (\w+)\(stream", protos))
        self.assertEqual({name["method"] for name in streams["name"]}, streaming)
        self.assertNotIn("timeout", streams)

    def test_a_call_that_is_refused_is_made_again(self):
        servicer = Refusing(grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.RESOURCE_EXHAUSTED)
        self.assertEqual(self.call(self.serving(servicer)).article_id, "boat")
        self.assertEqual(servicer.seen, ["0", "1", "2"])

    def test_no_other_code_is_tried_again_and_tries_end(self):
        for code, tries in ((grpc.StatusCode.INVALID_ARGUMENT, 1), (grpc.StatusCode.UNAVAILABLE, 4)):
            servicer = Refusing(*[code] * 9)
            with self.assertRaises(grpc.RpcError) as caught:
                self.call(self.serving(servicer))
            self.assertEqual((caught.exception.code(), len(servicer.seen)), (code, tries))

    def test_a_replica_that_says_not_serving_gets_no_calls(self):
        here, stopping = Refusing(), Refusing()
        addresses = [self.serving(here), self.serving(stopping, health_pb2.HealthCheckResponse.NOT_SERVING)]
        stub = analysis_pb2_grpc.AnalysisServiceStub(self.channel(f"ipv4:{','.join(addresses)}"))
        for _ in range(20):
            stub.AnalyzeArticle(analysis_pb2.AnalyzeArticleRequest())
        self.assertEqual((len(here.seen), len(stopping.seen)), (20, 0))

    def test_calls_go_round_the_replicas(self):
        replicas = [Refusing(), Refusing()]
        target = "ipv4:" + ",".join(self.serving(replica) for replica in replicas)
        stub = analysis_pb2_grpc.AnalysisServiceStub(self.channel(target))
        for _ in range(40):
            stub.AnalyzeArticle(analysis_pb2.AnalyzeArticleRequest(), wait_for_ready=True)
        self.assertTrue(all(len(replica.seen) >= 10 for replica in replicas))


class Pushback(unittest.TestCase):
    """gRPC's own retries do what the running server asks of them."""

    def metrics(self, server):
        with urllib.request.urlopen(f"http://{server.admin}/metrics") as response:
            return response.read().decode()

    def handled(self, server, code):
        counts = re.findall(rf'^grpc_server_handled_total{{.*grpc_code="{code}".*}} (\d+)$', self.metrics(server), re.M)
        return sum(map(int, counts))

    def test_a_message_that_is_too_large_is_sent_once(self):
        server = service.Server("--admin-listen", "127.0.0.1:0", "--max-message-bytes", "2000", "--max-text-bytes", "2000")
        self.addCleanup(server.stop)
        with grpc.insecure_channel(server.address, [("grpc.service_config", CONFIG)]) as channel:
            engine = engine_pb2_grpc.EngineServiceStub(channel)
            self.assertTrue(engine.GetEngineInfo(engine_pb2.GetEngineInfoRequest()).engine_version)
            stub = analysis_pb2_grpc.AnalysisServiceStub(channel)
            large = analysis_pb2.AnalyzeArticleRequest(article=article_pb2.Article(text="It rained. " * 400))
            with self.assertRaises(grpc.RpcError) as caught:
                stub.AnalyzeArticle(large)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)
        self.assertEqual(self.handled(server, "RESOURCE_EXHAUSTED"), 1)

    def test_a_call_over_the_gate_is_made_again_later(self):
        server = service.Server("--admin-listen", "127.0.0.1:0", "--max-requests", "1")
        self.addCleanup(server.stop)
        # A call whose large answer is not read keeps its place. Without probes, the client's window stays small.
        with grpc.insecure_channel(server.address, [("grpc.http2.bdp_probe", 0)]) as channel:
            text = "The council of Tarrow voted for ferries. " * 2500
            options = summary_pb2.SummaryOptions(explain=True, all_sentences=True)
            request = analysis_pb2.AnalyzeArticleRequest(article=article_pb2.Article(text=text), summary=options)
            begin = channel.unary_stream("/nutgraf.v1.AnalysisService/AnalyzeArticle", type(request).SerializeToString)
            holding = begin(request)
            while not re.search(r"^nutgraf_admission_requests 1\.", self.metrics(server), re.M):
                pass
            with grpc.insecure_channel(server.address, [("grpc.service_config", CONFIG)]) as retrying:
                stub = analysis_pb2_grpc.AnalysisServiceStub(retrying)
                small = analysis_pb2.AnalyzeArticleRequest(article=article_pb2.Article(text="It rained."))
                with self.assertRaises(grpc.RpcError) as caught:
                    stub.AnalyzeArticle(small)
            holding.cancel()
        self.assertEqual(caught.exception.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)
        self.assertEqual(dict(caught.exception.trailing_metadata())["grpc-retry-pushback-ms"], "100")
        self.assertEqual(self.handled(server, "RESOURCE_EXHAUSTED"), 4)


if __name__ == "__main__":
    unittest.main()
