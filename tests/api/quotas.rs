//! Quotas: what one caller may ask for, whatever others do.

use std::num::NonZeroU32;
use std::time::Duration;

use nutgraf::config::{Config, Quota};
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::analysis_service_client::AnalysisServiceClient;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;
use tonic::metadata::MetadataValue;
use tonic::transport::Channel;
use tonic::{Code, Request, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_types::StatusExt;

use crate::file::File;
use crate::harness::{STORY, Server, analyze, reason, streamed};

/// Two callers, and `printf %s TOKEN | sha256sum` of each one's token.
const CALLERS: &str = "\
one 9dca666eb54730714630d1519264a7bf1eeaad00b8f2edc90d3ecbfad928d163\n\
two 481fd32833966be5ea069e1ee38aab255d779d5510123c244d08de4194bbbee6\n";
const ONE: &str = "Bearer correct-horse";
const TWO: &str = "Bearer battery-staple";

/// Long enough for anything that happens at all.
const PATIENCE: Duration = Duration::from_secs(20);

async fn server(quota: Quota) -> (Server, File) {
    let file = File::new(CALLERS);
    let config = Config {
        auth_tokens: file.setting(),
        quota,
        ..Config::default()
    };
    (Server::with(config).await, file)
}

fn by<T>(token: &'static str, message: T) -> Request<T> {
    let mut request = Request::new(message);
    let token = MetadataValue::from_static(token);
    request.metadata_mut().insert("authorization", token);
    request
}

async fn analyzed(
    client: &mut AnalysisServiceClient<Channel>,
    token: &'static str,
) -> Result<(), Status> {
    let answer = client.analyze_article(by(token, analyze(STORY))).await;
    answer.map(|_| ())
}

/// When to try again, after checking that it was the quota.
fn retry_after(status: &Status) -> Duration {
    assert_eq!(status.code(), Code::ResourceExhausted, "{status:?}");
    assert_eq!(reason(status), "OVER_QUOTA");
    let info = status.get_details_retry_info().expect("RetryInfo");
    let delay = info.retry_delay.expect("a delay");
    let pushback = status.metadata().get("grpc-retry-pushback-ms");
    let pushback = pushback.expect("for gRPC's own retries").to_str();
    let pushback: u128 = pushback.expect("ASCII").parse().expect("a number");
    assert_eq!(pushback, delay.as_millis() + 1);
    delay
}

fn articles(rate: u32, burst: u32) -> Quota {
    Quota {
        rate: NonZeroU32::new(rate),
        burst: NonZeroU32::new(burst),
        calls: None,
    }
}

#[tokio::test]
async fn a_caller_over_its_rate_is_told_when_to_come_back_and_others_are_not_held_up() {
    let (server, _file) = server(articles(1, 3)).await;
    let mut client = server.analyses().await;
    let mut refused = None;
    for _ in 0..20 {
        match analyzed(&mut client, ONE).await {
            Ok(()) => {}
            Err(status) => refused = Some(status),
        }
    }
    let delay = retry_after(&refused.expect("20 calls at once are over 1 a second"));
    assert!(
        delay > Duration::ZERO && delay <= Duration::from_secs(1),
        "{delay:?}"
    );
    let other = analyzed(&mut client, TWO).await;
    other.expect("the quota of another caller is its own, on the same connection too");
    let again = async {
        while analyzed(&mut client, ONE).await.is_err() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    timeout(PATIENCE, again).await.expect("time pays");
    let mut health = server.health().await;
    for _ in 0..20 {
        let answer = health.check(HealthCheckRequest::default()).await;
        answer.expect("health has no quota");
    }
}

#[tokio::test]
async fn calls_without_articles_cost_nothing_and_all_others_do() {
    let (server, _file) = server(articles(1, 1)).await;
    let mut engine = server.engine().await;
    for _ in 0..20 {
        let request = by(ONE, pb::GetEngineInfoRequest::default());
        let answer = engine.get_engine_info(request).await;
        answer.expect("it has no article");
    }
    let (mut summaries, mut tags) = (server.summaries().await, server.tags().await);
    let over = async {
        let summary = || pb::SummarizeArticleRequest::default();
        while summaries
            .summarize_article(by(ONE, summary()))
            .await
            .is_err_and(|status| reason(&status) != "OVER_QUOTA")
        {}
        let tagged = || pb::TagArticleRequest::default();
        while tags
            .tag_article(by(TWO, tagged()))
            .await
            .is_err_and(|status| reason(&status) != "OVER_QUOTA")
        {}
    };
    timeout(PATIENCE, over).await.expect("both are charged");
}

#[tokio::test]
async fn every_article_of_a_batch_counts() {
    let (server, _file) = server(articles(1, 3)).await;
    let mut client = server.analyses().await;
    let batch = pb::BatchAnalyzeArticlesRequest {
        requests: vec![analyze(STORY); 40],
    };
    let results = client.batch_analyze_articles(by(ONE, batch)).await;
    assert_eq!(
        results
            .expect("a debt is allowed")
            .into_inner()
            .results
            .len(),
        40
    );
    let delay = retry_after(
        &analyzed(&mut client, ONE)
            .await
            .expect_err("the debt is there"),
    );
    assert!(
        delay > Duration::from_secs(20),
        "{delay:?} for 40 articles at 1 a second"
    );
}

#[tokio::test]
async fn a_stream_is_read_no_faster_than_its_callers_rate() {
    let (server, _file) = server(articles(20, 1)).await;
    let mut client = server.analyses().await;
    let articles = tokio_stream::iter((0..12).map(|_| streamed(analyze(STORY))));
    let begin = std::time::Instant::now();
    let answers = client.stream_analyze_articles(by(ONE, articles)).await;
    let mut answers = answers.expect("a stream").into_inner();
    let mut count = 0;
    while answers.message().await.expect("no error").is_some() {
        count += 1;
    }
    assert_eq!(count, 12, "a stream waits and loses nothing");
    let least = Duration::from_millis(500);
    assert!(
        begin.elapsed() >= least,
        "12 articles at 20 a second took {:?}",
        begin.elapsed()
    );
}

#[tokio::test]
async fn calls_in_work_are_bounded_for_each_caller_and_given_back() {
    let quota = Quota {
        calls: NonZeroU32::new(1),
        ..Quota::default()
    };
    let (server, _file) = server(quota).await;
    let mut client = server.analyses().await;
    let (hold, held) = mpsc::channel(1);
    let open = client
        .stream_analyze_articles(by(ONE, ReceiverStream::new(held)))
        .await;
    let mut open = open.expect("the first call").into_inner();
    retry_after(
        &analyzed(&mut client, ONE)
            .await
            .expect_err("one call is in work"),
    );
    analyzed(&mut client, TWO).await.expect("another caller");
    drop(hold);
    assert!(open.message().await.expect("no error").is_none());
    let again = async {
        while analyzed(&mut client, ONE).await.is_err() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(PATIENCE, again)
        .await
        .expect("the place is given back");
}

#[tokio::test]
async fn a_caller_with_a_quota_of_its_own_has_that_and_all_others_have_the_general_one() {
    let callers = File::new(CALLERS);
    let overrides = File::new("[two]\nrate = \"none\"\n");
    let config = Config {
        auth_tokens: callers.setting(),
        quota: articles(1, 2),
        quota_overrides: overrides.setting(),
        reload_interval: Duration::from_millis(20),
        ..Config::default()
    };
    let server = Server::with(config).await;
    let mut client = server.analyses().await;
    for _ in 0..20 {
        let answer = analyzed(&mut client, TWO).await;
        answer.expect("its bound is lifted");
    }
    let general = async { while analyzed(&mut client, ONE).await.is_ok() {} };
    let general = timeout(PATIENCE, general).await;
    general.expect("the other caller has the general quota");

    overrides.write("[two]\nrate = 1\nburst = 1\n");
    let changed = async {
        loop {
            if let Err(status) = analyzed(&mut client, TWO).await {
                return retry_after(&status);
            }
        }
    };
    let changed = timeout(PATIENCE, changed).await;
    changed.expect("the file is read again");

    overrides.write("[two]\nrate = many\n");
    let again = async { while analyzed(&mut client, TWO).await.is_err() {} };
    let again = timeout(PATIENCE, again).await;
    again.expect("a file that cannot be used changes nothing");
    let bounded = async { while analyzed(&mut client, TWO).await.is_ok() {} };
    let bounded = timeout(PATIENCE, bounded).await;
    bounded.expect("the quota from before holds");
}
