//! A batch: all articles at hand, all idle cores on them.

use std::iter;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::future::try_join_all;

use crate::grpc::call::Call;
use crate::grpc::desk::Desk;
use crate::grpc::pb;
use crate::grpc::status::Failure;
use crate::grpc::violations::Violations;
use crate::grpc::workers::with;
use crate::interrupt::{Interrupt, RaiseOnDrop};

/// What the workers of one batch share.
struct Batch {
    desk: Desk,
    requests: Vec<pb::AnalyzeArticleRequest>,
    next: AtomicUsize,
    call: Call,
    interrupt: Interrupt,
}

/// Analyzes `requests`; results come in their order. Waits for one worker and takes those
/// that are free besides.
pub(super) async fn analyze(
    desk: &Desk,
    requests: Vec<pb::AnalyzeArticleRequest>,
    call: Call,
) -> Result<Vec<pb::ArticleResult>, Failure> {
    check(&requests, desk.limits.batch_requests)?;
    // The call itself has paid for one. What is owed now delays the caller's next call.
    call.charge(requests.len().saturating_sub(1));
    let interrupt = call.interrupt();
    let _caller_waits = RaiseOnDrop(interrupt.clone());
    let _turn = desk.workers.turn(&call.turns).await;
    let count = requests.len();
    let batch = Batch {
        desk: desk.clone(),
        requests,
        next: AtomicUsize::new(0),
        call,
        interrupt,
    };
    let batch = Arc::new(batch);
    let first = desk.workers.worker().await?;
    let others = iter::from_fn(|| desk.workers.free_worker());
    let workers = iter::once(first).chain(others).take(count);
    let shares = workers.map(|worker| {
        let batch = Arc::clone(&batch);
        async { with(worker, move || batch.work()).await.flatten() }
    });
    let mut results: Vec<_> = try_join_all(shares).await?.into_iter().flatten().collect();
    results.sort_unstable_by_key(|result| result.index);
    Ok(results)
}

fn check(requests: &[pb::AnalyzeArticleRequest], limit: usize) -> Result<(), Failure> {
    let mut violations = Violations::under("");
    violations.check_count("requests", requests.len(), limit);
    if requests.is_empty() {
        violations.add("requests", "REQUIRED", "the batch is empty");
    }
    if violations.total() == 0 {
        Ok(())
    } else {
        Err(Failure::Invalid(violations))
    }
}

impl Batch {
    /// Takes one article after the other until none is left; gives the results of those it took, unless the call
    /// is given up.
    fn work(&self) -> Result<Vec<pb::ArticleResult>, Failure> {
        let mut results = Vec::new();
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(request) = self.requests.get(index) else {
                return Ok(results);
            };
            let (prefix, interrupt) = (format!("requests[{index}]."), &self.interrupt);
            let result = self
                .desk
                .result(index, request, &prefix, &self.call, interrupt);
            results.push(result?);
        }
    }
}
