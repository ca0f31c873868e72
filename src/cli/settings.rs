//! Where a setting comes from: a flag, the environment, the configuration file, or the default, in
//! that order.
//!
//! The options of `serve` are declared once, for clap. Keys of the file that neither a flag nor the
//! environment gives are appended to the command line, which is then read again, so that the same
//! checks hold for all three.

mod environment;
pub mod mistake;
mod nearest;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use clap::error::{ContextKind, ContextValue};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};
use toml::Value;

use self::environment::Stray;
use self::mistake::Mistake;
use self::nearest::nearest;
use crate::config::table::table;

/// The subcommand that has a configuration file.
const SUBCOMMAND: &str = "serve";

/// Options that make no sense in the file.
const FLAGS_ONLY: [&str; 4] = ["config", "print_config", "help", "version"];

/// A command line that was understood, with what the file added to it.
pub struct Settings {
    matches: ArgMatches,
    options: Vec<Arg>,
    file: Option<PathBuf>,
    from_file: BTreeSet<String>,
    strays: Vec<Stray>,
}

/// Reads `args` (the program's name first), the environment and the file that they name.
pub fn parse(command: &Command, args: Vec<OsString>) -> Result<Settings, Mistake> {
    let serve = command.find_subcommand(SUBCOMMAND);
    let options: Vec<Arg> =
        serve.map_or_else(Vec::new, |serve| serve.get_arguments().cloned().collect());
    let matches = command.clone().try_get_matches_from(&args);
    let matches = matches.map_err(|error| {
        let origin = environment_of(&error, &options, &args);
        Mistake::Clap(Box::new(error), origin)
    })?;
    let given = env::vars_os().map(|(name, _)| name.to_string_lossy().into_owned());
    let settings = Settings {
        strays: environment::strays(command, given),
        matches,
        options,
        file: None,
        from_file: BTreeSet::new(),
    };
    match settings.named_file() {
        Some(path) => settings.with_file(path, command, args),
        None => Ok(settings),
    }
}

/// Whether neither a flag nor the environment gives an option.
fn is_unset(matches: &ArgMatches, key: &str) -> bool {
    matches!(
        matches.value_source(key),
        None | Some(ValueSource::DefaultValue)
    )
}

/// The keys of a file with their values as a command line would have them.
fn read(path: &Path, options: &[Arg]) -> Result<Vec<(String, String)>, Mistake> {
    let wrong = |what: String| Mistake::File(format!("{}: {what}", path.display()));
    let text = fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    let table = table(&text).map_err(wrong)?;
    table
        .into_iter()
        .map(|(key, value)| option(&key, value, options).map_err(wrong))
        .collect()
}

fn option(key: &str, value: Value, options: &[Arg]) -> Result<(String, String), String> {
    let known = options.iter().map(|arg| arg.get_id().as_str());
    let known = known.filter(|id| !FLAGS_ONLY.contains(id));
    if !known.clone().any(|id| id == key) {
        return Err(match nearest(key, known) {
            Some(nearest) => format!("`{key}` is no option; is it meant for `{nearest}`?"),
            None => {
                format!("`{key}` is no option; `nutgraf serve --print-config` lists those that are")
            }
        });
    }
    let value = match value {
        Value::String(text) => text,
        Value::Integer(number) => number.to_string(),
        Value::Boolean(yes) => yes.to_string(),
        other => {
            return Err(format!(
                "`{key}` is of type {}; write it as a string",
                other.type_str()
            ));
        }
    };
    Ok((key.to_owned(), value))
}

/// " (from NUTGRAF_…)" if the value that clap complains of is not among `args`.
fn environment_of(error: &clap::Error, options: &[Arg], args: &[OsString]) -> String {
    let Some(ContextValue::String(blamed)) = error.get(ContextKind::InvalidArg) else {
        return String::new();
    };
    let flag = blamed.split_whitespace().next().unwrap_or_default();
    let given = args.iter().any(|arg| {
        let arg = arg.to_string_lossy();
        arg == flag
            || arg
                .strip_prefix(flag)
                .is_some_and(|rest| rest.starts_with('='))
    });
    let named = |arg: &&Arg| {
        arg.get_long()
            .is_some_and(|long| flag == format!("--{long}"))
    };
    let variable = options.iter().find(named).and_then(Arg::get_env);
    match variable {
        Some(variable) if !given && env::var_os(variable).is_some() => {
            format!(" (from {})", variable.to_string_lossy())
        }
        _ => String::new(),
    }
}

impl Settings {
    /// The configuration file that a flag or the environment names.
    fn named_file(&self) -> Option<PathBuf> {
        let serve = self.matches.subcommand_matches(SUBCOMMAND)?;
        serve.get_one("config").cloned()
    }

    /// The same, with what the file at `path` adds to `args`.
    fn with_file(
        mut self,
        path: PathBuf,
        command: &Command,
        mut args: Vec<OsString>,
    ) -> Result<Settings, Mistake> {
        let serve = self.matches.subcommand_matches(SUBCOMMAND);
        for (key, value) in read(&path, &self.options)? {
            if serve.is_some_and(|serve| is_unset(serve, &key)) {
                args.push(format!("--{}={value}", key.replace('_', "-")).into());
                self.from_file.insert(key);
            }
        }
        let matches = command.clone().try_get_matches_from(args);
        self.matches = matches
            .map_err(|error| Mistake::Clap(Box::new(error), format!(" (in {})", path.display())))?;
        self.file = Some(path);
        Ok(self)
    }

    /// What clap made of it.
    pub fn matches(&self) -> &ArgMatches {
        &self.matches
    }

    /// Every option of `serve` with its value and its origin, as a configuration file.
    pub fn printed(&self) -> String {
        let mut text = String::new();
        let Some(matches) = self.matches.subcommand_matches(SUBCOMMAND) else {
            return text;
        };
        for arg in self
            .options
            .iter()
            .filter(|arg| !FLAGS_ONLY.contains(&arg.get_id().as_str()))
        {
            let id = arg.get_id().as_str();
            let raw = matches.get_raw(id).and_then(|mut values| values.next());
            // Writing to a string cannot fail.
            let _ = match raw {
                Some(raw) => {
                    let value = quoted(&raw.to_string_lossy());
                    writeln!(
                        text,
                        "{:<50} # {}",
                        format!("{id} = {value}"),
                        self.origin(arg, matches)
                    )
                }
                None => writeln!(text, "# {id} is not set"),
            };
        }
        text
    }

    /// Whether nobody has given that option of `serve`.
    pub fn is_default(&self, id: &str) -> bool {
        let matches = self.matches.subcommand_matches(SUBCOMMAND);
        matches.is_some_and(|matches| is_unset(matches, id))
    }

    /// Variables of the environment that look like settings and are none.
    pub fn strays(&self) -> &[Stray] {
        &self.strays
    }

    fn origin(&self, arg: &Arg, matches: &ArgMatches) -> String {
        let id = arg.get_id().as_str();
        match matches.value_source(id) {
            Some(ValueSource::CommandLine) if self.from_file.contains(id) => self
                .file
                .as_deref()
                .unwrap_or(Path::new(""))
                .display()
                .to_string(),
            Some(ValueSource::CommandLine) => format!("--{}", arg.get_long().unwrap_or(id)),
            Some(ValueSource::EnvVariable) => arg
                .get_env()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            _ => "default".to_owned(),
        }
    }
}

/// A value as TOML writes it: numbers and truth values bare, everything else as a string.
fn quoted(value: &str) -> String {
    // Numbers with a plus or zeros before them are none in TOML.
    let is_number = value
        .parse()
        .is_ok_and(|number: i64| number.to_string() == value);
    match is_number || value == "true" || value == "false" {
        true => value.to_owned(),
        false => Value::String(value.to_owned()).to_string(),
    }
}
