//! Reads the tokens of a document: what each word is by its form, its letters, and the gap before it.

use super::capitals::is_in_capitals;
use super::{Joint, Perhaps, Role, TITLE, Token};
use crate::document::{Document, Word};
use crate::tagging::context;
use crate::tagging::cues::{Cue, Cues};
use crate::text::hashed::Hashed;
use crate::text::invisible::is_droppable;
use crate::text::language::Language;
use crate::text::part_of_speech::{Tagger, observed};
use crate::text::stopwords::StopWords;
use crate::text::terms::FormId;
use crate::text::words::Shape;

/// The words of the title, then those of the text. No phrase begins or ends with `stop_words`.
pub fn tokens(
    document: &Document,
    stop_words: &[String],
    tagger: Option<&mut Tagger>,
) -> Vec<Token> {
    let mut reader = Reader {
        document,
        cues: cues_of(document),
        foreign: document.semblance().map(StopWords::of),
        known: known_cues(document, stop_words),
        tokens: Vec::with_capacity(document.words().len() + document.title_words().len()),
    };
    reader.read(document.title_words(), document.title(), TITLE);
    for (number, sentence) in document.story() {
        let words = document.words_of(sentence);
        reader.read(words, document.text(), number as u32);
    }
    let mut tokens = reader.tokens;
    match tagger {
        Some(tagger) => {
            tag_parts(document, tagger, &mut tokens);
            context::amend(document, Some(tagger), &mut tokens);
        }
        None => context::amend(document, None, &mut tokens),
    }
    tokens
}

/// Tells the parts of speech of all tokens.
fn tag_parts(document: &Document, tagger: &mut Tagger, tokens: &mut [Token]) {
    let mut parts = tokens.iter_mut().map(|token| &mut token.part);
    let mut read = |words: &[Word], text: &str| {
        let seen = words
            .iter()
            .map(|word| (word.form, word.span(), word.shape));
        let sentence = observed(text, seen, is_in_capitals(text, words));
        tagger.tag(sentence, |tag| {
            if let Some(part) = parts.next() {
                *part = Some(tag);
            }
        });
    };
    read(document.title_words(), document.title());
    for (_, sentence) in document.story() {
        read(document.words_of(sentence), document.text());
    }
}

/// A cue for the forms that the caller does not want at either end of a tag.
fn known_cues(document: &Document, stop_words: &[String]) -> Vec<Option<Cue>> {
    let mut known = vec![None; document.terms().form_count()];
    for form in stop_words
        .iter()
        .filter_map(|word| document.terms().find(word))
    {
        if let Some(known) = known.get_mut(form.0 as usize) {
            *known = Some(Cue::Link);
        }
    }
    known
}

/// The cues of the language that was named; where that is none that is known, of the one that the text reads like.
fn cues_of(document: &Document) -> Cues {
    let named = document.language();
    let unknown = named == Language::undetermined();
    let like = document.semblance().filter(|_| unknown);
    Cues::of(like.unwrap_or(named))
}

struct Reader<'d, 'a> {
    document: &'d Document<'a>,
    cues: Cues,
    /// The stop words of the language that the text reads like, where the caller named another one.
    foreign: Option<&'static StopWords>,
    known: Vec<Option<Cue>>,
    tokens: Vec<Token>,
}

impl Reader<'_, '_> {
    fn read(&mut self, words: &[Word], text: &str, sentence: u32) {
        let capitals = is_in_capitals(text, words);
        let mut before: Option<Word> = None;
        for word in words {
            let cue = self.cue(word.form);
            let joint = before.map_or(Joint::Apart, |before| joint(text, before, *word));
            let stop = self.is_stop(word.form);
            let inner = has_inner_capital(word.span().of(text));
            self.tokens.push(Token {
                span: word.span(),
                form: word.form,
                term: word.term,
                sentence,
                shape: word.shape.and(Shape::CAPITALISED, inner),
                cue,
                role: role(word, cue, stop, capitals),
                joint,
                telling: !capitals && (before.is_some() || word.shape.is_all_capitals() || inner),
                honored: false,
                described: false,
                part: None,
                perhaps: Perhaps::No,
            });
            before = Some(*word);
        }
    }

    fn is_stop(&self, form: FormId) -> bool {
        let terms = self.document.terms();
        let foreign = |words: &StopWords| words.contains(Hashed::of(terms.form(form)));
        terms.is_stop(form) || self.foreign.is_some_and(foreign)
    }

    fn cue(&mut self, form: FormId) -> Cue {
        let (cues, terms) = (self.cues, self.document.terms());
        match self.known.get_mut(form.0 as usize) {
            Some(known) => *known.get_or_insert_with(|| cues.of_word(terms.sought(form))),
            None => Cue::None,
        }
    }
}

/// Whether a word is a name by a capital behind its first letter: "iPhone", "eBay".
fn has_inner_capital(word: &str) -> bool {
    let (first, inner) = word.as_bytes().split_at(word.len().min(1));
    first.first().is_some_and(u8::is_ascii_lowercase)
        && inner.iter().any(u8::is_ascii_uppercase)
        && inner.iter().all(u8::is_ascii_alphanumeric)
}

fn role(word: &Word, cue: Cue, stop: bool, capitals: bool) -> Role {
    let name = word.shape.is_capitalised() && !capitals;
    let lone_letter = !word.content && !stop;
    match cue {
        Cue::Link => Role::Link,
        Cue::NameLink if !name => Role::NameLink,
        Cue::Calendar | Cue::Measure | Cue::Reporting => Role::Barrier,
        _ if word.shape.is_number() => Role::Number,
        _ if stop || lone_letter && !name => Role::Barrier,
        _ => Role::Topic,
    }
}

/// Whether a word before a full stop may be an abbreviation in a name: "Capt. Ida Bergstrom".
fn is_abbreviated(word: Word) -> bool {
    word.shape.is_capitalised() && word.span().len() <= 5
}

/// Bytes of the longest gap that joins two words.
const LONGEST_GAP: usize = 8;

fn joint(text: &str, before: Word, word: Word) -> Joint {
    let (begin, end) = (before.span().end(), word.span().begin());
    if end == begin + 1 && text.as_bytes().get(begin) == Some(&b' ') {
        return Joint::Blank;
    }
    let gap = text.get(begin..end).unwrap_or(",");
    if gap.len() > LONGEST_GAP || gap.matches('\n').count() > 1 {
        return Joint::Apart;
    }
    let possessor = gap
        .strip_prefix(['\'', '’'])
        .map(|rest| rest.strip_prefix(['s', 'S']).unwrap_or(rest));
    if let Some(rest) = possessor {
        let plural = before.span().of(text).ends_with(['s', 'S']);
        let ends = !rest.is_empty() && rest.trim().is_empty();
        return match ends && (before.shape.contains(Shape::POSSESSIVE) || plural) {
            true => Joint::Possessive,
            false => Joint::Apart,
        };
    }
    match gap.trim_matches(|c: char| c.is_whitespace() || is_droppable(c)) {
        "" => Joint::Blank,
        "-" | "‐" | "\u{2011}" | "&" if gap.len() <= 3 && gap.trim() == gap => Joint::Hyphen,
        "&" => Joint::Blank,
        "." if is_abbreviated(before)
            && (before.shape.is_all_capitals() || word.shape.is_capitalised()) =>
        {
            Joint::Blank
        }
        _ => Joint::Apart,
    }
}
