//! Floor 8: listening, admission, deadlines, health, reflection, and a bounded end.

mod admission;
mod body;
mod connection;
mod content_type;
mod deadline;
mod gateway;
mod health;
mod reflection;
mod request_id;

use std::future::Future;
use std::io;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::{JoinSet, spawn_blocking};
use tokio::time::{sleep, timeout};
use tracing::{info, warn};

use self::connection::Connection;
use self::gateway::Gateway;
use self::health::Health;
use crate::article::{Article, RawArticle};
use crate::config::{Config, Connections};
use crate::engine::{Engine, Options};
use crate::grpc::{self, workers::Workers};

/// Serves on `listener` until `shutdown` is ready and what is in work is done, or the time for that
/// is up.
pub async fn run(
    listener: TcpListener,
    config: Config,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let health = Health::new();
    let mut routes = grpc::routes(config.limits.clone(), Workers::new(config.workers));
    routes = health.add_to(routes);
    if config.reflection {
        routes = reflection::add_to(routes).map_err(io::Error::other)?;
    }
    let (drain, draining) = watch::channel(false);
    let gateway = Arc::new(Gateway::new(routes, &config, draining.clone()));
    spawn_blocking(warm_up).await?;
    health.set_serving(true).await;

    let mut connections = JoinSet::new();
    let stop = async {
        shutdown.await;
        info!("shutting down: health says NOT_SERVING");
        health.set_serving(false).await;
        sleep(config.shutdown.delay).await;
    };
    tokio::select! {
        () = accept(&listener, &config.connections, &gateway, &draining, &mut connections) => {}
        () = stop => {}
    }
    drop(listener);
    drain.send_replace(true);
    let left = connections.len();
    info!(
        connections = left,
        "accepting no more connections; waiting for calls in work"
    );
    let done = async { while connections.join_next().await.is_some() {} };
    if timeout(config.shutdown.drain, done).await.is_err() {
        warn!(
            connections = connections.len(),
            "calls were still in work when the time to drain was up"
        );
    }
    Ok(())
}

/// Accepts connections for ever, no more at once than the configuration allows.
async fn accept(
    listener: &TcpListener,
    config: &Connections,
    gateway: &Arc<Gateway>,
    draining: &watch::Receiver<bool>,
    connections: &mut JoinSet<()>,
) {
    let places = Arc::new(Semaphore::new(config.max));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        match listener.accept().await {
            Ok((stream, peer)) => {
                let connection =
                    Connection::new(Arc::clone(gateway), config.clone(), draining.clone());
                connections.spawn(async move {
                    connection.serve(stream, peer).await;
                    drop(place);
                });
            }
            Err(error) => connection::pause_after(error).await,
        }
        while connections.try_join_next().is_some() {}
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
