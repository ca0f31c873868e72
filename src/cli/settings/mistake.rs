//! A command line or a configuration file that cannot be used, told in one line.

use std::process::ExitCode;

use crate::cli::EXIT_USAGE;
use crate::cli::stderr::tell;

/// A command line or a file that cannot be used.
pub enum Mistake {
    /// Something that clap found, with what else is known of its origin.
    Clap(Box<clap::Error>, String),
    /// Something about the file.
    File(String),
}

impl From<clap::Error> for Mistake {
    fn from(error: clap::Error) -> Mistake {
        Mistake::Clap(Box::new(error), String::new())
    }
}

impl Mistake {
    /// Prints what is wrong in one line, or the help that was asked for, and gives the exit code.
    pub fn report(self) -> ExitCode {
        match self {
            Mistake::File(what) => tell(format_args!("nutgraf: {what}")),
            Mistake::Clap(error, _) if !error.use_stderr() => {
                // Nothing can be done about a closed terminal.
                let _ = error.print();
                return ExitCode::SUCCESS;
            }
            Mistake::Clap(error, origin) => tell(one_line(&error.to_string(), &origin)),
        }
        ExitCode::from(EXIT_USAGE)
    }
}

/// What clap has to say, without the usage that it adds. Help stays as it is.
fn one_line(told: &str, origin: &str) -> String {
    let Some(told) = told.strip_prefix("error: ") else {
        return told.to_owned();
    };
    let lines = told
        .lines()
        .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more information"))
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let told = lines.fold(String::new(), |told, line| {
        let between = match told.chars().last() {
            None => "",
            Some(':') => " ",
            Some(_) => "; ",
        };
        told + between + line
    });
    format!("nutgraf: {told}{origin}; see --help")
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn a_mistake_is_one_line() {
        let told = "error: unexpected argument '--wrokers' found\n\n  tip: a similar argument exists: \
                    '--workers'\n\nUsage: nutgraf serve\n\nFor more information, try '--help'.\n";
        let expected = "nutgraf: unexpected argument '--wrokers' found; tip: a similar argument exists: \
                        '--workers'; see --help";
        assert_eq!(one_line(told, ""), expected);
        let told = "error: the following required arguments were not provided:\n  --input <FILE>\n  \
                    --output <FILE>\n\nUsage: nutgraf batch\n";
        let expected = "nutgraf: the following required arguments were not provided: --input <FILE>; \
                        --output <FILE>; see --help";
        assert_eq!(one_line(told, ""), expected);
        let told =
            "error: invalid value 'x' for '--workers <COUNT>': invalid digit found in string\n";
        let expected = "nutgraf: invalid value 'x' for '--workers <COUNT>': invalid digit found in \
                        string (from NUTGRAF_WORKERS); see --help";
        assert_eq!(one_line(told, " (from NUTGRAF_WORKERS)"), expected);
        assert_eq!(
            one_line("Usage: nutgraf <COMMAND>\n", ""),
            "Usage: nutgraf <COMMAND>\n"
        );
    }
}
