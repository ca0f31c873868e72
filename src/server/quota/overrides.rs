//! Quotas of single callers, from a file: a TOML table for each, named as its caller is.

use std::collections::HashMap;
use std::io;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use toml::Value;
use tracing::info;

use crate::config::Quota;
use crate::config::table::table;
use crate::server::follow::Followed;

/// What lifts a bound.
const NO_BOUND: &str = "none";

/// The quotas in force of those callers who have one of their own.
pub struct Overrides(Followed<HashMap<String, Quota>>);

impl Overrides {
    /// Reads the file. What it does not say of a caller is as `general` has it.
    pub fn new(file: PathBuf, general: Quota) -> io::Result<Overrides> {
        let parse = move |text: &str| parse(text, &general);
        Followed::read("quota_overrides", file, parse).map(Overrides)
    }

    /// The quota of `caller`, if it has one of its own.
    pub fn find(&self, caller: &str) -> Option<Quota> {
        self.0.current().get(caller).copied()
    }

    /// Reads the file again when it changes, for ever. One that cannot be used changes nothing.
    pub async fn follow_file(&self, interval: Duration) {
        let told = |callers: &HashMap<_, _>| info!(callers = callers.len(), "quotas were read");
        self.0.follow(interval, "quotas", told).await;
    }
}

fn parse(text: &str, general: &Quota) -> Result<HashMap<String, Quota>, String> {
    let callers = table(text)?;
    let quota = |(caller, bounds)| match quota(bounds, general) {
        Ok(quota) => Ok((caller, quota)),
        Err(error) => Err(format!("{caller:?}: {error}")),
    };
    callers.into_iter().map(quota).collect()
}

/// What stands under the name of one caller.
fn quota(bounds: Value, general: &Quota) -> Result<Quota, String> {
    let Value::Table(bounds) = bounds else {
        return Err(
            "it is no table: write `[caller]` above what the caller may ask for".to_owned(),
        );
    };
    let mut quota = *general;
    // A rate of its own comes with a burst of its own.
    if bounds.contains_key("rate") {
        quota.burst = None;
    }
    for (key, value) in &bounds {
        let field = match key.as_str() {
            "rate" => &mut quota.rate,
            "burst" => &mut quota.burst,
            "calls" => &mut quota.calls,
            _ => return Err(format!("`{key}` is none of `rate`, `burst` and `calls`")),
        };
        *field = bound(value)
            .ok_or_else(|| format!("`{key}` is {value}; write a number from 1, or {NO_BOUND:?}"))?;
    }
    match quota {
        Quota {
            rate: None,
            burst: Some(_),
            ..
        } => Err("`burst` needs a `rate`".to_owned()),
        quota => Ok(quota),
    }
}

/// A bound, or that there is none; `None` if it is neither.
fn bound(value: &Value) -> Option<Option<NonZeroU32>> {
    match value {
        Value::Integer(count) => u32::try_from(*count)
            .ok()
            .and_then(NonZeroU32::new)
            .map(Some),
        Value::String(text) if text == NO_BOUND => Some(None),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::parse;
    use crate::config::Quota;

    fn quota(rate: u32, burst: u32, calls: u32) -> Quota {
        Quota {
            rate: NonZeroU32::new(rate),
            burst: NonZeroU32::new(burst),
            calls: NonZeroU32::new(calls),
        }
    }

    #[test]
    fn what_a_caller_has_not_of_its_own_it_has_as_all_others() {
        let text = "[crawler]\nrate = 50\n[newsroom]\nrate = \"none\"\n[\"auth0|7\"]\nburst = 9\n[desk]\ncalls = 1\n";
        let quotas = parse(text, &quota(10, 20, 4)).expect("it can be used");
        for (caller, expected) in [
            ("crawler", quota(50, 0, 4)),
            ("newsroom", quota(0, 0, 4)),
            ("auth0|7", quota(10, 9, 4)),
            ("desk", quota(10, 20, 1)),
        ] {
            assert_eq!(quotas.get(caller), Some(&expected), "{caller}");
        }
    }

    #[test]
    fn a_mistake_is_told_by_its_place() {
        for (text, told) in [
            ("[crawler]\nrate = = 4", "line 2"),
            ("crawler = 4", "\"crawler\": it is no table"),
            ("[crawler]\nrats = 4", "`rats` is none of"),
            ("[crawler]\nrate = 0", "`rate` is 0; write a number from 1"),
            ("[crawler]\nrate = -1", "`rate` is -1"),
            ("[crawler]\ncalls = \"many\"", "`calls` is \"many\""),
            ("[crawler]\nburst = 4", "`burst` needs a `rate`"),
        ] {
            let error = parse(text, &Quota::default()).expect_err(text);
            assert!(error.contains(told), "{text:?}: {error}");
            assert_eq!(error.lines().count(), 1, "{text:?}: {error}");
        }
    }
}
