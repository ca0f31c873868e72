"""grpcurl against the running server: what people try first."""

import json
import re
import subprocess
import unittest

import service

UNARY = {
    "nutgraf.v1.SummaryService/SummarizeArticle": {"sentences"},
    "nutgraf.v1.TagService/TagArticle": {"tags"},
    "nutgraf.v1.AnalysisService/AnalyzeArticle": {"sentences", "tags"},
}


def run(*args, stdin=None):
    command = ["grpcurl", "-plaintext", *args]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=60)


def call(method, request):
    """The responses of a call: its messages, one after another."""
    result = run("-d", "@", service.server().address, method, stdin=request)
    if result.returncode:
        raise AssertionError(result.stderr)
    return documents(result.stdout)


def documents(text):
    """The JSON documents that stand in `text` one after another."""
    decoder, found = json.JSONDecoder(), []
    while text := text.lstrip():
        document, end = decoder.raw_decode(text)
        found.append(document)
        text = text[end:]
    return found


class Reflection(unittest.TestCase):
    def test_list_names_every_service(self):
        listed = set(run(service.server().address, "list").stdout.split())
        self.assertEqual(
            listed,
            {
                "grpc.health.v1.Health",
                "grpc.reflection.v1.ServerReflection",
                "grpc.reflection.v1alpha.ServerReflection",
                "nutgraf.v1.AnalysisService",
                "nutgraf.v1.EngineService",
                "nutgraf.v1.SummaryService",
                "nutgraf.v1.TagService",
            },
        )

    def test_describe_tells_every_symbol_with_comments(self):
        for symbol in api_symbols():
            with self.subTest(symbol):
                result = run(service.server().address, "describe", symbol)
                self.assertEqual(result.returncode, 0, result.stderr)
                self.assertIn(f"{symbol} is a", result.stdout)
                self.assertIn("// ", result.stdout, "its comment is lost")


def api_symbols():
    """Every service, method, message and enum of the API, by its full name."""
    service.generate_client()
    from nutgraf.v1 import analysis_pb2, article_pb2, digest_pb2, engine_pb2, summary_pb2, tag_pb2

    for module in (analysis_pb2, article_pb2, digest_pb2, engine_pb2, summary_pb2, tag_pb2):
        file = module.DESCRIPTOR
        yield from (message.full_name for message in file.message_types_by_name.values())
        yield from (enum.full_name for enum in file.enum_types_by_name.values())
        for one in file.services_by_name.values():
            yield one.full_name
            yield from (method.full_name for method in one.methods)


class Calls(unittest.TestCase):
    def test_each_unary_call_answers_the_example(self):
        text = service.example()["article"]["text"]
        for method, parts in UNARY.items():
            with self.subTest(method):
                [answer] = call(method, service.EXAMPLE.read_text(encoding="utf-8"))
                self.assertEqual(answer["articleId"], service.example()["article"]["id"])
                self.assertEqual({"sentences", "tags"} & answer.keys(), parts)
                for sentence in answer.get("sentences", []):
                    self.assertEqual(text[sentence["begin"] : sentence["end"]], sentence["text"])

    def test_the_command_line_prints_the_same_json(self):
        command = [service.BINARY, "analyze", service.EXAMPLE, "--format", "json"]
        command += ["--explain", "--all-sentences"]
        printed = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        request = service.example()
        request |= {"summary": {"explain": True, "all_sentences": True}, "tags": {"explain": True}}
        [answer] = call("nutgraf.v1.AnalysisService/AnalyzeArticle", json.dumps(request))
        self.assertEqual(printed, answer)

    def test_the_call_of_readme_answers_what_it_shows(self):
        readme = (service.ROOT / "README.md").read_text(encoding="utf-8")
        [command, shown] = re.search(r"```sh\n(grpcurl .*?)```.*?```json\n(.*?)```", readme, re.DOTALL).groups()
        command = command.replace("127.0.0.1:50051", service.server().address)
        called = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=60)
        self.assertEqual(called.returncode, 0, called.stderr)
        self.assertEqual(json.loads(called.stdout), json.loads(shown))

    def test_a_batch_answers_each_article(self):
        request = {"requests": [service.example(), {"article": {"id": "empty"}}, service.example()]}
        [answer] = call("nutgraf.v1.AnalysisService/BatchAnalyzeArticles", json.dumps(request))
        self.assertEqual([result["index"] for result in answer["results"]], [0, 1, 2])
        self.assertEqual(["error" in result for result in answer["results"]], [False, True, False])

    def test_a_stream_goes_on_after_a_bad_article(self):
        requests = [service.example(), {"article": {"id": "empty"}}, service.example()]
        sent = "\n".join(map(json.dumps, requests))
        answers = call("nutgraf.v1.AnalysisService/StreamAnalyzeArticles", sent)
        results = [answer["result"] for answer in answers]
        self.assertEqual([result["index"] for result in results], [0, 1, 2])
        self.assertEqual(["error" in result for result in results], [False, True, False])
        self.assertEqual(results[0]["analysis"], results[2]["analysis"])

    def test_the_engine_tells_what_it_can_do(self):
        [info] = call("nutgraf.v1.EngineService/GetEngineInfo", "{}")
        names = [method["name"] for method in info["methods"]]
        self.assertEqual(names[0], info["defaultMethod"])
        self.assertIn("lead", names)
        self.assertIn("en", [language["code"] for language in info["languages"]])

    def test_health_says_serving(self):
        [answer] = call("grpc.health.v1.Health/Check", "{}")
        self.assertEqual(answer, {"status": "SERVING"})


class Errors(unittest.TestCase):
    def test_details_are_printed_with_the_fields_that_are_wrong(self):
        request = json.dumps({"article": {"text": " "}, "summary": {"ratio": 3, "method": "magic"}})
        method = "nutgraf.v1.SummaryService/SummarizeArticle"
        result = run("-d", "@", service.server().address, method, stdin=request)
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("Code: InvalidArgument", result.stderr)
        for told in ("google.rpc.ErrorInfo", "google.rpc.BadRequest"):
            self.assertIn(told, result.stderr)
        for field in ("article.text", "summary.ratio", "summary.method"):
            self.assertIn(f'"field":"{field}"', result.stderr.replace(" ", ""))

    def test_a_misspelt_field_is_named(self):
        method = "nutgraf.v1.SummaryService/SummarizeArticle"
        result = run("-d", '{"artikel": {}}', service.server().address, method)
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("artikel", result.stderr)


if __name__ == "__main__":
    unittest.main()
