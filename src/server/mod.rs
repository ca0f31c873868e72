//! Floor 12: listening, admission, deadlines, health, reflection, and a bounded end.

mod accept;
mod activity;
mod admin;
mod admission;
mod answer;
mod auth;
mod body;
mod connection;
mod deadline;
mod follow;
mod gateway;
mod greeting;
mod health;
mod http1;
mod leftover;
mod outflow;
mod process;
mod protocol;
mod queue;
mod quota;
mod reflection;
mod request_id;
mod tally;
mod tls;
mod until_answered;
mod watched;

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use prometheus_client::registry::Registry;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet, spawn_blocking};
use tokio::time::{sleep, timeout};
use tonic::service::Routes;
use tracing::{info, warn};

use self::accept::accept;
use self::admin::Admin;
use self::auth::Auth;
use self::gateway::Gateway;
use self::health::Health;
use self::process::Process;
use self::queue::Queue;
use self::quota::Quotas;
use self::tls::Tls;
use crate::article::{Article, RawArticle};
use crate::config::Config;
use crate::engine::{Engine, Options};
use crate::grpc;
use crate::grpc::workers::Workers;
use crate::metrics::Metrics;

/// Where to listen.
pub struct Listeners {
    /// For gRPC.
    pub grpc: TcpListener,
    /// For metrics and health over plain HTTP, if that is wanted.
    pub admin: Option<TcpListener>,
}

impl From<TcpListener> for Listeners {
    fn from(grpc: TcpListener) -> Listeners {
        Listeners { grpc, admin: None }
    }
}

/// A server that can run: what its configuration says, and what the files say that are named there. They are read once,
/// before there is a port, and then followed: what changes in between is not missed.
pub struct Server {
    config: Config,
    tls: Option<Arc<Tls>>,
    auth: Option<Auth>,
    quotas: Option<Quotas>,
}

impl Server {
    /// Reads the files that `config` names; an error tells what cannot be used.
    pub fn new(config: Config) -> io::Result<Server> {
        let config = config.countable();
        Ok(Server {
            tls: config.tls.clone().map(Tls::new).transpose()?.map(Arc::new),
            auth: Auth::new(&config)?,
            quotas: Quotas::new(&config)?,
            config,
        })
    }

    /// What it was told.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Serves until `shutdown` is ready and what is in work is done, or the time for that is up.
    pub async fn run(
        self,
        listeners: impl Into<Listeners>,
        shutdown: impl Future<Output = ()>,
    ) -> io::Result<()> {
        let Listeners { grpc, admin } = listeners.into();
        let Server {
            config,
            tls,
            auth,
            quotas,
        } = self;
        let (health, metrics) = (Health::new(), Metrics::default());
        let _followed = follow_files(&tls, &auth, &quotas, config.reload_interval, &metrics);
        let (ready, told_ready) = watch::channel(false);
        let (drain, draining) = watch::channel(false);
        metrics.limit_connections(config.connections.max);
        let workers = Workers::new(config.workers, config.admission.bytes);
        let routes = routes(&config, &health, &metrics, &workers)?;
        let gateway = Arc::new(Gateway::new(
            routes,
            &config,
            (auth, quotas),
            metrics.clone(),
            draining.clone(),
        ));
        let _admin = admin.map(|listener| {
            let admin = Admin::new(registry(&metrics, &gateway, workers), told_ready);
            AbortOnDrop(tokio::spawn(admin.serve(listener)))
        });
        spawn_blocking(warm_up).await?;
        health.set_serving(true).await;
        ready.send_replace(true);

        let mut connections = JoinSet::new();
        tokio::select! {
            () = accept(&grpc, &config.connections, tls, &gateway, &draining, &mut connections) => {}
            () = not_serving(shutdown, &health, &ready, config.shutdown.delay) => {}
        }
        drop(grpc);
        drain.send_replace(true);
        drained(connections, config.shutdown.drain).await;
        Ok(())
    }
}

/// Waits for `shutdown`, says that the server is not ready any more, and leaves callers `delay` to find that out.
async fn not_serving(
    shutdown: impl Future<Output = ()>,
    health: &Health,
    ready: &watch::Sender<bool>,
    delay: Duration,
) {
    shutdown.await;
    info!("shutting down: health says NOT_SERVING");
    health.set_serving(false).await;
    ready.send_replace(false);
    sleep(delay).await;
}

/// Reads the files of certificates, tokens and quotas again when they change, until what it gives is dropped.
fn follow_files(
    tls: &Option<Arc<Tls>>,
    auth: &Option<Auth>,
    quotas: &Option<Quotas>,
    interval: Duration,
    metrics: &Metrics,
) -> Vec<AbortOnDrop> {
    let tls = tls.iter().cloned();
    let tls_files = tls.map(|tls| tokio::spawn(tls.follow_files(interval, metrics.clone())));
    let auth_files = auth.iter().flat_map(|auth| auth.follow_files(interval));
    let quotas = quotas.iter();
    let quota_files = quotas.flat_map(|quotas| quotas.follow_file(interval));
    let files = tls_files.chain(auth_files).chain(quota_files);
    files.map(AbortOnDrop).collect()
}

/// Waits for the calls in work, for no longer than `time`.
async fn drained(mut connections: JoinSet<()>, time: Duration) {
    info!(
        connections = connections.len(),
        "accepting no more connections; waiting for calls in work"
    );
    let done = async { while connections.join_next().await.is_some() {} };
    if timeout(time, done).await.is_err() {
        warn!(
            connections = connections.len(),
            "calls were still in work when the time to drain was up"
        );
    }
}

fn routes(
    config: &Config,
    health: &Health,
    metrics: &Metrics,
    workers: &Workers,
) -> io::Result<Routes> {
    let routes = health.add_to(grpc::routes(
        config.limits.clone(),
        workers.clone(),
        metrics.clone(),
        config.log_article_text,
    ));
    match config.reflection {
        true => reflection::add_to(routes).map_err(io::Error::other),
        false => Ok(routes),
    }
}

fn registry(metrics: &Metrics, gateway: &Gateway, workers: Workers) -> Registry {
    let mut registry = Registry::default();
    metrics.register(&mut registry);
    registry.register_collector(Box::new(gateway.gate()));
    registry.register_collector(Box::new(Queue(workers)));
    registry.register_collector(Box::new(Process::new()));
    registry
}

/// A task that ends with whoever holds this.
struct AbortOnDrop(JoinHandle<()>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Loads what the engine loads on first use, so that the first caller need not wait for it.
fn warm_up() {
    let raw = RawArticle {
        title: "Ready",
        text: "The server reads this before it says that it is ready. The first caller need not wait.",
        ..RawArticle::default()
    };
    if let Ok(article) = Article::parse(raw, &Default::default()) {
        Engine::new().digest(&article, &Options::default());
    }
}
