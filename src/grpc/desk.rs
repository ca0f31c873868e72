//! What the services share: they take a request to the engine and its digest back.

use std::any::Any;
use std::sync::Arc;
use std::time::Instant;

use tonic::{Response, Status};
use tracing::info;

use super::call::Call;
use super::convert::request::{self, Job};
use super::convert::response;
use super::limits::Limits;
use super::panics::{caught, told};
use super::pb;
use super::pb::article_result::Outcome;
use super::status::Failure;
use super::workers::Workers;
use crate::engine::Engine;
use crate::interrupt::{Interrupt, RaiseOnDrop};
use crate::metrics::Metrics;

/// The engine, the limits in force, and the workers. Clones share them.
#[derive(Clone, Debug)]
pub struct Desk {
    engine: Arc<Engine>,
    pub(super) limits: Arc<Limits>,
    pub(super) workers: Workers,
    metrics: Metrics,
    log_texts: bool,
}

impl Desk {
    /// A desk with the built-in engine. With `log_texts` the log has what articles say.
    pub fn new(limits: Limits, workers: Workers, metrics: Metrics, log_texts: bool) -> Desk {
        Desk {
            engine: Arc::new(Engine::new()),
            limits: Arc::new(limits),
            workers,
            metrics,
            log_texts,
        }
    }

    /// The digest of a checked request, as it goes over the wire.
    pub fn answer(
        &self,
        job: &Job,
        interrupt: &Interrupt,
    ) -> Result<pb::AnalyzeArticleResponse, Failure> {
        if self.log_texts {
            info!(
                title = job.article.title(),
                text = job.article.text(),
                "article"
            );
        }
        let begin = Instant::now();
        let mut last = begin;
        let done = |stage| {
            let now = Instant::now();
            self.metrics.stage_done(stage, now - last);
            last = now;
        };
        let (article, options) = (&job.article, &job.options);
        match self.engine.digest_unless(interrupt, article, options, done) {
            Ok(digest) => {
                let method = job
                    .options
                    .summary
                    .as_ref()
                    .map(|options| options.method.name());
                let (language, bytes) = (digest.language.language.code(), job.article.text().len());
                self.metrics
                    .digested(language, method, bytes, begin.elapsed());
                Ok(response::analysis(&job.article, digest, job.encoding))
            }
            Err(_) => Err(given_up(interrupt)),
        }
    }

    /// What becomes of one article of a batch or a stream. A panic spoils no other article. Fails if all of the
    /// call is given up.
    pub fn result(
        &self,
        index: usize,
        message: &pb::AnalyzeArticleRequest,
        prefix: &str,
        call: &Call,
        interrupt: &Interrupt,
    ) -> Result<pb::ArticleResult, Failure> {
        let analyze = || {
            // A vocabulary takes long to read.
            interrupt.check().map_err(|_| given_up(interrupt))?;
            let job = request::analyze(message, &self.limits, prefix).map_err(Failure::Invalid)?;
            self.answer(&job, interrupt)
        };
        let place = format!("article {index}");
        let outcome = match caught(&self.metrics, &place, &call.request_id, analyze) {
            Ok(analysis) => Outcome::Analysis(analysis),
            Err(given_up @ (Failure::DeadlineExceeded | Failure::Cancelled)) => {
                return Err(given_up);
            }
            Err(failure) => self.error(failure),
        };
        Ok(pb::ArticleResult {
            index: Some(place_of(index)),
            article_id: echoed_id(message, &self.limits),
            outcome: Some(outcome),
        })
    }

    /// What becomes of an article of a stream that cannot be read.
    pub fn unread(&self, index: usize, failure: Failure) -> pb::ArticleResult {
        pb::ArticleResult {
            index: Some(place_of(index)),
            article_id: String::new(),
            outcome: Some(self.error(failure)),
        }
    }

    /// The result of an article that has none, which the metrics count.
    pub fn error(&self, failure: Failure) -> Outcome {
        self.metrics.article_failed(failure.reason());
        Outcome::Error(failure.into())
    }

    /// The failure of a stream that panicked, outside of what becomes of one article.
    pub fn panicked(&self, panic: &(dyn Any + Send), call: &Call) -> Failure {
        told(panic, &self.metrics, "a stream", &call.request_id)
    }

    /// Runs `work`, which is as much as a text of so many `bytes` is, for a call with one answer; gives up
    /// when the caller does.
    pub async fn unary<T, W>(
        &self,
        call: Call,
        bytes: usize,
        work: W,
    ) -> Result<Response<T>, Status>
    where
        T: Send + 'static,
        W: FnOnce(&Desk, &Interrupt) -> Result<T, Failure> + Send + 'static,
    {
        let (desk, interrupt) = (self.clone(), call.interrupt());
        let _caller_waits = RaiseOnDrop(interrupt.clone());
        let _turn = self.workers.turn(&call.turns).await;
        let answer = self
            .workers
            .run(bytes, move || {
                // Options take long to read if they have a vocabulary.
                interrupt.check().map_err(|_| given_up(&interrupt))?;
                work(&desk, &interrupt)
            })
            .await;
        Ok(Response::new(answer.flatten()?))
    }
}

/// The number of an article in its stream; starts from 0 again after the largest one that a result can hold.
fn place_of(index: usize) -> i32 {
    (index & i32::MAX as usize) as i32
}

/// Why work was given up on.
fn given_up(interrupt: &Interrupt) -> Failure {
    match interrupt.is_late() {
        true => Failure::DeadlineExceeded,
        false => Failure::Cancelled,
    }
}

/// The caller's id, unless it is over the limit.
fn echoed_id(message: &pb::AnalyzeArticleRequest, limits: &Limits) -> String {
    let id = message.article.as_ref().map_or("", |article| &article.id);
    if id.len() <= limits.article.id_bytes {
        id.to_owned()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use tonic::Code;

    use super::Desk;
    use crate::grpc::call::Call;
    use crate::grpc::limits::Limits;
    use crate::grpc::pb;
    use crate::grpc::pb::article_result::Outcome;
    use crate::grpc::workers::Workers;
    use crate::interrupt::Interrupt;
    use crate::metrics::Metrics;

    #[test]
    fn a_request_that_nobody_waits_for_is_not_even_read() {
        let desk = Desk::new(
            Limits::default(),
            Workers::new(1, 0),
            Metrics::default(),
            false,
        );
        let without_article = pb::AnalyzeArticleRequest::default();
        let code_of = |interrupt: &Interrupt| {
            let result = desk.result(0, &without_article, "", &Call::default(), interrupt);
            match result.map(|result| result.outcome) {
                Ok(Some(Outcome::Error(error))) => Ok(error.code),
                Ok(other) => panic!("expected an error, got {other:?}"),
                Err(failure) => Err(failure.reason()),
            }
        };
        let interrupt = Interrupt::at(None);
        assert_eq!(code_of(&interrupt), Ok(Code::InvalidArgument as i32));
        interrupt.raise();
        assert_eq!(code_of(&interrupt), Err("CANCELLED"));
    }
}
