//! Whether an article has as many sentences as were asked for, and what it has besides.

use super::budget::Budget;
use crate::warning::{Warning, WarningCode};

/// What sentences an article has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Supply {
    /// Those to choose from.
    pub(super) story: usize,
    /// Fragments of sentences, which stand back for those.
    pub(super) fragments: usize,
    /// Headings, captions and the like.
    pub(super) page: usize,
    /// Those to choose from that repeat others.
    pub(super) repetitions: usize,
}

impl Supply {
    /// Why `chosen` sentences are less than `budget` asks for, if they are.
    pub(super) fn shortfall(self, chosen: usize, budget: &Budget) -> Option<Warning> {
        if chosen == 0 {
            let message = "No sentence fits into the bounds that were given; the summary is empty.";
            return Some(Warning::new(WarningCode::BudgetTooSmall, message));
        }
        let asked = budget.sentences_asked()?;
        let available = self.story - self.repetitions;
        (available < asked as usize).then(|| {
            let message = format!(
                "The article has {available} of the {asked} sentences that were asked for{}.",
                self.besides()
            );
            Warning::new(WarningCode::FewerSentences, message)
        })
    }

    /// What else a reader may count as sentences.
    fn besides(self) -> String {
        let kinds = [
            counted(
                self.page,
                "line that looks like a heading, a caption or the like",
                "lines that look like headings, captions or the like",
            ),
            counted(
                self.fragments,
                "fragment of a sentence",
                "fragments of sentences",
            ),
            counted(self.repetitions, "repetition", "repetitions"),
        ];
        let kinds: Vec<String> = kinds.into_iter().flatten().collect();
        match kinds.split_last() {
            None => String::new(),
            Some((only, [])) => format!(", besides {only}"),
            Some((last, others)) => format!(", besides {} and {last}", others.join(", ")),
        }
    }
}

/// So many of a kind; nothing where there are none.
fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    }
}

#[cfg(test)]
mod tests {
    use super::Supply;
    use crate::selection::budget::Budget;

    #[test]
    fn all_that_was_not_counted_is_told() {
        let supply = Supply {
            story: 2,
            fragments: 2,
            page: 1,
            repetitions: 1,
        };
        let warning = supply.shortfall(1, &Budget::default());
        let expected = "The article has 1 of the 3 sentences that were asked for, besides 1 line that looks like a \
            heading, a caption or the like, 2 fragments of sentences and 1 repetition.";
        assert_eq!(warning.expect("one is missing").message, expected);
    }
}
