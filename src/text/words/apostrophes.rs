//! Apostrophes: which part of a word they belong to.

use crate::text::language::Language;

/// What an apostrophe inside a word does, by language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apostrophe {
    /// It belongs to the word ("don't", "O'Brien"), but for a final 's.
    Joins,
    /// What stands before it is a word of its own when it is short, as in French: "l'eau", "qu'il".
    Elides,
    /// What stands before it is always a word of its own, as in Italian: "dell'arte".
    Separates,
    /// An ending follows it, as in Turkish ("Ankara'da"), or in Korean where it closes a quotation.
    Inflects,
}

/// What becomes of a word at an apostrophe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It goes on.
    GoesOn,
    /// It ends, and the next one begins after the apostrophe.
    Ends,
    /// It ends, and what follows the apostrophe is its ending.
    Inflected,
}

/// Letters of an elided word: "qu'" has two.
const ELIDED: usize = 2;

impl Apostrophe {
    /// What it does in `language`.
    pub fn of(language: Language) -> Apostrophe {
        match language.code() {
            "fr" | "oc" | "pt" | "gl" | "wa" | "br" => Apostrophe::Elides,
            "it" | "ca" | "sc" | "co" | "lij" | "vec" => Apostrophe::Separates,
            "tr" | "az" | "ko" => Apostrophe::Inflects,
            _ => Apostrophe::Joins,
        }
    }

    /// What becomes of a word with `head` before the apostrophe and letters after it, which begin `tail`.
    pub fn verdict(self, head: &str, tail: &str) -> Verdict {
        let irish = matches!(head, "O" | "Mc");
        match self {
            Apostrophe::Inflects => Verdict::Inflected,
            Apostrophe::Separates if !irish => Verdict::Ends,
            Apostrophe::Elides if !irish && is_elided(head) => Verdict::Ends,
            _ if is_possessive(tail) => Verdict::Inflected,
            _ => Verdict::GoesOn,
        }
    }
}

fn is_elided(head: &str) -> bool {
    let short = head.chars().nth(ELIDED).is_none();
    let relative = head.ends_with("qu") && head != "quelqu" && head != "presqu";
    short || relative
}

fn is_possessive(tail: &str) -> bool {
    let mut chars = tail.chars();
    matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(char::is_alphanumeric)
}
