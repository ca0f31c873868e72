"""Certificates are replaced under load: no call fails, no connection breaks, new ones get the new."""

import collections
import ssl
import tempfile
import threading
import time
import unittest
from pathlib import Path

import grpc
import trustme
from cryptography import x509

import service

service.generate_client()

from nutgraf.v1 import analysis_pb2, analysis_pb2_grpc, article_pb2  # noqa: E402

ROTATIONS = 5
REQUEST = analysis_pb2.AnalyzeArticleRequest(article=article_pb2.Article(text="It rained. It stopped. Boats sailed."))


class Certificates:
    """An authority, and the server's files with its newest certificate."""

    def __init__(self, directory):
        self.authority = trustme.CA()
        self.cert, self.key = Path(directory) / "cert.pem", Path(directory) / "key.pem"
        self.root = self.authority.cert_pem.bytes()

    def renew(self):
        """Writes one file after the other, as tools do that know nothing of the server."""
        issued = self.authority.issue_cert("localhost", "127.0.0.1")
        [pem] = [blob.bytes() for blob in issued.cert_chain_pems]
        self.cert.write_bytes(pem)
        self.key.write_bytes(issued.private_key_pem.bytes())
        return x509.load_pem_x509_certificate(pem).serial_number


def served(address):
    """The serial number of the certificate that a new connection is shown."""
    host, port = address.split(":")
    pem = ssl.get_server_certificate((host, int(port)), timeout=10)
    return x509.load_pem_x509_certificate(pem.encode()).serial_number


class Reload(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.certificates = Certificates(directory.name)
        self.first = self.certificates.renew()
        files = ["--tls-cert", self.certificates.cert, "--tls-key", self.certificates.key]
        self.server = service.Server(*map(str, files), "--reload-interval", "100ms")
        self.counts, self.ended = collections.Counter(), threading.Event()

    def channel(self):
        credentials = grpc.ssl_channel_credentials(self.certificates.root)
        options = [("grpc.enable_retries", 0), ("grpc.use_local_subchannel_pool", 1)]
        return grpc.secure_channel(self.server.address, credentials, options)

    def count(self, kind, channel):
        try:
            answer = analysis_pb2_grpc.AnalysisServiceStub(channel).AnalyzeArticle(REQUEST, timeout=30)
            self.counts[kind if answer.sentences else "empty answers"] += 1
        except grpc.RpcError as error:
            self.counts[f"{error.code().name}: {error.details()}"] += 1

    def on_one_connection(self):
        """Calls until the end, and tells whether the connection ever broke."""
        states = []
        with self.channel() as channel:
            channel.subscribe(states.append)
            while not self.ended.is_set():
                self.count("calls on open connections", channel)
        after_ready = states[states.index(grpc.ChannelConnectivity.READY) + 1 :]
        broke = {*after_ready} - {grpc.ChannelConnectivity.READY, grpc.ChannelConnectivity.SHUTDOWN}
        self.counts["connections that broke"] += bool(broke)

    def on_new_connections(self):
        while not self.ended.is_set():
            with self.channel() as channel:
                self.count("calls on new connections", channel)

    def wait_for(self, serial):
        """Waits at most 30 s until a new connection is shown that certificate."""
        end = time.monotonic() + 30
        while served(self.server.address) != serial:
            self.assertLess(time.monotonic(), end, "the new certificate is not used")
            time.sleep(0.02)

    def test_no_call_fails_while_certificates_are_replaced(self):
        self.assertEqual(served(self.server.address), self.first)
        callers = [self.on_one_connection] * 3 + [self.on_new_connections]
        threads = [threading.Thread(target=caller) for caller in callers]
        for thread in threads:
            thread.start()
        for _ in range(ROTATIONS):
            before = sum(self.counts.values())
            self.wait_for(self.certificates.renew())
            while sum(self.counts.values()) < before + 20:
                time.sleep(0.01)
        self.ended.set()
        for thread in threads:
            thread.join()
        print(f"\n{ROTATIONS} certificates replaced: {dict(self.counts)}")
        self.assertEqual(self.counts.pop("connections that broke"), 0)
        self.assertEqual({*self.counts}, {"calls on open connections", "calls on new connections"})
        self.assertEqual(self.server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
