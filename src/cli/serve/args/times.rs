//! Times as settings: those that no clock can count are mistakes, and so is none where it has no meaning.

use std::time::Duration;

use humantime::format_duration;

/// The longest time that a setting may have: a year, as those count who write it.
const LONGEST: Duration = Duration::from_secs(1461 * 6 * 3600);

/// A time that is not 0.
pub fn some(text: &str) -> Result<humantime::Duration, String> {
    let given = any(text)?;
    match given.is_zero() {
        true => Err("must be over 0s".to_owned()),
        false => Ok(given),
    }
}

/// A time that may be 0.
pub fn any(text: &str) -> Result<humantime::Duration, String> {
    at_most(LONGEST, text)
}

/// A time of up to `most`.
pub fn at_most(most: Duration, text: &str) -> Result<humantime::Duration, String> {
    let given: humantime::Duration = text.parse().map_err(|error| format!("{error}"))?;
    match *given <= most {
        true => Ok(given),
        false => Err(format!("at most {}", format_duration(most))),
    }
}
