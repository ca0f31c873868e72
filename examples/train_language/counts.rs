//! N-grams counted by script and language.

use std::collections::{BTreeMap, HashMap};

use nutgraf::text::detection::model::SHARED;
use nutgraf::text::detection::n_grams;
use nutgraf::text::language::{Language, Script};

/// N-grams of the languages of one script.
#[derive(Clone, Default)]
pub struct ScriptCounts {
    /// Codes of the languages; a language's place is its number in the rows.
    pub languages: Vec<&'static str>,
    /// How often each language has an n-gram.
    pub grams: HashMap<u32, Vec<f32>>,
}

/// N-grams of the languages that share scripts.
#[derive(Clone, Default)]
pub struct Counts(BTreeMap<usize, ScriptCounts>);

impl Counts {
    /// Counts the n-grams of `text` with `weight`. Leaves out a text of no known language, of a script
    /// that is not its language's, or of a script that decides alone.
    pub fn add(&mut self, code: &str, text: &str, weight: f32) {
        let Some(language) = Language::of_code(code) else {
            return;
        };
        let Some((script, hashes)) = n_grams(text) else {
            return;
        };
        let number = SHARED.iter().position(|shared| *shared == script);
        let (Some(number), true) = (number, script == language.script()) else {
            return;
        };
        let counts = self.0.entry(number).or_default();
        let known = counts
            .languages
            .iter()
            .position(|known| *known == language.code());
        let place = known.unwrap_or_else(|| {
            counts.languages.push(language.code());
            counts.languages.len() - 1
        });
        for hash in hashes {
            let row = counts.grams.entry(hash).or_default();
            row.resize(row.len().max(place + 1), 0.0);
            row[place] += weight;
        }
    }

    /// The scripts with their counts, in the order of the model.
    pub fn by_script(&self) -> impl Iterator<Item = (Script, &ScriptCounts)> {
        self.0
            .iter()
            .map(|(number, counts)| (SHARED[*number], counts))
    }
}
