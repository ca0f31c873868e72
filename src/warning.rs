//! What could not be done as asked, although there is an answer.

/// Why an answer is less than what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WarningCode {
    /// The article has fewer sentences than were asked for.
    FewerSentences,
    /// No sentence fits into the bounds that were given; the summary is empty.
    BudgetTooSmall,
    /// The article has fewer tags than were asked for.
    FewerTags,
    /// The text is too short to tell which of its parts matter more: it has fewer than two sentences of five words
    /// or more.
    TextTooShort,
    /// The engine has no rules of its own for the language; neutral ones were used.
    LanguageUnsupported,
    /// The language that was named is not the one that the text seems to be written in.
    LanguageMismatch,
    /// The text says too little of its language, or mixes several: the detected one is nearly as likely wrong
    /// as right.
    LanguageUncertain,
    /// No word of the query that tells a topic is in the article; the summary is not focused.
    QueryUnmatched,
    /// The article is so long that the method, or the search for tags, looked at a bounded part of it.
    Truncated,
    /// Tags of a vocabulary that the text mentions were left out, since more than were asked for score higher.
    VocabularyLeftOut,
}

/// A warning, to be read by a program (`code`) and by a person (`message`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What kind of shortfall it is.
    pub code: WarningCode,
    /// What happened, in a sentence that stands alone.
    pub message: String,
}

impl Warning {
    /// A warning of kind `code`.
    pub fn new(code: WarningCode, message: impl Into<String>) -> Warning {
        Warning {
            code,
            message: message.into(),
        }
    }
}
