//! What a command prints on standard error.

use std::fmt::Display;
use std::io::{self, Write};

/// Prints a line, whether anybody reads it or not: work goes on when nobody does.
pub fn tell(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}
