//! How many files and sockets the server may have open. Systems often give processes 1,024, which is no more than
//! there may be connections, and let them ask for more.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tracing::warn;

use crate::config::Connections;

/// Files and sockets that are no connections of callers: listeners, what is loaded or followed, the admin port's
/// own connections.
const OTHERS: usize = 128;

/// More connections than the system has files for.
pub struct Shortage {
    allowed: usize,
    max_connections: usize,
    instead: usize,
}

impl Shortage {
    /// Has the log say so.
    pub fn tell(&self) {
        let Shortage {
            allowed,
            max_connections,
            instead,
        } = self;
        warn!(
            allowed,
            max_connections,
            instead,
            "fewer files may be open than connections need: there are fewer connections; allow more (ulimit -n)"
        );
    }
}

/// Asks for as many files as the system allows. If those are too few for `connections`, there are fewer of these: without
/// a file left, metrics could not be asked for, nor certificates be read again.
pub fn fit(connections: &mut Connections) -> Option<Shortage> {
    let allowed = usize::try_from(allowed()?).ok()?;
    let instead = room_for_connections(allowed);
    let max_connections = connections.max;
    (instead < max_connections).then(|| {
        connections.max = instead;
        Shortage {
            allowed,
            max_connections,
            instead,
        }
    })
}

/// How many files may be open, after asking for more; `None` if there is no bound.
fn allowed() -> Option<u64> {
    let before = getrlimit(Resource::Nofile);
    let most = Rlimit {
        current: before.maximum,
        maximum: before.maximum,
    };
    match setrlimit(Resource::Nofile, most) {
        Ok(()) => before.maximum,
        Err(_) => before.current,
    }
}

/// Connections that may be open beside the other files, at least half of all where those are few.
fn room_for_connections(allowed: usize) -> usize {
    allowed.saturating_sub(OTHERS).max(allowed / 2).max(1)
}

#[cfg(test)]
mod tests {
    use super::room_for_connections;

    #[test]
    fn other_files_keep_room_beside_connections() {
        for (allowed, connections) in [(0, 1), (64, 32), (256, 128), (1024, 896)] {
            assert_eq!(room_for_connections(allowed), connections, "{allowed}");
        }
    }
}
