//! The words of title and text, with what the search for candidates needs to know of each.

use super::context;
use super::cues::{Cue, Cues};
use crate::document::{Document, Word};
use crate::text::part_of_speech::{PartOfSpeech, Tagger, observed};
use crate::text::span::Span;
use crate::text::terms::{FormId, TermId};
use crate::text::words::Shape;

/// A word of the title or of the text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it is, in the title or in the text.
    pub span: Span,
    /// Its lower-case form.
    pub form: FormId,
    /// Its stem.
    pub term: TermId,
    /// The number of its sentence in the text; [`TITLE`] in the title.
    pub sentence: u32,
    /// How it is written; "iPhone" counts as capitalised.
    pub shape: Shape,
    /// What it does to the words beside it.
    pub cue: Cue,
    /// What it may do in a tag.
    pub role: Role,
    /// Whether it is in one phrase with the word before it.
    pub joint: Joint,
    /// Whether its capital, if it has one, says that it is a name: it doesn't begin its sentence or is not its
    /// first letter, and the sentence is not written in capitals throughout.
    pub telling: bool,
    /// Whether a person's title goes before it.
    pub honored: bool,
    /// What it is in its sentence, where there is a tagger for the language.
    pub part: Option<PartOfSpeech>,
    /// What it may be in a noun phrase though the tagger takes it for a verb.
    pub perhaps: Perhaps,
}

/// What a word that was taken for a verb may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Perhaps {
    /// Nothing else.
    No,
    /// What tells more of the noun after it: "*developing* countries".
    Modifier,
    /// A noun: "price *increase*".
    Noun,
    /// What tells more of the noun before it, where there is no tagger: "emplois *menacés*".
    Trailing,
}

/// Stands for the sentence of a word in the title.
pub const TITLE: u32 = u32::MAX;

/// What a word may do in a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Stand anywhere.
    Topic,
    /// Stand inside.
    Link,
    /// Stand inside, between capitalised words.
    NameLink,
    /// End one after a capitalised word ("Boeing 737"); begin one if it is a year ("1990 census").
    Number,
    /// Nothing.
    Barrier,
}

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// The start of a sentence, or a mark that ends a phrase.
    Apart,
    /// A blank.
    Blank,
    /// A hyphen or something else that makes one word of two: "COVID-19", "AT&T".
    Hyphen,
    /// A possessive ending: "China's invitation".
    Possessive,
}

impl Token {
    /// Whether it is in the title.
    pub fn in_title(&self) -> bool {
        self.sentence == TITLE
    }

    /// What its span is of: the title or the text.
    pub fn source<'a>(&self, document: &Document<'a>) -> &'a str {
        match self.in_title() {
            true => document.title(),
            false => document.text(),
        }
    }

    /// Whether nothing but a blank or a hyphen stands between it and the word before it.
    pub fn is_joined(&self) -> bool {
        matches!(self.joint, Joint::Blank | Joint::Hyphen)
    }

    /// Whether it can stand in a noun phrase; any topic word can where there is no tagger.
    pub fn is_nominal(&self) -> bool {
        use PartOfSpeech::{Adjective, Name, Noun, Number};
        self.part
            .is_none_or(|part| matches!(part, Noun | Name | Adjective | Number))
    }

    /// Whether it may stand in a noun phrase, before its last word.
    pub fn may_modify(&self) -> bool {
        self.is_nominal() || self.perhaps != Perhaps::No
    }

    /// Whether it may be the main word of a noun phrase.
    pub fn may_be_noun(&self) -> bool {
        self.is_noun() || self.perhaps == Perhaps::Noun
    }

    /// Whether it can be the main word of a noun phrase.
    pub fn is_noun(&self) -> bool {
        let noun = |part| matches!(part, PartOfSpeech::Noun | PartOfSpeech::Name);
        self.part.is_none_or(noun)
    }
}

/// The words of the title, then those of the text. No phrase begins or ends with `stop_words`.
pub fn tokens(
    document: &Document,
    stop_words: &[String],
    tagger: Option<&mut Tagger>,
) -> Vec<Token> {
    let mut reader = Reader {
        document,
        cues: Cues::of(document.language()),
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
        let seen = words.iter().map(|word| (word.form, word.span, word.shape));
        let sentence = observed(text, seen, is_in_capitals(words));
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

struct Reader<'d, 'a> {
    document: &'d Document<'a>,
    cues: Cues,
    known: Vec<Option<Cue>>,
    tokens: Vec<Token>,
}

impl Reader<'_, '_> {
    fn read(&mut self, words: &[Word], text: &str, sentence: u32) {
        let capitals = is_in_capitals(words);
        let mut before: Option<Word> = None;
        for word in words {
            let cue = self.cue(word.form);
            let joint = before.map_or(Joint::Apart, |before| joint(text, before, *word));
            let stop = self.document.terms().is_stop(word.form);
            let inner = has_inner_capital(word.span.of(text));
            self.tokens.push(Token {
                span: word.span,
                form: word.form,
                term: word.term,
                sentence,
                shape: Shape {
                    capitalised: word.shape.capitalised || inner,
                    ..word.shape
                },
                cue,
                role: role(word, cue, stop, capitals),
                joint,
                telling: !capitals && (before.is_some() || word.shape.all_capitals || inner),
                honored: false,
                part: None,
                perhaps: Perhaps::No,
            });
            before = Some(*word);
        }
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

/// Whether three words in four of a sentence are capitalised: the capitals then say nothing.
fn is_in_capitals(words: &[Word]) -> bool {
    let content = words
        .iter()
        .filter(|word| word.content && !word.shape.number);
    let (mut all, mut capitalised) = (0, 0);
    for word in content {
        all += 1;
        capitalised += usize::from(word.shape.capitalised);
    }
    all >= 3 && capitalised * 4 > all * 3
}

fn role(word: &Word, cue: Cue, stop: bool, capitals: bool) -> Role {
    let name = word.shape.capitalised && !capitals;
    let lone_letter = !word.content && !stop;
    match cue {
        Cue::Link => Role::Link,
        Cue::NameLink if !name => Role::NameLink,
        Cue::Calendar | Cue::Measure | Cue::Reporting => Role::Barrier,
        _ if word.shape.number => Role::Number,
        _ if stop || lone_letter && !name => Role::Barrier,
        _ => Role::Topic,
    }
}

/// Whether a word before a full stop may be an abbreviation in a name: "Capt. Ida Bergstrom".
fn is_abbreviated(word: Word) -> bool {
    word.shape.capitalised && word.span.len() <= 5
}

/// Bytes of the longest gap that joins two words.
const LONGEST_GAP: usize = 8;

fn joint(text: &str, before: Word, word: Word) -> Joint {
    let (begin, end) = (before.span.end(), word.span.begin());
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
        let plural = before.span.of(text).ends_with(['s', 'S']);
        let ends = !rest.is_empty() && rest.trim().is_empty();
        return match ends && (before.shape.possessive || plural) {
            true => Joint::Possessive,
            false => Joint::Apart,
        };
    }
    match gap.trim() {
        "" => Joint::Blank,
        "-" | "‐" | "\u{2011}" | "&" if gap.len() <= 3 && gap.trim() == gap => Joint::Hyphen,
        "&" => Joint::Blank,
        "." if is_abbreviated(before) && (before.shape.all_capitals || word.shape.capitalised) => {
            Joint::Blank
        }
        _ => Joint::Apart,
    }
}
