//! How many files and sockets the server may have open. Systems often give processes 1,024, which is no more than
//! there may be connections, and let them ask for more.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tracing::warn;

use crate::config::Config;

/// Files and sockets that are no connections of callers: listeners, what is loaded or followed, the admin port's
/// own connections.
const OTHERS: u64 = 128;

/// Asks for as many as the system allows, and has the log say so if those are too few for all connections.
pub fn allow_for(config: &Config) {
    let before = getrlimit(Resource::Nofile);
    let most = Rlimit {
        current: before.maximum,
        maximum: before.maximum,
    };
    let allowed = match setrlimit(Resource::Nofile, most) {
        Ok(()) => before.maximum,
        Err(_) => before.current,
    };
    let needed = (config.connections.max as u64).saturating_add(OTHERS);
    if let Some(allowed) = allowed.filter(|&allowed| allowed < needed) {
        warn!(
            allowed,
            needed,
            "fewer files may be open than connections need; allow more (ulimit -n) or set max_connections lower"
        );
    }
}
