//! Health, overload, reflection, and how the server ends.

use std::time::Duration;

use nutgraf::config::{Admission, Config, Shutdown};
use nutgraf::grpc::{SERVICES, pb};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_reflection::pb::v1::ServerReflectionRequest;
use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
use tonic_types::StatusExt;

use crate::harness::{STORY, Server, analyze, reason, streamed};

fn asking(service: &str) -> HealthCheckRequest {
    HealthCheckRequest {
        service: service.to_owned(),
    }
}

/// Long enough for anything that happens at all.
const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test]
async fn every_service_and_the_whole_are_serving() {
    let server = Server::start().await;
    let mut health = server.health().await;
    for service in SERVICES.iter().chain(&[""]) {
        let answer = health.check(asking(service)).await.unwrap().into_inner();
        assert_eq!(answer.status(), ServingStatus::Serving, "{service:?}");
    }
    let unknown = health.check(asking("nope")).await.unwrap_err();
    assert_eq!(unknown.code(), Code::NotFound);
    assert_eq!(reason(&unknown), "UNKNOWN_SERVICE");
}

/// As the health protocol has it: a client that gets an error instead asks again and again.
#[tokio::test]
async fn a_watch_of_no_service_is_told_so_and_goes_on() {
    let mut server = Server::start().await;
    let watch = server.health().await.watch(asking("nope")).await;
    let mut watch = watch.expect("a watch").into_inner();
    let first = watch.message().await.expect("no error").expect("a message");
    assert_eq!(first.status(), ServingStatus::ServiceUnknown);
    let quiet = timeout(Duration::from_millis(100), watch.message()).await;
    assert!(quiet.is_err(), "{quiet:?}");
    server.stop();
    let ended = timeout(PATIENCE, watch.message()).await.expect("its end");
    assert_eq!(ended.unwrap_err().code(), Code::Unavailable);
}

#[tokio::test]
async fn a_draining_server_says_so_finishes_its_streams_and_takes_no_new_connection() {
    let shutdown = Shutdown {
        delay: Duration::from_millis(300),
        drain: PATIENCE,
    };
    let mut server = Server::with(Config {
        shutdown,
        ..Config::default()
    })
    .await;
    let mut watch = server
        .health()
        .await
        .watch(asking(""))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        watch.message().await.unwrap().unwrap().status(),
        ServingStatus::Serving
    );
    let (sender, receiver) = mpsc::channel(1);
    let mut client = server.analyses().await;
    let answers = client
        .stream_analyze_articles(ReceiverStream::new(receiver))
        .await;
    let mut answers = answers.unwrap().into_inner();

    server.stop();
    let told = timeout(PATIENCE, watch.message())
        .await
        .expect("watchers are told");
    assert_eq!(told.unwrap().unwrap().status(), ServingStatus::NotServing);
    client
        .clone()
        .analyze_article(analyze(STORY))
        .await
        .expect("calls are answered meanwhile");
    let ended = timeout(PATIENCE, watch.message())
        .await
        .expect("a watch does not hold up the end");
    assert_eq!(ended.unwrap_err().code(), Code::Unavailable);

    sender.send(streamed(analyze(STORY))).await.unwrap();
    let answer = timeout(PATIENCE, answers.message())
        .await
        .expect("an open stream goes on");
    assert!(answer.unwrap().is_some());
    let address = server.address;
    drop(sender);
    assert!(answers.message().await.unwrap().is_none());
    timeout(PATIENCE, server.stopped())
        .await
        .expect("nothing is left to wait for");
    tokio::net::TcpStream::connect(address)
        .await
        .expect_err("nobody listens any more");
}

#[tokio::test]
async fn a_reflection_stream_does_not_hold_up_the_end() {
    let server = Server::start().await;
    let mut client = ServerReflectionClient::new(server.channel().await);
    let question = ServerReflectionRequest {
        message_request: Some(MessageRequest::ListServices(String::new())),
        ..Default::default()
    };
    let open = tokio_stream::once(question).chain(tokio_stream::pending());
    let answers = client.server_reflection_info(open).await;
    let mut answers = answers.expect("a stream").into_inner();
    answers
        .message()
        .await
        .expect("no error")
        .expect("the list");
    timeout(PATIENCE / 2, server.stopped())
        .await
        .expect("nobody is waited for who asks about the API");
    assert_eq!(
        answers.message().await.unwrap_err().code(),
        Code::Unavailable
    );
}

#[tokio::test]
async fn the_time_to_drain_is_bounded() {
    let shutdown = Shutdown {
        delay: Duration::ZERO,
        drain: Duration::from_millis(100),
    };
    let server = Server::with(Config {
        shutdown,
        ..Config::default()
    })
    .await;
    let mut client = server.analyses().await;
    let never = tokio_stream::pending();
    let _open = client.stream_analyze_articles(never).await.unwrap();
    timeout(PATIENCE, server.stopped())
        .await
        .expect("an open stream holds it up no longer");
}

#[tokio::test]
async fn an_open_stream_ends_with_a_status_after_all_that_was_read() {
    let shutdown = Shutdown {
        delay: Duration::ZERO,
        drain: Duration::from_secs(4),
    };
    let mut server = Server::with(Config {
        shutdown,
        ..Config::default()
    })
    .await;
    let mut client = server.analyses().await;
    let (sender, articles) = mpsc::channel(8);
    let answers = client.stream_analyze_articles(ReceiverStream::new(articles));
    let mut answers = answers.await.expect("a stream").into_inner();
    let send = || sender.send(streamed(analyze(STORY)));
    send().await.expect("it is open");
    let first = answers.message().await.expect("no error");
    assert!(first.is_some(), "the stream is in work");
    server.stop();
    for _ in 0..3 {
        send().await.expect("it is open");
    }
    for number in 1..4 {
        let answer = answers.message().await.expect("what was read is answered");
        let result = answer.and_then(|answer| answer.result);
        assert_eq!(result.and_then(|result| result.index), Some(number));
    }
    let end = answers.message().await.expect_err("the server stops");
    assert_eq!(end.code(), Code::Unavailable, "{end:?}");
    assert_eq!(reason(&end), "SHUTTING_DOWN");
    timeout(PATIENCE, server.stopped())
        .await
        .expect("nothing holds it up");
}

/// Nothing of it has begun, so that it may as well begin elsewhere, and at once.
#[tokio::test]
async fn a_stream_that_waits_for_its_turn_is_sent_elsewhere_when_the_server_stops() {
    let shutdown = Shutdown {
        delay: Duration::ZERO,
        drain: Duration::from_secs(4),
    };
    let admission = Admission {
        streams: 1,
        ..Admission::default()
    };
    let mut server = Server::with(Config {
        shutdown,
        admission,
        ..Config::default()
    })
    .await;
    let never = tokio_stream::pending();
    let open = server.analyses().await.stream_analyze_articles(never).await;
    let mut open = open.expect("a stream").into_inner();
    let mut client = server.analyses().await;
    let waiting = tokio::spawn(async move {
        let articles = tokio_stream::pending();
        client.stream_analyze_articles(articles).await
    });
    sleep(Duration::from_millis(200)).await;
    assert!(!waiting.is_finished(), "there is one place only");
    server.stop();
    let refused = timeout(PATIENCE, waiting).await.expect("it waits no more");
    let refused = refused.expect("no panic").expect_err("it did not begin");
    assert_eq!(refused.code(), Code::Unavailable, "{refused:?}");
    assert_eq!(reason(&refused), "SHUTTING_DOWN");
    let end = open.message().await.expect_err("the server stops");
    assert_eq!(reason(&end), "SHUTTING_DOWN");
}

#[tokio::test]
async fn over_the_gate_unary_calls_are_refused_with_a_time_to_retry_and_health_is_not() {
    let admission = Admission {
        bytes: 1000,
        ..Admission::default()
    };
    let server = Server::with(Config {
        admission,
        ..Config::default()
    })
    .await;
    let mut client = server.analyses().await;
    let large = analyze(&STORY.repeat(200));
    let status = client.analyze_article(large).await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);
    assert_eq!(reason(&status), "OVERLOADED");
    let retry = status
        .get_details_retry_info()
        .expect("RetryInfo")
        .retry_delay;
    assert!(retry.is_some_and(|delay| delay > Duration::ZERO));
    let pushback = status.metadata().get("grpc-retry-pushback-ms");
    let pushback: u128 = pushback.unwrap().to_str().unwrap().parse().unwrap();
    assert_eq!(Some(pushback), retry.map(|delay| delay.as_millis()));
    client
        .analyze_article(analyze("Small enough."))
        .await
        .expect("what was held is given back");
    server
        .health()
        .await
        .check(asking(""))
        .await
        .expect("health is let through");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_over_the_gate_wait_for_their_turn() {
    let admission = Admission {
        streams: 2,
        ..Admission::default()
    };
    let server = Server::with(Config {
        admission,
        ..Config::default()
    })
    .await;
    let mut client = server.analyses().await;
    let (hold, held) = mpsc::channel(1);
    let mut first = client
        .stream_analyze_articles(ReceiverStream::new(held))
        .await
        .unwrap()
        .into_inner();
    let mut waiting_client = client.clone();
    let waiting = tokio::spawn(async move {
        crate::streams::analyze_all(&mut waiting_client, vec![analyze(STORY)]).await
    });
    sleep(Duration::from_millis(200)).await;
    assert!(
        !waiting.is_finished(),
        "one connection gets half of the two places"
    );
    crate::streams::analyze_all(&mut server.analyses().await, vec![analyze(STORY)]).await;
    drop(hold);
    assert!(first.message().await.unwrap().is_none());
    let results = timeout(PATIENCE, waiting)
        .await
        .expect("its turn comes")
        .unwrap();
    assert_eq!(results.len(), 1);
}

#[tokio::test]
async fn reflection_of_both_versions_knows_the_error_details_and_can_be_switched_off() {
    use crate::raw::{framed, post};
    let paths = [
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
        "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
    ];
    // ServerReflectionRequest { file_containing_symbol: "google.rpc.BadRequest" }
    let symbol = b"google.rpc.BadRequest";
    let mut request = vec![0x22, symbol.len() as u8];
    request.extend(symbol);
    let server = Server::start().await;
    let silent = Server::with(Config {
        reflection: false,
        ..Config::default()
    })
    .await;
    for path in paths {
        let reply = post(server.address, path, &[], framed(0, &request)).await;
        assert_eq!(
            reply.field("grpc-status"),
            "0",
            "{path}: {:?}",
            reply.status()
        );
        let refused = post(silent.address, path, &[], framed(0, &request)).await;
        assert_eq!(refused.status().code(), Code::Unimplemented, "{path}");
    }
}

/// Those of the command line are bounded; who serves from a program of their own may set any.
#[tokio::test]
async fn no_time_of_a_configuration_is_too_long_to_be_reckoned_with() {
    let mut config = Config {
        max_deadline: Duration::MAX,
        reload_interval: Duration::MAX,
        ..Config::default()
    };
    config.limits.stream_idle = Some(Duration::MAX);
    config.admission.unread = Duration::MAX;
    config.shutdown.drain = Duration::MAX;
    let held = &mut config.connections;
    (held.keepalive, held.keepalive_timeout) = (Duration::MAX, Duration::MAX);
    (held.handshake, held.max_idle) = (Duration::MAX, Some(Duration::MAX));
    (held.max_age, held.max_age_grace) = (Some(Duration::MAX), Some(Duration::MAX));
    let (server, admin) = Server::with_admin(config).await;
    let mut client = server.analyses().await;
    let large = pb::AnalyzeArticleRequest {
        summary: Some(pb::SummaryOptions {
            all_sentences: true,
            ..Default::default()
        }),
        ..analyze(&STORY.repeat(40))
    };
    let results = crate::streams::analyze_all(&mut client, vec![large.clone(); 3]).await;
    assert_eq!(results.len(), 3);
    client.analyze_article(large).await.expect("an answer");
    drop(client);
    crate::admin::wait_for(admin, "nutgraf_panics_total 0").await;
    timeout(PATIENCE, server.stopped())
        .await
        .expect("nothing is left to wait for");
}
