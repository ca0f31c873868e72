//! Files that may change while the server runs.

use std::fmt::Display;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::sleep;
use tracing::error;

/// Looks in a row at a file that cannot be read, after which the log has that.
const MISSED: u64 = 2;

/// How long a file has to stay the same before what it says counts.
const SETTLED: Duration = Duration::from_secs(1);

/// What a text file says, as it was when it could be used last.
pub struct Followed<T> {
    setting: &'static str,
    file: PathBuf,
    parse: Parse<T>,
    /// What the file said when it was read first.
    first: String,
    current: RwLock<Arc<T>>,
}

/// Reads what a file says, or tells what is wrong with it.
type Parse<T> = Box<dyn Fn(&str) -> Result<T, String> + Send + Sync>;

impl<T> Followed<T> {
    /// Reads the file that `setting` names; an error tells both and what cannot be used.
    pub fn read(
        setting: &'static str,
        file: PathBuf,
        parse: impl Fn(&str) -> Result<T, String> + Send + Sync + 'static,
    ) -> io::Result<Followed<T>> {
        let text = fs::read_to_string(&file).map_err(|error| unusable(setting, &file, &error))?;
        let current = parse(&text).map_err(|error| unusable(setting, &file, &error))?;
        Ok(Followed {
            setting,
            file,
            parse: Box::new(parse),
            first: text,
            current: RwLock::new(Arc::new(current)),
        })
    }

    /// What it says.
    pub fn current(&self) -> Arc<T> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the file again when it changes, for ever, and has `told` say so. One that cannot be used changes
    /// nothing; the log names it by `what` is in it.
    pub async fn follow(&self, interval: Duration, what: &str, told: impl Fn(&T)) {
        let (setting, file) = (self.setting, self.file.clone());
        let read =
            move || fs::read_to_string(&file).map_err(|error| unusable(setting, &file, &error));
        let renew = |text: &String| match (self.parse)(text) {
            Ok(new) => {
                told(&new);
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(new);
            }
            Err(error) => {
                let file = self.file.display();
                error!(error, self.setting, %file, "new {what} cannot be used; the old ones stay");
            }
        };
        follow(interval, Some(self.first.clone()), read, renew).await;
    }
}

/// Reads again and again, for ever, and calls `changed` when what is read is not what was `seen`, once it is the
/// same at two looks in a row: what is half written may well be of use, such as a list that is cut between two of
/// its lines. What cannot be read is taken for unchanged: it may be in the middle of being replaced. The log has
/// it if it still cannot be read the next time.
pub async fn follow<T>(
    interval: Duration,
    mut seen: Option<T>,
    read: impl Fn() -> io::Result<T> + Clone + Send + 'static,
    changed: impl Fn(&T),
) where
    T: PartialEq + Send + 'static,
{
    let mut failures = 0_u64;
    let mut last: Option<T> = None;
    loop {
        sleep(last.as_ref().map_or(interval, |_| interval.min(SETTLED))).await;
        let Some(now) = on_a_thread(read.clone()).await else {
            continue;
        };
        match now {
            Ok(now) => {
                failures = 0;
                if seen.as_ref() == Some(&now) {
                    last = None;
                } else if last.as_ref() == Some(&now) {
                    changed(&now);
                    (seen, last) = (last, None);
                } else {
                    last = Some(now);
                }
            }
            Err(error) => {
                (failures, last) = (failures + 1, None);
                if failures == MISSED {
                    error!(%error, "a file can be read no more; what it said last stays");
                }
            }
        }
    }
}

/// Reads on a thread of its own: the runtime has only as many for such work as the engine needs, and a file
/// system that hangs must not take one of them. `None` if there could be no thread.
async fn on_a_thread<T: Send + 'static>(read: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (tell, told) = oneshot::channel();
    let reader = thread::Builder::new().name("follow".to_owned());
    // Whoever asked may be gone by then.
    let read = move || drop(tell.send(read()));
    reader.spawn(read).ok()?;
    told.await.ok()
}

/// What is wrong with a file that a setting names.
pub fn unusable(setting: &str, file: &Path, error: &dyn Display) -> io::Error {
    io::Error::new(
        ErrorKind::InvalidInput,
        format!("{setting} {}: {error}", file.display()),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::io::{self, ErrorKind};
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use tokio::sync::mpsc;

    use super::follow;

    #[tokio::test]
    async fn what_a_file_says_counts_once_it_stays_so() {
        let half = [Ok("old"), Ok("n"), Ok("new"), Ok("new"), Ok("new")];
        let gone = [
            Ok("newer"),
            Err(ErrorKind::NotFound),
            Ok("newer"),
            Ok("newer"),
        ];
        let back = [Ok("half"), Ok("newer"), Ok("half"), Ok("newer")];
        let looks = VecDeque::from([&half[..], &gone, &back, &[Ok("end"), Ok("end")]].concat());
        let looks = Arc::new(Mutex::new(looks));
        let read = move || {
            let next = looks.lock().map(|mut looks| looks.pop_front());
            next.ok()
                .flatten()
                .unwrap_or(Ok("after the end"))
                .map_err(io::Error::from)
        };
        let (changed, mut told) = mpsc::unbounded_channel();
        let send = move |now: &&'static str| {
            let _ = changed.send(*now);
        };
        let following = tokio::spawn(follow(Duration::ZERO, Some("old"), read, send));
        for expected in ["new", "newer", "end"] {
            assert_eq!(told.recv().await, Some(expected));
        }
        following.abort();
    }
}
