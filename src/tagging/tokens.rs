//! The words of title and text, with what the search for candidates needs to know of each.

use super::cues::{Cue, Cues};
use crate::document::{Document, Word};
use crate::text::language::Language;
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
    /// How it is written.
    pub shape: Shape,
    /// What it does to the words beside it.
    pub cue: Cue,
    /// What it may do in a tag.
    pub role: Role,
    /// Whether it is in one phrase with the word before it.
    pub joint: Joint,
    /// Whether its capital, if it has one, says that it is a name: it doesn't begin its sentence,
    /// and the sentence is not written in capitals throughout.
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
    let is_stop = |token: &Token| document.terms().is_stop(token.form);
    admit_halves(&mut tokens, is_stop);
    if let Some(tagger) = tagger {
        tag_parts(document, tagger, &mut tokens);
        doubt_verbs(tagger, &mut tokens);
    }
    if nouns_have_capitals(document.language()) {
        lower_nouns(document, &mut tokens);
    }
    set_titles_apart(&mut tokens);
    bar_dates(&mut tokens);
    bar_agency(document.text(), &mut tokens);
    tokens
}

/// Whether every noun of the language is written with a capital.
fn nouns_have_capitals(language: Language) -> bool {
    matches!(language.code(), "de" | "lb")
}

/// What stands before the names of places, and without an article before few other nouns.
const BEFORE_PLACES: [&str; 6] = ["in", "aus", "nach", "bei", "von", "zwischen"];

/// Takes the capital off nouns: it stays, and tells a name, in a run of several capitalised words and
/// right after a preposition of place.
fn lower_nouns(document: &Document, tokens: &mut [Token]) {
    let runs_on = |before: &Token, token: &Token| {
        let topics = before.role == Role::Topic && token.role == Role::Topic;
        let capitals = before.shape.capitalised && token.shape.capitalised;
        topics && capitals && matches!(token.joint, Joint::Blank | Joint::Hyphen)
    };
    let follows_place = |before: &Token, token: &Token| {
        let preposition = BEFORE_PLACES.contains(&document.terms().form(before.form));
        preposition && token.joint == Joint::Blank
    };
    let (mut before, mut in_run): (Option<Token>, bool) = (None, false);
    for at in 0..tokens.len() {
        let after = tokens.get(at + 1).copied();
        let Some(token) = tokens.get_mut(at) else {
            return;
        };
        let written = *token;
        let goes_on = after.is_some_and(|after| runs_on(&written, &after));
        let place = before.is_some_and(|before| follows_place(&before, &written));
        token.shape.capitalised &= in_run || goes_on || place;
        (before, in_run) = (Some(written), goes_on);
    }
}

/// Bars the names of months that are words as well, where a number is beside them: "March 10".
fn bar_dates(tokens: &mut [Token]) {
    let is_month = |token: &Token| token.cue == Cue::Month && token.shape.capitalised;
    let is_day = |token: &Token| token.role == Role::Number && token.span.len() <= 4;
    for second in 1..tokens.len() {
        let Some([a, b]) = tokens.get_mut(second - 1..=second) else {
            return;
        };
        if b.joint != Joint::Blank {
            continue;
        }
        if is_month(a) && is_day(b) {
            a.role = Role::Barrier;
        } else if is_day(a) && is_month(b) {
            b.role = Role::Barrier;
        }
    }
}

/// Words before an agency in parentheses in the first line of a story: "West Tarrow (TNA) –".
const DATELINE: usize = 5;

/// Bars the agency that sent the story, unless the title names it.
fn bar_agency(text: &str, tokens: &mut [Token]) {
    let opening = tokens.iter().filter(|token| !token.in_title());
    let mut opening = opening.take(DATELINE + 1);
    let agency = opening.find(|token| {
        let before = text.get(..token.span.begin()).unwrap_or("");
        let after = text.get(token.span.end()..).unwrap_or("");
        let next = after.strip_prefix(')').map(str::trim_start);
        let next = next.and_then(|after| after.chars().next());
        let story = |c: char| c.is_uppercase() || matches!(c, '-' | '–' | '—');
        token.shape.capitalised && before.ends_with('(') && next.is_some_and(story)
    });
    let Some(agency) = agency.map(|token| token.form) else {
        return;
    };
    let is_agency = |token: &Token| token.form == agency && token.shape.capitalised;
    if !tokens
        .iter()
        .any(|token| token.in_title() && is_agency(token))
    {
        let mentions = tokens.iter_mut().filter(|token| is_agency(token));
        mentions.for_each(|token| token.role = Role::Barrier);
    }
}

/// Tells the parts of speech of all tokens.
fn tag_parts(document: &Document, tagger: &mut Tagger, tokens: &mut [Token]) {
    let mut tags = Vec::with_capacity(tokens.len());
    let mut sentence = Vec::new();
    let mut read = |words: &[Word], text: &str| {
        let seen = words.iter().map(|word| (word.form, word.span, word.shape));
        sentence.clear();
        sentence.extend(observed(text, seen, is_in_capitals(words)));
        tagger.tag(&sentence, &mut tags);
    };
    read(document.title_words(), document.title());
    for (_, sentence) in document.story() {
        read(document.words_of(sentence), document.text());
    }
    for (token, tag) in tokens.iter_mut().zip(tags) {
        token.part = Some(tag);
    }
}

/// Lets words that say nothing by themselves be parts of words with a hyphen: "two-dimensional".
fn admit_halves(tokens: &mut [Token], is_stop: impl Fn(&Token) -> bool) {
    for second in 1..tokens.len() {
        let Some([a, b]) = tokens.get_mut(second - 1..=second) else {
            return;
        };
        if b.joint != Joint::Hyphen {
            continue;
        }
        for half in [a, b] {
            let link = matches!(half.role, Role::Link | Role::NameLink);
            if link || half.role == Role::Barrier && is_stop(half) {
                half.role = Role::Topic;
            }
        }
    }
}

/// The least likelihood of a noun at which a verb may be one.
const LIKELY_NOUN: f32 = 0.15;

/// Finds the words that may belong to a noun phrase though they were taken for verbs.
fn doubt_verbs(tagger: &mut Tagger, tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        let Some(&token) = tokens.get(at) else {
            return;
        };
        if token.part != Some(PartOfSpeech::Verb) || token.role != Role::Topic {
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        let before = before.filter(|_| token.joint == Joint::Blank);
        let after = tokens.get(at + 1);
        let after = after.filter(|after| matches!(after.joint, Joint::Blank | Joint::Hyphen));
        let after_noun = before.is_some_and(|word| word.is_nominal() && word.role == Role::Topic);
        let mut noun = || tagger.likelihoods(token.form, [PartOfSpeech::Noun])[0] >= LIKELY_NOUN;
        let perhaps = if after_noun && noun() {
            Perhaps::Noun
        } else if after.is_some_and(|word| word.is_nominal() && word.role == Role::Topic) {
            Perhaps::Modifier
        } else {
            Perhaps::No
        };
        if let Some(token) = tokens.get_mut(at) {
            token.perhaps = perhaps;
        }
    }
}

/// Takes titles off the names that they stand before: "President Lee", "striker Wayne Rooney".
fn set_titles_apart(tokens: &mut [Token]) {
    let is_title = |token: &Token| matches!(token.cue, Cue::Title | Cue::TitleModifier);
    let mut from = 0;
    while let Some(found) = tokens
        .get(from..)
        .and_then(|rest| rest.iter().position(is_title))
    {
        let begin = from + found;
        let rest = tokens.get(begin + 1..).unwrap_or_default();
        let joined = |token: &Token| is_title(token) && token.joint == Joint::Blank;
        let end = begin + 1 + rest.iter().take_while(|token| joined(token)).count();
        from = end;
        let (head, tail) = tokens.split_at_mut(end);
        let titles = head.get_mut(begin..).unwrap_or_default();
        if let Some(name) = tail.first_mut()
            && name.joint == Joint::Blank
            && name.shape.capitalised
            && name.role == Role::Topic
            && titles.iter().any(|token| token.cue == Cue::Title)
        {
            name.joint = Joint::Apart;
            name.honored = true;
            let capitalised = titles.iter_mut().filter(|token| token.shape.capitalised);
            capitalised.for_each(|token| token.role = Role::Barrier);
        }
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
            self.tokens.push(Token {
                span: word.span,
                form: word.form,
                term: word.term,
                sentence,
                shape: word.shape,
                cue,
                role: role(word, cue, stop, capitals),
                joint,
                telling: !capitals && (before.is_some() || word.shape.all_capitals),
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
            Some(known) => *known.get_or_insert_with(|| cues.of_word(terms.hashed(form))),
            None => Cue::None,
        }
    }
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

/// Whether a word before a full stop may be an abbreviation in a name: "Capt. Joseph Hazel".
fn is_abbreviated(word: Word) -> bool {
    word.shape.capitalised && word.span.len() <= 5
}

/// Bytes of the longest gap that joins two words.
const LONGEST_GAP: usize = 8;

fn joint(text: &str, before: Word, word: Word) -> Joint {
    let gap = text
        .get(before.span.end()..word.span.begin())
        .unwrap_or(",");
    if gap == " " {
        return Joint::Blank;
    }
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
