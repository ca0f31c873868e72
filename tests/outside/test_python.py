"""A Python client against the running server: generated code, rich errors, health, reflection."""

import os
import re
import subprocess
import sys
import unittest

import grpc
from google.rpc import error_details_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
from grpc_status import rpc_status

import service

service.generate_client()

from nutgraf.v1 import analysis_pb2, analysis_pb2_grpc, article_pb2, engine_pb2, engine_pb2_grpc  # noqa: E402
from nutgraf.v1 import summary_pb2, summary_pb2_grpc, tag_pb2, tag_pb2_grpc  # noqa: E402

TEXT = "🌍 The harbour reopened on Monday. Ships came in at noon. Nobody was late, the pilot said."


def article(**fields):
    return article_pb2.Article(**({"text": TEXT} | fields))


class Client(unittest.TestCase):
    def setUp(self):
        self.channel = grpc.insecure_channel(service.server().address)
        self.addCleanup(self.channel.close)
        self.analysis = analysis_pb2_grpc.AnalysisServiceStub(self.channel)


class Calls(Client):
    def test_offsets_cut_python_strings(self):
        answer = self.analysis.AnalyzeArticle(analysis_pb2.AnalyzeArticleRequest(article=article()))
        self.assertEqual(len(answer.sentences), 3)
        for sentence in answer.sentences:
            self.assertEqual(TEXT[sentence.begin : sentence.end], sentence.text)

    def test_offsets_cut_utf16_and_utf8(self):
        units = {article_pb2.OFFSET_ENCODING_UTF8_BYTE: "utf-8", article_pb2.OFFSET_ENCODING_UTF16_CODE_UNIT: "utf-16-le"}
        for encoding, codec in units.items():
            request = analysis_pb2.AnalyzeArticleRequest(article=article(), offset_encoding=encoding)
            width = 2 if codec == "utf-16-le" else 1
            for sentence in self.analysis.AnalyzeArticle(request).sentences:
                cut = TEXT.encode(codec)[sentence.begin * width : sentence.end * width]
                self.assertEqual(cut.decode(codec), sentence.text)

    def test_the_same_request_gets_the_same_bytes(self):
        request = analysis_pb2.AnalyzeArticleRequest(article=article_pb2.Article(**service.example()["article"]))
        futures = [self.analysis.AnalyzeArticle.future(request) for _ in range(32)]
        answers = {future.result().SerializeToString(deterministic=True) for future in futures}
        self.assertEqual(len(answers), 1)

    def test_summary_and_tags_alone_are_those_of_the_analysis(self):
        whole = article_pb2.Article(**service.example()["article"])
        both = self.analysis.AnalyzeArticle(analysis_pb2.AnalyzeArticleRequest(article=whole))
        summaries = summary_pb2_grpc.SummaryServiceStub(self.channel)
        summary = summaries.SummarizeArticle(summary_pb2.SummarizeArticleRequest(article=whole))
        tags = tag_pb2_grpc.TagServiceStub(self.channel).TagArticle(tag_pb2.TagArticleRequest(article=whole))
        self.assertEqual(list(summary.sentences), list(both.sentences))
        self.assertEqual(list(tags.tags), list(both.tags))

    def test_every_method_answers(self):
        info = engine_pb2_grpc.EngineServiceStub(self.channel).GetEngineInfo(engine_pb2.GetEngineInfoRequest())
        for method in info.methods:
            options = summary_pb2.SummaryOptions(method=method.name, max_sentences=1)
            request = analysis_pb2.AnalyzeArticleRequest(article=article(), summary=options)
            self.assertEqual(len(self.analysis.AnalyzeArticle(request).sentences), 1, method.name)

    def test_a_stream_keeps_order_and_survives_bad_articles(self):
        bad = {3, 17, 399}
        articles = (article(id=str(n), text=" " if n in bad else f"Boat {n} sailed. It rained.") for n in range(400))
        requests = (analysis_pb2.StreamAnalyzeArticlesRequest(article=one) for one in articles)
        results = [answer.result for answer in self.analysis.StreamAnalyzeArticles(requests)]
        self.assertEqual([result.index for result in results], list(range(400)))
        self.assertEqual([result.article_id for result in results], [str(n) for n in range(400)])
        failed = {result.index for result in results if result.WhichOneof("outcome") == "error"}
        self.assertEqual(failed, bad)
        self.assertEqual(results[5].analysis.sentences[0].text, "Boat 5 sailed.")
        self.assertEqual(results[3].error.code, grpc.StatusCode.INVALID_ARGUMENT.value[0])

    def test_gzip_is_understood(self):
        request = analysis_pb2.AnalyzeArticleRequest(article=article())
        packed = self.analysis.AnalyzeArticle(request, compression=grpc.Compression.Gzip)
        self.assertEqual(packed, self.analysis.AnalyzeArticle(request))


class Errors(Client):
    def failure(self, call, *args, **options):
        with self.assertRaises(grpc.RpcError) as caught:
            call(*args, **options)
        return caught.exception

    def test_every_mistake_is_listed_at_once(self):
        request = analysis_pb2.AnalyzeArticleRequest(
            article=article(text="", language_code="?"),
            summary=summary_pb2.SummaryOptions(ratio=-1, diversity=2, max_sentences=0),
            tags=tag_pb2.TagOptions(max_tags=-5),
        )
        error = self.failure(self.analysis.AnalyzeArticle, request)
        self.assertEqual(error.code(), grpc.StatusCode.INVALID_ARGUMENT)
        details = {detail.TypeName(): detail for detail in rpc_status.from_call(error).details}
        info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
        self.assertTrue(details["google.rpc.ErrorInfo"].Unpack(info))
        self.assertTrue(details["google.rpc.BadRequest"].Unpack(bad))
        self.assertTrue(info.reason and info.domain)
        fields = {violation.field for violation in bad.field_violations}
        wanted = {"article.text", "article.language_code", "summary.ratio", "summary.diversity"}
        self.assertEqual(fields, wanted | {"summary.max_sentences", "tags.max_tags"})

    def test_a_deadline_that_has_passed_is_told_as_such(self):
        text = "The ferry sailed at noon. " * 30000
        request = analysis_pb2.AnalyzeArticleRequest(article=article(text=text))
        error = self.failure(self.analysis.AnalyzeArticle, request, timeout=0.001)
        self.assertEqual(error.code(), grpc.StatusCode.DEADLINE_EXCEEDED)

    def test_an_unknown_method_is_named(self):
        call = self.channel.unary_unary("/nutgraf.v1.SummaryService/SummariseArticle")
        error = self.failure(call, b"")
        self.assertEqual(error.code(), grpc.StatusCode.UNIMPLEMENTED)
        self.assertIn("SummariseArticle", error.details())

    def test_garbage_is_the_callers_mistake(self):
        call = self.channel.unary_unary("/nutgraf.v1.SummaryService/SummarizeArticle")
        self.assertEqual(self.failure(call, b"\xff\xff\xff").code(), grpc.StatusCode.INVALID_ARGUMENT)


class Operations(Client):
    def test_health_of_the_server_and_of_each_service(self):
        health = health_pb2_grpc.HealthStub(self.channel)
        names = ["Analysis", "Engine", "Summary", "Tag"]
        for name in ["", *(f"nutgraf.v1.{name}Service" for name in names)]:
            answer = health.Check(health_pb2.HealthCheckRequest(service=name))
            self.assertEqual(answer.status, health_pb2.HealthCheckResponse.SERVING, name)
        watched = next(health.Watch(health_pb2.HealthCheckRequest(service="")))
        self.assertEqual(watched.status, health_pb2.HealthCheckResponse.SERVING)
        with self.assertRaises(grpc.RpcError) as caught:
            health.Check(health_pb2.HealthCheckRequest(service="nutgraf.v1.NoService"))
        self.assertEqual(caught.exception.code(), grpc.StatusCode.NOT_FOUND)

    def test_reflection_of_both_versions(self):
        database = ProtoReflectionDescriptorDatabase(self.channel)
        self.assertIn("nutgraf.v1.TagService", database.get_services())
        self.assertTrue(database.FindFileContainingSymbol("google.rpc.BadRequest").message_type)
        # The messages of v1 are those of v1alpha; only the name of the service changed.
        for version in ("v1", "v1alpha"):
            reflect = self.channel.stream_stream(
                f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo",
                request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
                response_deserializer=reflection_pb2.ServerReflectionResponse.FromString,
            )
            answer = next(reflect(iter([reflection_pb2.ServerReflectionRequest(list_services="")])))
            names = {one.name for one in answer.list_services_response.service}
            self.assertIn("nutgraf.v1.AnalysisService", names, version)

    def test_healthcheck_command_tells_a_running_server_from_none(self):
        check = lambda address: subprocess.run([service.BINARY, "healthcheck", "--address", address], capture_output=True)
        own = service.Server("--shutdown-delay", "3s")
        self.assertEqual(check(own.address).returncode, 0)
        own.process.terminate()
        shown = check(own.address)
        while shown.returncode == 0:
            shown = check(own.address)
        self.assertEqual(shown.stdout, b"NOT_SERVING\n")
        own.process.communicate(timeout=60)
        self.assertEqual(own.process.returncode, 0, "a server that was asked to stop ends without an error")
        self.assertEqual(check(own.address).returncode, 1)

    def test_healthcheck_command_asks_the_admin_port_too(self):
        own = service.Server("--admin-listen", "127.0.0.1:0", "--shutdown-delay", "3s")
        check = lambda: subprocess.run([service.BINARY, "healthcheck", "--admin", own.admin], capture_output=True)
        shown = check()
        while shown.stdout == b"NOT_SERVING\n":
            shown = check()
        self.assertEqual((shown.returncode, shown.stdout), (0, b"SERVING\n"))
        own.process.terminate()
        while shown.returncode == 0:
            shown = check()
        self.assertEqual(shown.stdout, b"NOT_SERVING\n")
        own.process.communicate(timeout=60)
        self.assertEqual(check().returncode, 1)


class Examples(unittest.TestCase):
    def run_example(self, *command):
        environment = os.environ | {"PYTHONPATH": service.generate_client()}
        options = {"cwd": service.ROOT, "env": environment, "capture_output": True, "text": True}
        shown = subprocess.run(command, timeout=600, **options)
        self.assertEqual(shown.returncode, 0, shown.stderr)
        return shown.stdout

    def test_the_clients_of_both_languages_print_the_same(self):
        address = service.server().address
        python = self.run_example(sys.executable, "examples/client.py", address)
        rust = self.run_example("cargo", "run", "--quiet", "--example", "client", "--", address)
        self.assertIn("tags: ", python)
        self.assertEqual(python, rust)

    def test_the_python_of_readme_prints_what_it_says(self):
        readme = (service.ROOT / "README.md").read_text(encoding="utf-8")
        [code] = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
        [said] = re.findall(r"print\(.*\)  # (.*)", code)
        code = code.replace("127.0.0.1:50051", service.server().address)
        self.assertEqual(self.run_example(sys.executable, "-c", code).strip(), said)


if __name__ == "__main__":
    unittest.main()
