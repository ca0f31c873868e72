//! Files that may change while the server runs.

use std::io;
use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::sleep;

/// Reads again and again, for ever, and calls `changed` when what is read is not what was `seen`.
/// What cannot be read is taken for unchanged: it may be in the middle of being replaced.
pub async fn follow<T>(
    interval: Duration,
    mut seen: Option<T>,
    read: impl Fn() -> io::Result<T> + Clone + Send + 'static,
    changed: impl Fn(&T),
) where
    T: PartialEq + Send + 'static,
{
    loop {
        sleep(interval).await;
        let Ok(Ok(now)) = spawn_blocking(read.clone()).await else {
            continue;
        };
        if seen.as_ref() != Some(&now) {
            changed(&now);
            seen = Some(now);
        }
    }
}
