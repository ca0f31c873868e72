//! What is wrong with a request: every field at once, by its path.

use std::fmt::Display;

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The path of the field, for example `tags.vocabulary[3].aliases[0]`.
    pub field: String,
    /// A constant for programs, in UPPER_SNAKE_CASE.
    pub reason: &'static str,
    /// What is wrong and what would be right, in words that stand alone.
    pub description: String,
}

/// Collects what is wrong with one request.
#[derive(Debug)]
pub struct Violations {
    prefix: String,
    listed: Vec<Violation>,
    total: usize,
}

impl Violations {
    /// Violations that are told in full; the others are counted. An error travels in HTTP headers,
    /// of which many clients take no more than 8 KiB.
    pub const LISTED: usize = 20;

    /// None yet; every field's path will begin with `prefix`, for example `requests[2].`.
    pub fn under(prefix: impl Into<String>) -> Violations {
        Violations {
            prefix: prefix.into(),
            listed: Vec::new(),
            total: 0,
        }
    }

    /// Adds a violation.
    pub fn add(
        &mut self,
        field: impl Display,
        reason: &'static str,
        description: impl Into<String>,
    ) {
        self.total += 1;
        if self.listed.len() < Violations::LISTED {
            let field = format!("{}{field}", self.prefix);
            self.listed.push(Violation {
                field,
                reason,
                description: description.into(),
            });
        }
    }

    /// Adds a violation if `text` has more than `limit` bytes.
    pub fn check_bytes(&mut self, field: impl Display, text: &str, limit: usize) {
        let bytes = text.len();
        if bytes > limit {
            self.add(
                field,
                "TOO_LONG",
                format!("{bytes} bytes is over the limit of {limit} bytes"),
            );
        }
    }

    /// Whether a list has at most `limit` items; adds a violation if not. The items of a longer list
    /// need not be looked at, and not all of them need have been read.
    pub fn check_count(&mut self, field: impl Display, count: usize, limit: usize) -> bool {
        if count > limit {
            self.add(
                field,
                "TOO_MANY",
                format!("at least {count} items is over the limit of {limit}"),
            );
        }
        count <= limit
    }

    /// Adds that `number` is none of the values of an enumeration that may be asked for, and which those are.
    pub fn add_unknown<E: TryFrom<i32>>(
        &mut self,
        field: impl Display,
        number: i32,
        name: fn(&E) -> &'static str,
    ) {
        let value = |number| E::try_from(number).ok();
        let known = (1..).map_while(|number| Some((value(number)?, number)));
        let known: Vec<_> = known
            .map(|(value, number)| format!("{} ({number})", name(&value)))
            .collect();
        let description = format!("{number} is none of {}", known.join(", "));
        self.add(field, "ENUM_UNKNOWN", description);
    }

    /// Those that are told in full, in the order of the fields.
    pub fn listed(&self) -> &[Violation] {
        &self.listed
    }

    /// How many there are, listed or not.
    pub fn total(&self) -> usize {
        self.total
    }
}
