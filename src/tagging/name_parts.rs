//! Parts of names: words that elsewhere are something else, and words before a name that are none of it.
//!
//! "*Saturday* Night Live" holds a weekday, "International *Women's* Day" a possessive, "*Six* Nations" a
//! number, "Stoke-*on*-Trent" a word in small letters; "Passenger Ida Bergstrom" at the start of a sentence is a name after a common word. Capitals
//! tell, but only in a sentence that is not written in capitals throughout, and what the words are
//! elsewhere ([`Tagger::likelihoods`]): "Saturday" goes with "Night", which is a common word, and not with
//! the name in "on Saturday Bergstrom".

use super::cues::Cue;
use super::tokens::{Joint, Role, Token};
use crate::document::Document;
use crate::text::part_of_speech::{PartOfSpeech, Tagger};
use crate::text::words::Shape;

/// Amends the tokens that are parts of names, or no part of the name that they stand before.
pub fn amend(document: &Document, tagger: &mut Tagger, tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        let Some(&token) = tokens.get(at) else {
            return;
        };
        if !token.shape.is_capitalised() {
            if is_middle(token, at, tokens) {
                set(tokens, at, |middle| {
                    middle.role = Role::Topic;
                    middle.part = Some(PartOfSpeech::Name);
                    middle.shape |= Shape::CAPITALISED;
                });
            }
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| tokens.get(at)).copied();
        let after = tokens.get(at + 1).copied();
        let sees = Neighbours {
            before: before.filter(|before| before.sentence == token.sentence),
            token,
            after: after
                .filter(|after| after.joint == Joint::Blank && after.shape.is_capitalised()),
        };
        if sees.is_number_of_name(tagger) || sees.is_day_of_name(tagger) {
            set(tokens, at, |token| token.role = Role::Topic);
        } else if sees.is_possessed_in_name(document, tagger) {
            set(tokens, at, |token| token.joint = Joint::Blank);
        } else if sees.describes(tagger, tokens.get(at + 2)) {
            set(tokens, at + 1, |name| name.joint = Joint::Apart);
        }
    }
}

/// Whether `token`, in small letters, stands between the halves of a name: "Stoke-*on*-Trent".
fn is_middle(token: Token, at: usize, tokens: &[Token]) -> bool {
    let capital = |token: &&Token| token.shape.is_capitalised();
    token.joint == Joint::Hyphen
        && at
            .checked_sub(1)
            .and_then(|at| tokens.get(at))
            .is_some_and(|before| capital(&before))
        && tokens
            .get(at + 1)
            .filter(capital)
            .is_some_and(|after| after.joint == Joint::Hyphen)
}

fn set(tokens: &mut [Token], at: usize, change: impl FnOnce(&mut Token)) {
    if let Some(token) = tokens.get_mut(at) {
        change(token);
    }
}

/// A word with a capital, and the words beside it in its sentence.
struct Neighbours {
    before: Option<Token>,
    token: Token,
    /// The next word, if it is joined by a blank and has a capital too.
    after: Option<Token>,
}

impl Neighbours {
    /// "*Six* Nations".
    fn is_number_of_name(&self, tagger: &mut Tagger) -> bool {
        let named = self.after.is_some_and(|after| after.role == Role::Topic);
        named && self.token.telling && self.token.role == Role::Barrier && {
            let [number] = tagger.likelihoods(self.token.form, [PartOfSpeech::Number]);
            number > 0.5
        }
    }

    /// "*Saturday* Night Live", "Black *Friday*".
    fn is_day_of_name(&self, tagger: &mut Tagger) -> bool {
        let joined = self.token.joint == Joint::Blank;
        self.token.cue == Cue::Calendar
            && (self.after.is_some_and(|after| is_common(after, tagger))
                || joined && self.before.is_some_and(|before| is_common(before, tagger)))
    }

    /// "International Women's *Day*", "St. Mary's *Hospital*".
    fn is_possessed_in_name(&self, document: &Document, tagger: &mut Tagger) -> bool {
        let possessed = self.token.joint == Joint::Possessive && self.token.telling;
        let Some(owner) = self.before.filter(|_| possessed) else {
            return false;
        };
        let named_so = matches!(self.token.cue, Cue::Organization | Cue::Place);
        let common = named_so || is_common_in_name(self.token, tagger);
        common && is_common(owner, tagger) || named_so && is_saint(document, owner)
    }

    /// "*Passenger* Ida Bergstrom" at the start of a sentence.
    fn describes(&self, tagger: &mut Tagger, next: Option<&Token>) -> bool {
        let name = |token: &Token| {
            token.telling
                && token.shape.is_capitalised()
                && token.role == Role::Topic
                && token.cue == Cue::None
                && token.part == Some(PartOfSpeech::Name)
        };
        let full = self.after.filter(name).is_some_and(|after| {
            let next = next.filter(|next| next.joint == Joint::Blank);
            next.is_some_and(name) && !tagger.is_common(after.form)
        });
        let first = self.token.joint == Joint::Apart && !self.token.telling;
        first && full && self.token.cue == Cue::None && is_noun(self.token, tagger)
    }
}

/// Whether a word with a telling capital is a common one, and no title.
fn is_common(token: Token, tagger: &mut Tagger) -> bool {
    token.cue == Cue::None && is_common_in_name(token, tagger)
}

/// Whether a word with a telling capital is a common one.
pub fn is_common_in_name(token: Token, tagger: &mut Tagger) -> bool {
    use PartOfSpeech::{Adjective, Name, Noun};
    let capital = token.telling && token.shape.is_capitalised();
    let known = capital && token.role == Role::Topic && tagger.is_common(token.form);
    known && {
        let [noun, adjective, name] = tagger.likelihoods(token.form, [Noun, Adjective, Name]);
        noun + adjective > 2.0 * name
    }
}

/// Whether a word is a common noun.
pub fn is_noun(token: Token, tagger: &mut Tagger) -> bool {
    token.role == Role::Topic && tagger.is_common(token.form) && {
        let parts = [PartOfSpeech::Noun, PartOfSpeech::Name];
        let [noun, name] = tagger.likelihoods(token.form, parts);
        noun > 0.5 && name < 0.1
    }
}

/// Whether `owner` follows "St".
fn is_saint(document: &Document, owner: Token) -> bool {
    let text = owner.source(document);
    let before = text.get(..owner.span.begin()).unwrap_or("").trim_end();
    let before = before.strip_suffix('.').unwrap_or(before);
    before.ends_with("St") || before.ends_with("Saint")
}
