"""Summarizes and tags the example article on a running server.

The client is generated once, into the directory where this is run:

    pip install grpcio grpcio-tools googleapis-common-protos
    python -m grpc_tools.protoc -I proto -I third_party/googleapis \
        --python_out=. --grpc_python_out=. proto/nutgraf/v1/*.proto
    PYTHONPATH=. python examples/client.py [HOST:PORT]
"""

import json
import sys
from pathlib import Path

import grpc
from nutgraf.v1 import analysis_pb2, analysis_pb2_grpc, article_pb2, summary_pb2

address = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:50051"
example = Path(__file__).with_name("article.json")
article = article_pb2.Article(**json.loads(example.read_text(encoding="utf-8"))["article"])

config = Path(__file__).with_name("service-config.json").read_text(encoding="utf-8")
options = [("grpc.service_config", config), ("grpc.keepalive_time_ms", 30_000)]

with grpc.insecure_channel(address, options) as channel:
    service = analysis_pb2_grpc.AnalysisServiceStub(channel)
    request = analysis_pb2.AnalyzeArticleRequest(
        article=article,
        summary=summary_pb2.SummaryOptions(max_sentences=2),
    )
    try:
        analysis = service.AnalyzeArticle(request, timeout=5)
    except grpc.RpcError as error:
        sys.exit(f"{error.code().name}: {error.details()}")

for sentence in analysis.sentences:
    assert article.text[sentence.begin : sentence.end] == sentence.text
    print(f"{sentence.score:.2f}  {sentence.text}")
print("tags:", ", ".join(tag.text for tag in analysis.tags))
