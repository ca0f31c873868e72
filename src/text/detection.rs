//! Which language a text is written in, judged by its beginning.
//!
//! The script decides first: most belong to one language. Languages that share a script are told
//! apart by the n-grams of their words, with naive Bayes ([`model`]); `examples/train_language` made
//! the model and says how good it is.

mod confidence;
mod grams;
pub mod model;
mod prefix;
mod prior;
mod scores;
mod scripts;

use std::sync::LazyLock;

use super::language::{Language, Script};
pub use confidence::COEFFICIENTS;
use confidence::Evidence;
use model::Model;
use prefix::prefix;
use scores::Scores;
use scripts::{dominant_script, sole_language};

/// A language and how sure its detection is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detection {
    /// The likeliest language; undetermined where the text tells too little.
    pub language: Language,
    /// The probability that it is the right one, from 0 to 1.
    pub confidence: f32,
}

/// N-grams after which there is a look whether more are needed.
const LOOK: u32 = 64;
/// The confidence below which more are needed, and the lead of the likeliest language over the next in
/// natural logarithms. The confidence of English never gets far above 0.95 and does not tell when to stop
/// by itself: with it alone, news were read more than twice as far, and texts of five sentences of
/// languages that share much judged a little worse.
const ENOUGH: f32 = 0.9;
/// See [`ENOUGH`].
const LEAD: f32 = 100.0;

static MODEL: LazyLock<Option<Model<'static>>> =
    LazyLock::new(|| Model::parse(include_bytes!("detection/model.bin")));

/// The language of `text`, judged by its beginning. Takes the same time however long the text is.
pub fn detect(text: &str) -> Detection {
    match &*MODEL {
        Some(model) => model.detect(text),
        None => UNKNOWN,
    }
}

/// The languages that [`detect`] can find.
pub fn detected_languages() -> impl Iterator<Item = Language> {
    let by_script = Language::all().filter(|language| sole_language(language.script()).is_some());
    let by_model = MODEL.iter().flat_map(|model| model.languages());
    by_script.chain(by_model.map(|(language, _)| *language))
}

const UNKNOWN: Detection = Detection {
    language: Language::undetermined(),
    confidence: 0.0,
};

impl Model<'_> {
    /// What [`detect`] does, with this model.
    pub fn detect(&self, text: &str) -> Detection {
        let prefix = prefix(text);
        let Some((script, share)) = dominant_script(prefix) else {
            return UNKNOWN;
        };
        let (language, confidence) = match sole_language(script) {
            Some(language) => (language, 1.0),
            None => match self.judge(prefix, script) {
                Some((language, evidence)) if prior::may_be(language, evidence.grams) => {
                    (language, self.confidence(evidence))
                }
                _ => return UNKNOWN,
            },
        };
        Detection {
            language,
            confidence: confidence * share,
        }
    }

    /// The likeliest language of `text` and what its confidence is computed from; nothing where the
    /// script decides. For training.
    pub fn evidence(&self, text: &str) -> Option<(Language, [f32; COEFFICIENTS])> {
        let prefix = prefix(text);
        let (script, _) = dominant_script(prefix)?;
        let (language, evidence) = self.judge(prefix, script)?;
        Some((language, evidence.features()))
    }

    /// The likeliest language of those that share `script`, and what speaks for it.
    fn judge(&self, prefix: &str, script: Script) -> Option<(Language, Evidence)> {
        let mut scores = Scores::of(self, script);
        let mut next_look = LOOK;
        grams::words(prefix, script, |word| {
            grams::grams(word, |hash| scores.add(hash));
            let look = scores.grams >= next_look;
            next_look += if look { LOOK } else { 0 };
            look && self.is_beyond_doubt(&mut scores)
        });
        evidence(&mut scores)
    }

    fn is_beyond_doubt(&self, scores: &mut Scores) -> bool {
        let judged = evidence(scores);
        judged.is_some_and(|(_, evidence)| {
            evidence.lead >= LEAD && self.confidence(evidence) >= ENOUGH
        })
    }
}

fn evidence(scores: &mut Scores) -> Option<(Language, Evidence)> {
    let best = scores.best()?;
    let evidence = Evidence {
        grams: scores.grams as f32,
        best: best.score as f32 / model::UNIT,
        lead: best.lead as f32 / model::UNIT,
    };
    Some((best.language, evidence))
}

/// The n-grams by which the language of `text` is judged, and its script. For training.
pub fn n_grams(text: &str) -> Option<(Script, Vec<u32>)> {
    let (script, _) = dominant_script(text)?;
    let mut hashes = Vec::new();
    grams::words(text, script, |word| {
        grams::grams(word, |hash| hashes.push(hash));
        false
    });
    Some((script, hashes))
}

#[cfg(test)]
mod tests {
    use super::{detect, detected_languages};

    #[track_caller]
    fn check(text: &str, code: &str) {
        let found = detect(text);
        let confidence = found.confidence;
        assert_eq!(found.language.code(), code, "{text:?} ({confidence})");
        assert!((0.0..=1.0).contains(&confidence), "{text:?} {confidence}");
    }

    #[test]
    fn sentences_of_many_languages_and_scripts() {
        let sentences = include_str!("detection/sentences.tsv");
        for (code, text) in sentences.lines().filter_map(|line| line.split_once('\t')) {
            check(text, code);
        }
    }

    #[test]
    fn a_few_words_are_rather_of_a_language_that_many_write() {
        for (code, text) in [
            ("en", "A dog barks."),
            ("en", "Breaking news"),
            ("en", "Stocks rise"),
            ("en", "Happy birthday"),
            ("de", "Guten Tag"),
            ("de", "Ein Hund bellt."),
            ("fr", "Il pleut aujourd'hui."),
            ("es", "Los niños juegan."),
            ("it", "Buongiorno"),
            ("pt", "O cão late."),
            ("ru", "Привет"),
            ("uk", "Діти граються."),
            ("tr", "Köpek havlıyor."),
            ("vi", "Con chó sủa."),
        ] {
            check(text, code);
        }
    }

    #[test]
    fn a_single_short_word_tells_no_language_that_few_write() {
        for text in ["Hello", "Hi!", "Hola", "Hallo", "Obama", "Hei"] {
            check(text, "und");
        }
        for (code, text) in [("en", "Thanks"), ("es", "Gracias"), ("pl", "Cześć")] {
            check(text, code);
        }
        check("Goeie môre", "af");
    }

    #[test]
    fn a_lead_is_no_evidence() {
        check("ʘ", "und");
        check("Aja kan gbó.", "yo");
        check("Mae ci yn cyfarth.", "cy");
    }

    #[test]
    fn no_letters_no_language() {
        for text in [
            "",
            " \n",
            "12:45 — 3.14 %",
            "🌍🌍",
            "https://example.org/the/bridge a@b.c",
        ] {
            check(text, "und");
        }
    }

    #[test]
    fn addresses_numbers_and_names_in_another_script_do_not_mislead() {
        check(
            "https://example.org/the-government-said 12/11 Правительство сообщило, что мост открыт.",
            "ru",
        );
        check("NASA 宣布 Artemis 任务将于明年发射。", "zh");
        check("iPhone 16 Pro を発売", "ja");
    }

    #[test]
    fn more_text_makes_surer_and_foreign_text_less_sure() {
        let sentence = "The government said the bridge would open again after a year of repairs. ";
        let short = detect("The bridge");
        let long = detect(&sentence.repeat(10));
        let gibberish = detect("zxqv wkjr tlpq bnvx qqzt");
        assert!(short.confidence < long.confidence, "{short:?} {long:?}");
        assert!(long.confidence > 0.9, "{long:?}");
        assert!(gibberish.confidence < 0.5, "{gibberish:?}");
    }

    #[test]
    fn only_the_beginning_is_read() {
        let mut text = "The government said the bridge would open again. ".repeat(200);
        let before = detect(&text);
        text.push_str(&"Правительство сообщило ".repeat(10_000));
        assert_eq!(detect(&text), before);
        assert_eq!(
            detect(&"x".repeat(1 << 20)).language,
            detect(&"x".repeat(500)).language
        );
    }

    #[test]
    fn the_model_is_whole_and_knows_each_language_once() {
        let mut codes: Vec<&str> = detected_languages()
            .map(|language| language.code())
            .collect();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
        assert!(count >= 75, "{count} languages");
    }
}
