//! What the process logs.

use clap::builder::ArgAction::Set;

use crate::telemetry::{self, LogFormat};

/// The settings of log lines.
#[derive(Debug, clap::Args)]
pub struct LogArgs {
    /// How log lines are written.
    #[arg(
        long,
        env = "NUTGRAF_LOG_FORMAT",
        value_name = "FORMAT",
        value_enum,
        default_value_t
    )]
    pub log_format: LogFormat,

    /// What is logged: a level, of this program's own lines where it is `debug` or `trace`, or levels by module such
    /// as `info,h2=debug`.
    #[arg(long, env = "NUTGRAF_LOG", value_name = "FILTER", default_value = "info", value_parser = filter)]
    pub log: String,

    /// For debugging: log the title and the text of every article, which may be confidential.
    #[arg(long, env = "NUTGRAF_LOG_ARTICLE_TEXT", value_name = "BOOL", action = Set, default_value_t = false)]
    pub log_article_text: bool,
}

/// A log filter that can be used.
fn filter(text: &str) -> Result<String, String> {
    match telemetry::parse_filter(text) {
        // Which would be errors only, and is most likely a variable that was meant to be set.
        Ok(_) if text.trim().is_empty() => Err("it is blank; the default is `info`".to_owned()),
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(error.to_string()),
    }
}
