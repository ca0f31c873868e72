//! Words by what they do to the words beside them.
//!
//! Lower case, sorted by their kind; a language without a list of its own has none of the kind.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::language::Language;

/// What a word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// May stand inside any tag: "Bank *of* England".
    Link,
    /// May stand inside a name, between capitalised words: "Department of *the* Interior".
    NameLink,
    /// A weekday, a month, or a word such as "yesterday".
    Calendar,
    /// A month that is another word as well: "March".
    Month,
    /// Goes before a person's name and is no part of it: "President", "Mr".
    Title,
    /// Part of a title where one is beside it: "*Prime* Minister".
    TitleModifier,
    /// Says that somebody said something.
    Reporting,
    /// Ends the name of an organization: "Inc.".
    Company,
    /// None of these.
    None,
}

/// The cue words of one language.
#[derive(Clone, Copy, Debug)]
pub struct Cues {
    words: Option<&'static Words>,
}

type Lists = [(Cue, &'static [&'static str])];
type Words = HashMap<&'static str, Cue>;

/// The cue words of every language that has any, by its code.
static LANGUAGES: LazyLock<HashMap<&'static str, Words>> = LazyLock::new(|| {
    let lists: [(&str, &Lists); 5] = [
        ("en", ENGLISH),
        ("fr", FRENCH),
        ("pt", PORTUGUESE),
        ("es", SPANISH),
        ("de", GERMAN),
    ];
    let of_language = |(code, lists): (&'static str, &Lists)| (code, by_word(lists));
    lists.into_iter().map(of_language).collect()
});

/// A word of two kinds is of the one that is listed first.
fn by_word(lists: &Lists) -> Words {
    let mut words = Words::new();
    for (cue, list) in lists {
        for word in *list {
            words.entry(word).or_insert(*cue);
        }
    }
    words
}

impl Cues {
    /// The cue words of `language`.
    pub fn of(language: Language) -> Cues {
        Cues {
            words: LANGUAGES.get(language.code()),
        }
    }

    /// What `folded`, a word in lower case, does.
    pub fn of_word(self, folded: &str) -> Cue {
        let known = self.words.and_then(|words| words.get(folded));
        known.copied().unwrap_or(Cue::None)
    }
}

static ENGLISH: &[(Cue, &[&str])] = &[
    (Cue::Link, &["of"]),
    (
        Cue::NameLink,
        &[
            "the", "for", "de", "la", "del", "al", "bin", "von", "van", "der", "da", "di", "du",
        ],
    ),
    (Cue::Month, &["march", "may"]),
    (
        Cue::Calendar,
        &[
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "january",
            "february",
            "april",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "jan",
            "feb",
            "apr",
            "aug",
            "sept",
            "oct",
            "nov",
            "dec",
            "today",
            "yesterday",
            "tomorrow",
            "tonight",
            "gmt",
            "est",
            "edt",
            "bst",
            "mon",
            "tue",
            "tues",
            "wed",
            "thu",
            "thurs",
            "fri",
            "sat",
        ],
    ),
    (
        Cue::Title,
        &[
            "mr",
            "mrs",
            "ms",
            "miss",
            "dr",
            "sir",
            "dame",
            "prof",
            "professor",
            "president",
            "premier",
            "chancellor",
            "minister",
            "secretary",
            "senator",
            "sen",
            "rep",
            "representative",
            "congressman",
            "congresswoman",
            "gov",
            "governor",
            "mayor",
            "judge",
            "attorney",
            "gen",
            "col",
            "colonel",
            "capt",
            "captain",
            "lt",
            "lieutenant",
            "sgt",
            "sergeant",
            "maj",
            "cmdr",
            "commander",
            "adm",
            "admiral",
            "officer",
            "detective",
            "inspector",
            "sheriff",
            "cardinal",
            "archbishop",
            "bishop",
            "rev",
            "reverend",
            "rabbi",
            "imam",
            "sheikh",
            "ayatollah",
            "coach",
            "manager",
            "chairman",
            "chairwoman",
            "ceo",
            "director",
            "ambassador",
            "actor",
            "actress",
            "singer",
            "spokesman",
            "spokeswoman",
            "mp",
            "presidents",
            "ministers",
            "hon",
            "leader",
            "founder",
            "striker",
            "defender",
            "midfielder",
            "goalkeeper",
            "winger",
            "analyst",
            "economist",
            "lawyer",
            "prosecutor",
            "teammate",
            "mrs",
        ],
    ),
    (
        Cue::TitleModifier,
        &[
            "prime",
            "vice",
            "deputy",
            "foreign",
            "finance",
            "defence",
            "defense",
            "interior",
            "general",
            "chief",
            "executive",
            "major",
            "justice",
            "acting",
            "former",
            "lord",
            "lady",
            "senior",
            "press",
            "state",
            "home",
            "trade",
            "health",
            "police",
            "managing",
            "district",
            "assistant",
        ],
    ),
    (
        Cue::Reporting,
        &[
            "said",
            "say",
            "says",
            "saying",
            "told",
            "tell",
            "tells",
            "telling",
            "added",
            "adds",
            "adding",
            "asked",
            "asks",
            "according",
            "announced",
            "reported",
            "reports",
            "explained",
            "claimed",
            "claims",
            "insisted",
            "noted",
            "quoted",
            "stated",
            "commented",
            "admitted",
            "wrote",
            "writes",
            "argued",
            "warned",
            "replied",
            "recalled",
            "tweeted",
            "declined",
            "confirmed",
            "denied",
        ],
    ),
    (
        Cue::Company,
        &["inc", "corp", "ltd", "llc", "plc", "co", "gmbh"],
    ),
];

static FRENCH: &[(Cue, &[&str])] = &[
    (Cue::Link, &["de", "du", "des", "d"]),
    (
        Cue::NameLink,
        &[
            "la", "le", "les", "l", "et", "en", "sur", "pour", "von", "van", "der",
        ],
    ),
    (
        Cue::Calendar,
        &[
            "lundi",
            "mardi",
            "mercredi",
            "jeudi",
            "vendredi",
            "samedi",
            "dimanche",
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
            "hier",
            "demain",
            "aujourd'hui",
        ],
    ),
    (
        Cue::Title,
        &[
            "m",
            "mm",
            "mme",
            "mlle",
            "dr",
            "me",
            "président",
            "présidente",
            "ministre",
            "maire",
            "général",
            "colonel",
            "roi",
            "reine",
            "prince",
            "princesse",
            "pape",
            "sénateur",
            "député",
            "premier",
        ],
    ),
    (
        Cue::Reporting,
        &[
            "dit",
            "déclaré",
            "affirmé",
            "expliqué",
            "ajouté",
            "annoncé",
            "indiqué",
            "précisé",
            "selon",
        ],
    ),
    (Cue::Company, &["sa", "sarl", "sas"]),
];

static PORTUGUESE: &[(Cue, &[&str])] = &[
    (Cue::Link, &["de", "do", "da", "dos", "das"]),
    (Cue::NameLink, &["e", "em", "para"]),
    (
        Cue::Calendar,
        &[
            "segunda-feira",
            "terça-feira",
            "quarta-feira",
            "quinta-feira",
            "sexta-feira",
            "segunda",
            "terça",
            "quarta",
            "quinta",
            "sexta",
            "feira",
            "sábado",
            "domingo",
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
            "hoje",
            "ontem",
            "amanhã",
        ],
    ),
    (
        Cue::Title,
        &[
            "sr",
            "sra",
            "dr",
            "dra",
            "presidente",
            "ministro",
            "ministra",
            "deputado",
            "deputada",
            "general",
            "coronel",
            "rei",
            "rainha",
            "papa",
            "governador",
            "primeiro",
        ],
    ),
    (
        Cue::Reporting,
        &[
            "disse",
            "diz",
            "afirmou",
            "afirma",
            "explicou",
            "acrescentou",
            "anunciou",
            "segundo",
            "referiu",
        ],
    ),
    (Cue::Company, &["sa", "lda", "ltda"]),
];

static SPANISH: &[(Cue, &[&str])] = &[
    (Cue::Link, &["de", "del"]),
    (
        Cue::NameLink,
        &["la", "las", "los", "el", "y", "en", "para"],
    ),
    (
        Cue::Calendar,
        &[
            "lunes",
            "martes",
            "miércoles",
            "jueves",
            "viernes",
            "sábado",
            "domingo",
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
            "hoy",
            "ayer",
            "mañana",
        ],
    ),
    (
        Cue::Title,
        &[
            "sr",
            "sra",
            "dr",
            "dra",
            "don",
            "doña",
            "presidente",
            "presidenta",
            "ministro",
            "ministra",
            "general",
            "rey",
            "reina",
            "papa",
        ],
    ),
    (
        Cue::Reporting,
        &[
            "dijo", "dice", "afirmó", "explicó", "añadió", "anunció", "según", "señaló",
        ],
    ),
    (Cue::Company, &["sa", "sl"]),
];

static GERMAN: &[(Cue, &[&str])] = &[
    (Cue::NameLink, &["der", "des", "von", "für", "und", "zu"]),
    (
        Cue::Calendar,
        &[
            "montag",
            "dienstag",
            "mittwoch",
            "donnerstag",
            "freitag",
            "samstag",
            "sonnabend",
            "sonntag",
            "januar",
            "februar",
            "märz",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "dezember",
            "heute",
            "gestern",
            "morgen",
        ],
    ),
    (
        Cue::Title,
        &[
            "herr",
            "frau",
            "dr",
            "prof",
            "professor",
            "präsident",
            "präsidentin",
            "kanzler",
            "kanzlerin",
            "minister",
            "ministerin",
            "könig",
            "königin",
            "papst",
            "general",
        ],
    ),
    (
        Cue::Reporting,
        &["sagte", "sagt", "erklärte", "betonte", "teilte", "laut"],
    ),
    (Cue::Company, &["gmbh", "ag", "kg"]),
];
