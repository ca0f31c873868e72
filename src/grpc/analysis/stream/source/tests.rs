//! What waits, for memory or for room, and what does not count as waiting.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::FutureExt;
use http_body_util::Full;
use tokio::time::timeout;
use tonic::Streaming;
use tonic::codec::Codec as _;

use super::Source;
use crate::grpc::call::Call;
use crate::grpc::codec::Codec;
use crate::grpc::codec::arrivals::Arrivals;
use crate::grpc::codec::frames::{Changes, Prepared};
use crate::grpc::desk::Desk;
use crate::grpc::limits::Limits;
use crate::grpc::pb;
use crate::grpc::pool::{Pool, Share, Taken};
use crate::grpc::status::Failure;
use crate::grpc::workers::Workers;
use crate::metrics::Metrics;

/// What comes on a stream of `messages`, with a kilobyte of memory for articles and `answers` for answers.
fn source(messages: &[&[u8]], workers: &Workers, answers: &Arc<Share>) -> Source {
    let framed = messages.iter().flat_map(|message| {
        let header = [0, 0, 0, 0, message.len() as u8];
        header.into_iter().chain(message.iter().copied())
    });
    let body = Full::new(framed.collect::<Bytes>());
    let decoder = Codec::<pb::StreamAnalyzeArticlesResponse, _>::default().decoder();
    let (limits, metrics) = (Limits::default(), Metrics::default());
    Source {
        requests: Streaming::new_request(decoder, body, None, None),
        changes: None,
        arrivals: None,
        desk: Desk::new(limits, workers.clone(), metrics, false),
        call: Call {
            answers: Some(Arc::clone(answers)),
            ..Call::default()
        },
    }
}

#[tokio::test]
async fn a_message_is_read_once_there_is_memory_for_it_and_for_its_answer() {
    let workers = Workers::new(1, 1 << 10);
    let answers = Arc::new(Share::nothing_of(&Arc::new(Pool::of_hoards(3000))));
    // That they are no messages is found out when they are read.
    let mut source = source(&[&[0xff; 20], &[0xff; 20]], &workers, &answers);
    let taken = Taken::nothing_of(&answers);
    assert!(taken.grow(3000));
    let mut next = source.next(0).boxed();
    assert!(
        (&mut next).now_or_never().is_none(),
        "no memory for its answer"
    );
    drop(taken);
    let first = next.await.expect("a message").expect("it is framed");
    let first = first.read(&workers).await;
    assert!(matches!(first.request, Err(Failure::Malformed { .. })));
    drop(first);

    let room = workers.memory().room(1 << 10).await;
    let second = source.next(1).await;
    let second = second.expect("a message").expect("it is framed");
    let Err(second) = second.read_now(&workers) else {
        panic!("there is no memory for it");
    };
    let mut read = second.read(&workers).boxed();
    assert!((&mut read).now_or_never().is_none(), "no memory for itself");
    drop(room);
    let second = read.await;
    assert!(matches!(second.request, Err(Failure::Malformed { .. })));
    drop(second);
    assert!(source.next(2).await.is_none(), "that is all");
}

/// The caller of a message that has no room yet has sent what the server takes.
#[tokio::test(start_paused = true)]
async fn a_stream_is_not_idle_while_the_server_holds_its_message_back() {
    const IDLE: Duration = Duration::from_secs(1);
    let pool = Arc::new(Pool::new(1 << 20));
    let arrivals = Arrivals::new(Arc::new(Share::nothing_of(&pool)));
    let others = Taken::nothing_of(&Arc::new(Share::nothing_of(&pool)));
    assert!(others.grow(1 << 20));
    let (changes, message) = (Changes::new(1 << 20), vec![0xff; 100 << 10]);
    let header = [&[0][..], &(message.len() as u32).to_be_bytes()].concat();
    let body = Full::new(Bytes::from([header, message].concat()));
    let body = Prepared::new(body, false, changes.clone(), Some(arrivals.clone()));
    let decoder = Codec::<pb::StreamAnalyzeArticlesResponse, _>::default().decoder();
    let limits = Limits {
        stream_idle: Some(IDLE),
        ..Limits::default()
    };
    let workers = Workers::new(1, 1 << 20);
    let mut source = Source {
        requests: Streaming::new_request(decoder, body, None, None),
        changes: Some(changes),
        arrivals: Some(arrivals),
        desk: Desk::new(limits, workers, Metrics::default(), false),
        call: Call::default(),
    };
    let mut next = source.next(0).boxed();
    assert!(timeout(10 * IDLE, &mut next).await.is_err());
    drop(others);
    let next = next.await.expect("a message");
    assert!(next.is_ok_and(|arrived| arrived.message.is_ok()));
}
