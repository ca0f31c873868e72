//! Cue words: words that promise a statement of weight, or one that can be left out.
//!
//! Edmundson's classes, in words that news uses. Bonus: superlatives, terms of value and of
//! conclusion, causes, announcements. Stigma: words that point back at another sentence, hedges,
//! belittling words, examples and asides. Words are in lower case, as the text has them.

use crate::text::language::Language;

/// The cue words of a language, separated by white space.
pub(super) struct Cues {
    /// Words that count for a sentence.
    pub(super) bonus: &'static str,
    /// Words that count against it.
    pub(super) stigma: &'static str,
}

/// The cue words of `language`, if it has any here.
pub(super) fn cues(language: Language) -> Option<&'static Cues> {
    let found = TABLE.iter().find(|(code, _)| *code == language.code());
    found.map(|(_, cues)| cues)
}

static TABLE: &[(&str, Cues)] = &[
    (
        "en",
        Cues {
            bonus: "announced announces because best biggest cause caused central conclude concluded \
                    consequently crucial decided decision essential finally first found greatest \
                    highest historic important key largest latest main major most necessary new \
                    primary record result results revealed serious severe significant significantly \
                    therefore thus top unprecedented vital warned worst",
            stigma: "although anyway example hardly he her here him his however impossible incidentally \
                     instance it maybe meanwhile moreover obviously otherwise perhaps probably she \
                     somehow that their them these they this those though unlikely",
        },
    ),
    (
        "fr",
        Cues {
            bonus: "annoncé annonce car cause conclusion crucial décidé décision dernier essentiel \
                    finalement grave historique important inédit majeur meilleur nécessaire nouveau \
                    nouvelle pire plus premier première principal record résultat résultats révélé \
                    selon significatif",
            stigma: "ailleurs autrement bref cela celle celui ceux cependant certes elle elles \
                     évidemment exemple il ils impossible néanmoins notamment parfois peut-être \
                     pourtant probablement quant toutefois",
        },
    ),
    (
        "nb",
        Cues {
            bonus: "advarer alvorlig avgjørende avslører beste beslutning besluttet derfor endelig fant \
                    fordi første historisk høyeste konklusjon største nye ny rekord resultat \
                    resultatet siste sterkeste verste viktig viktige viktigste",
            stigma: "de den denne det dette disse dessuten eksempel eksempelvis forøvrig han hun \
                     imidlertid kanskje neppe sannsynligvis selvsagt umulig",
        },
    ),
];
