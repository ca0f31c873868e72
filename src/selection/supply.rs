//! Whether an article has as many sentences as were asked for, and what it has besides.

use super::budget::Budget;
use crate::warning::{Warning, WarningCode};

/// What sentences an article has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Supply {
    /// Those to choose from.
    pub(super) story: usize,
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
        let lines = match self.page {
            0 => None,
            1 => Some("1 line that looks like a heading, a caption or the like".to_owned()),
            count => Some(format!(
                "{count} lines that look like headings, captions or the like"
            )),
        };
        let repetitions = match self.repetitions {
            0 => None,
            1 => Some("1 repetition".to_owned()),
            count => Some(format!("{count} repetitions")),
        };
        match (lines, repetitions) {
            (None, None) => String::new(),
            (Some(one), None) | (None, Some(one)) => format!(", besides {one}"),
            (Some(lines), Some(repetitions)) => format!(", besides {lines} and {repetitions}"),
        }
    }
}
