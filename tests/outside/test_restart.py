"""Two replicas behind Envoy are restarted in turn under load, and no call fails."""

import collections
import threading
import time
import unittest

import grpc

import balancer
import service

service.generate_client()

from nutgraf.v1 import analysis_pb2, analysis_pb2_grpc, article_pb2  # noqa: E402

# A little longer than the balancer takes to notice, see deploy/compose.yaml.
STOPPING = ("--shutdown-delay", "3s", "--drain", "20s")
SMALL = service.example()["article"]["text"]
# Takes long enough to be in work at any moment.
LARGE = SMALL * 40


def analyze(text):
    return analysis_pb2.AnalyzeArticleRequest(article=article_pb2.Article(text=text))


class Load:
    """Callers, each on a connection of its own and one call after another, without retries."""

    def __init__(self, address):
        self.address, self.counts = address, collections.Counter()
        self.ended = threading.Event()
        callers = [self.unary(SMALL)] * 3 + [self.unary(LARGE), self.stream]
        self.threads = [threading.Thread(target=self.repeat, args=[call]) for call in callers]
        for thread in self.threads:
            thread.start()

    def repeat(self, call):
        options = [("grpc.enable_retries", 0), ("grpc.use_local_subchannel_pool", 1)]
        with grpc.insecure_channel(self.address, options) as channel:
            analysis = analysis_pb2_grpc.AnalysisServiceStub(channel)
            while not self.ended.is_set():
                try:
                    self.counts[call(analysis)] += 1
                except grpc.RpcError as error:
                    self.counts[f"{error.code().name}: {error.details()}"] += 1

    @staticmethod
    def unary(text):
        def call(analysis):
            answer = analysis.AnalyzeArticle(analyze(text), timeout=30)
            return "unary calls" if answer.sentences else "empty answers"

        return call

    @staticmethod
    def stream(analysis):
        sent = (analysis_pb2.StreamAnalyzeArticlesRequest(article=analyze(SMALL).article) for _ in range(20))
        answers = [answer.result for answer in analysis.StreamAnalyzeArticles(sent, timeout=30)]
        whole = len(answers) == 20 and all(answer.analysis.sentences for answer in answers)
        return "streams of 20" if whole else "streams that lack answers"

    def end(self):
        self.ended.set()
        for thread in self.threads:
            thread.join()
        return self.counts


class RollingRestart(unittest.TestCase):
    def test_no_call_fails_while_two_replicas_restart_in_turn(self):
        replicas = [service.Server(*STOPPING) for _ in range(2)]
        envoy = balancer.Envoy([replica.address for replica in replicas])
        self.addCleanup(envoy.stop)
        load = Load(envoy.address)
        self.addCleanup(load.end)
        begin = time.monotonic()
        for number, replica in enumerate(replicas):
            before = envoy.by_replica("rq_total")[number]
            envoy.until(lambda: envoy.by_replica("rq_total")[number] > before + 20, "the replica has calls to lose")
            self.assertEqual(replica.stop(), 0)
            self.assertEqual(envoy.counter("membership_healthy"), 1)
            replicas[number] = service.Server(*STOPPING, listen=replica.address)
            envoy.until(lambda: envoy.counter("membership_healthy") == 2, "the replica is back")
        before = envoy.by_replica("rq_total")
        envoy.until(lambda: all(now > was + 20 for now, was in zip(envoy.by_replica("rq_total"), before)), "both are used again")
        counts = load.end()
        seconds = time.monotonic() - begin
        retries = envoy.counter("upstream_rq_retry")
        print(f"\nrolling restart in {seconds:.0f} s: {dict(counts)}, {retries} retried by Envoy")
        self.assertEqual({*counts}, {"unary calls", "streams of 20"}, "a call failed")
        self.assertGreater(min(counts.values()), 2)
        for replica in replicas:
            self.assertEqual(replica.stop(), 0)


if __name__ == "__main__":
    unittest.main()
