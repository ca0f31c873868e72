//! How sentences open that need the one before: with a pronoun, or with a word that goes on from it.
//!
//! Tables by language; a language without one has no such openings. Phrases are in lower case,
//! separated by commas.

use std::sync::LazyLock;

use crate::document::{Document, Sentence, Word};
use crate::text::hashed::WordMap;

/// The openings of a language.
struct Openings {
    code: &'static str,
    /// Words for something named before.
    pronouns: &'static str,
    /// Words that go on from what was said before.
    connectives: &'static str,
    /// Words that go on from what was said before wherever they stand among the first [`SOON`].
    soon: &'static str,
    /// Openings that look like one of those and are none.
    free: &'static str,
}

/// The first words of a sentence, among which some go on from what was said before.
const SOON: usize = 5;

static TABLE: &[Openings] = &[
    Openings {
        code: "de",
        pronouns: "er, sie, das, dies, diese, dieser, dieses, diesem, diesen, ihr, ihre, sein, seine, jener, jene",
        connectives: "aber, doch, jedoch, und, zudem, außerdem, allerdings, deshalb, daher, dennoch, trotzdem, danach, \
                      darüber hinaus, stattdessen, auch",
        soon: "auch, zudem, ebenfalls, außerdem",
        free: "diese woche, dieses jahr, diesen monat, das erste, das neue",
    },
    Openings {
        code: "en",
        pronouns: "he, she, it, they, this, that, these, those, his, her, hers, their, theirs, its, him, them, \
                   he's, she's, it's, they're, that's, such, both, another, others, one of them, the latter, \
                   the former, neither, either, the pair, the couple, the duo, the trio, the two, the three, \
                   the incident, the move, the same, the other, the others, the rest, the victim, the victims, \
                   the suspect, the suspects, one of the, some of the, most of the, all of the, \
                   none of the, there was, there were",
        connectives: "but, and, so, or, nor, yet, however, also, meanwhile, then, therefore, thus, hence, moreover, \
                      furthermore, nevertheless, nonetheless, instead, besides, additionally, consequently, \
                      otherwise, still, in addition, as a result, on the other hand, in contrast, after that, \
                      by contrast, for example, for instance, similarly, likewise, afterwards, later",
        soon: "also, later, then",
        free: "this week, this year, this month, this morning, this afternoon, this evening, this weekend, \
               this season, this summer, this winter, this spring, this autumn, this fall, this time, those who, \
               it was the first time, it is the first time, still the, so far, both the, so called, later this, \
               later today, later on monday, such as",
    },
    Openings {
        code: "es",
        pronouns: "él, ella, ellos, ellas, esto, eso, este, esta, estos, estas, ese, esa, esos, esas, su, sus",
        connectives: "pero, y, sin embargo, además, también, entonces, por otra parte, por lo tanto, no obstante, \
                      asimismo, en cambio",
        soon: "también",
        free: "esta semana, este año, este mes, este lunes, este martes, este miércoles, este jueves, este viernes",
    },
    Openings {
        code: "fr",
        pronouns: "il, elle, ils, elles, ce, cet, cette, ces, cela, ça, c'est, celui, celle, ceux, celles, son, sa, \
                   ses, leur, leurs, lui",
        connectives: "mais, et, or, donc, cependant, toutefois, pourtant, néanmoins, ensuite, puis, ainsi, en effet, \
                      par ailleurs, de plus, en revanche, au contraire, en outre, aussi, d'ailleurs, par conséquent",
        soon: "également",
        free: "il y a, il faut, cette semaine, cette année, ce matin, ce soir, ce lundi, ce mardi, ce mercredi, \
               ce jeudi, ce vendredi, ce samedi, ce dimanche, ce mois, ce week, ainsi que",
    },
    Openings {
        code: "nb",
        pronouns: "han, hun, den, det, de, dette, disse, denne, hans, hennes, deres, dens, dets",
        connectives: "men, og, så, derfor, dessuten, imidlertid, likevel, samtidig, deretter, dermed, i tillegg, \
                      på den annen side, også, for øvrig, derimot",
        soon: "også",
        free: "det er, det var, det har, det ble, det blir, denne uken, denne uka, denne måneden, den norske, \
               den nye, de nye, de siste, den siste, de to, de fleste, den første",
    },
    Openings {
        code: "pt",
        pronouns: "ele, ela, eles, elas, isso, isto, este, esta, estes, estas, esse, essa, esses, essas, seu, sua, \
                   seus, suas",
        connectives: "mas, e, porém, contudo, no entanto, além disso, também, por isso, então, entretanto, assim",
        soon: "também",
        free: "esta semana, este ano, este mês, assim como",
    },
    Openings {
        code: "tr",
        pronouns: "o, onlar, bu, bunlar, şu, onun, onların, bunun, bunu, bunların, kendisi",
        connectives: "ama, ancak, fakat, ayrıca, öte yandan, bununla birlikte, daha sonra, sonra, ve, çünkü, böylece, \
                      dolayısıyla, buna karşın, yine de, üstelik",
        soon: "ayrıca",
        free: "bu yıl, bu hafta, bu ay, bu sabah, bu akşam, bu sezon",
    },
    Openings {
        code: "vi",
        pronouns: "họ, nó, ông này, ông ấy, bà này, bà ấy, anh này, anh ấy, chị này, chị ấy, cô này, cô ấy, điều này, \
                   điều đó, việc này, việc đó, người này, những người này, đây, đó",
        connectives: "nhưng, tuy nhiên, do đó, vì vậy, vì thế, ngoài ra, bên cạnh đó, trong khi đó, đồng thời, sau đó, \
                      song, thế nhưng, mặt khác, và",
        soon: "cũng",
        free: "đây là lần đầu",
    },
];

/// What an opening says of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    LeansBack,
    /// If not the first word, then one of the first.
    LeansSoon,
    Free,
}

/// The openings of a language, by their first words.
pub(super) struct Openers(WordMap<Vec<(Opening, Rest)>>);

/// The words of an opening after its first.
type Rest = Box<[&'static str]>;

static OPENERS: LazyLock<Vec<(&str, Openers)>> = LazyLock::new(|| {
    let of = |language: &Openings| (language.code, Openers::read(language));
    TABLE.iter().map(of).collect()
});

impl Openers {
    /// Those of `document`'s language; `None` where there is no table.
    pub(super) fn of(document: &Document) -> Option<&'static Openers> {
        let code = document.language().code();
        let found = OPENERS.iter().find(|(of, _)| *of == code);
        found.map(|(_, openers)| openers)
    }

    fn read(language: &Openings) -> Openers {
        let mut by_first_word = WordMap::default();
        for (opening, phrases) in [
            (Opening::Free, language.free),
            (Opening::LeansBack, language.pronouns),
            (Opening::LeansBack, language.connectives),
            (Opening::LeansSoon, language.soon),
        ] {
            for phrase in phrases.split(',').map(str::trim) {
                let mut words = phrase.split(' ');
                let first = words.next().unwrap_or(phrase);
                let those: &mut Vec<_> = by_first_word.or_insert(first, Vec::new());
                those.push((opening, words.collect()));
            }
        }
        Openers(by_first_word)
    }

    /// Whether `sentence` opens with a pronoun or goes on from the sentence before.
    pub(super) fn leans_back(&self, document: &Document, sentence: &Sentence) -> bool {
        let words = document.words_of(sentence);
        let first = words
            .first()
            .and_then(|word| self.0.get(document.terms().sought(word.form)));
        let opens = |rest: &Rest| {
            let mut forms = words.iter().map(|word| document.terms().form(word.form));
            forms.next();
            rest.iter().all(|word| forms.next() == Some(word))
        };
        let found = first.into_iter().flatten().find(|(_, rest)| opens(rest));
        let soon = |word: &Word| {
            let found = self.0.get(document.terms().sought(word.form));
            found.is_some_and(|all| {
                all.iter()
                    .any(|(opening, _)| *opening == Opening::LeansSoon)
            })
        };
        match found {
            Some((opening, _)) => *opening != Opening::Free,
            None => words.iter().take(SOON).any(soon) || self.is_said_by_one(document, sentence),
        }
    }

    /// Whether a sentence is a quotation and its speaker a pronoun: "\"We waited,\" she said."
    fn is_said_by_one(&self, document: &Document, sentence: &Sentence) -> bool {
        let text = document.sentence_text(sentence);
        let Some(quoted) = text.strip_prefix(['"', '“']) else {
            return false;
        };
        let Some(end) = quoted.rfind(['"', '”']) else {
            return false;
        };
        let end = sentence.span.begin() + (text.len() - quoted.len()) + end;
        let mut words = document.words_of(sentence).iter();
        let Some(speaker) = words.find(|word| word.span().begin() >= end) else {
            return false;
        };
        let found = self.0.get(document.terms().sought(speaker.form));
        found.is_some_and(|all| {
            let mut all = all.iter();
            all.any(|(opening, rest)| *opening == Opening::LeansBack && rest.is_empty())
        })
    }
}
