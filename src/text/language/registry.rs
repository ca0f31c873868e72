//! The registry: every language, one a line. The single source of what the engine has for which
//! language; a language is added by adding its line, and its stop word list where it is `listed`.

use snowball_stemmers_rs::Algorithm;

use super::Facts;
use super::script::Script;

macro_rules! languages {
    ($($code:literal $three:literal $name:literal $script:ident $stops:ident $stemmer:tt;)*) => {
        &[$(Facts {
            code: $code,
            three_letters: $three,
            name: $name,
            script: Script::$script,
            stop_words: languages!(@stops $stops $code),
            stemmer: languages!(@stemmer $stemmer),
        }),*]
    };
    (@stops listed $code:literal) => { include_str!(concat!("../stopwords/", $code, ".txt")) };
    (@stops unlisted $code:literal) => { "" };
    (@stemmer -) => { None };
    (@stemmer $algorithm:ident) => { Some(Algorithm::$algorithm) };
}

/// Sorted by code. Columns: BCP-47 code, ISO 639-3 code, English name, script of its newspapers,
/// whether `src/text/stopwords/CODE.txt` exists, Snowball algorithm.
///
/// Bosnian, Croatian, Nynorsk and Malay are stemmed like their closest kin.
pub(super) static LANGUAGES: &[Facts] = languages! {
    "af" "afr" "Afrikaans" Latin listed -;
    "am" "amh" "Amharic" Ethiopic listed -;
    "ar" "ara" "Arabic" Arabic listed Arabic;
    "az" "aze" "Azerbaijani" Latin listed -;
    "be" "bel" "Belarusian" Cyrillic listed -;
    "bg" "bul" "Bulgarian" Cyrillic listed -;
    "bn" "ben" "Bengali" Bengali listed -;
    "bo" "bod" "Tibetan" Tibetan listed -;
    "bs" "bos" "Bosnian" Latin listed Serbian;
    "ca" "cat" "Catalan" Latin listed Catalan;
    "cs" "ces" "Czech" Latin listed Czech;
    "cy" "cym" "Welsh" Latin listed -;
    "da" "dan" "Danish" Latin listed Danish;
    "de" "deu" "German" Latin listed German;
    "dv" "div" "Dhivehi" Thaana unlisted -;
    "el" "ell" "Greek" Greek listed Greek;
    "en" "eng" "English" Latin listed English;
    "eo" "epo" "Esperanto" Latin listed Esperanto;
    "es" "spa" "Spanish" Latin listed Spanish;
    "et" "est" "Estonian" Latin listed Estonian;
    "eu" "eus" "Basque" Latin listed Basque;
    "fa" "fas" "Persian" Arabic listed Persian;
    "fi" "fin" "Finnish" Latin listed Finnish;
    "fr" "fra" "French" Latin listed French;
    "ga" "gle" "Irish" Latin listed Irish;
    "gd" "gla" "Scottish Gaelic" Latin listed -;
    "gl" "glg" "Galician" Latin listed -;
    "gu" "guj" "Gujarati" Gujarati listed -;
    "ha" "hau" "Hausa" Latin listed -;
    "he" "heb" "Hebrew" Hebrew listed -;
    "hi" "hin" "Hindi" Devanagari listed Hindi;
    "hr" "hrv" "Croatian" Latin listed Serbian;
    "hu" "hun" "Hungarian" Latin listed Hungarian;
    "hy" "hye" "Armenian" Armenian listed Armenian;
    "id" "ind" "Indonesian" Latin listed Indonesian;
    "is" "isl" "Icelandic" Latin listed -;
    "it" "ita" "Italian" Latin listed Italian;
    "ja" "jpn" "Japanese" Kana listed -;
    "ka" "kat" "Georgian" Georgian listed -;
    "kk" "kaz" "Kazakh" Cyrillic listed -;
    "km" "khm" "Khmer" Khmer unlisted -;
    "kn" "kan" "Kannada" Kannada listed -;
    "ko" "kor" "Korean" Hangul listed -;
    "ky" "kir" "Kyrgyz" Cyrillic listed -;
    "la" "lat" "Latin" Latin listed -;
    "lb" "ltz" "Luxembourgish" Latin listed -;
    "lg" "lug" "Ganda" Latin listed -;
    "lo" "lao" "Lao" Lao unlisted -;
    "lt" "lit" "Lithuanian" Latin listed Lithuanian;
    "lv" "lav" "Latvian" Latin listed -;
    "mi" "mri" "Maori" Latin listed -;
    "mk" "mkd" "Macedonian" Cyrillic listed -;
    "ml" "mal" "Malayalam" Malayalam unlisted -;
    "mn" "mon" "Mongolian" Cyrillic listed -;
    "mr" "mar" "Marathi" Devanagari listed -;
    "ms" "msa" "Malay" Latin listed Indonesian;
    "my" "mya" "Burmese" Myanmar unlisted -;
    "nb" "nob" "Norwegian Bokmål" Latin listed Norwegian;
    "ne" "nep" "Nepali" Devanagari listed Nepali;
    "nl" "nld" "Dutch" Latin listed Dutch;
    "nn" "nno" "Norwegian Nynorsk" Latin listed Norwegian;
    "or" "ori" "Odia" Oriya unlisted -;
    "pa" "pan" "Punjabi" Gurmukhi listed -;
    "pl" "pol" "Polish" Latin listed Polish;
    "pt" "por" "Portuguese" Latin listed Portuguese;
    "ro" "ron" "Romanian" Latin listed Romanian;
    "ru" "rus" "Russian" Cyrillic listed Russian;
    "si" "sin" "Sinhala" Sinhala listed -;
    "sk" "slk" "Slovak" Latin listed -;
    "sl" "slv" "Slovenian" Latin listed -;
    "sn" "sna" "Shona" Latin listed -;
    "so" "som" "Somali" Latin listed -;
    "sq" "sqi" "Albanian" Latin listed -;
    "sr" "srp" "Serbian" Cyrillic listed Serbian;
    "st" "sot" "Sotho" Latin listed Sesotho;
    "sv" "swe" "Swedish" Latin listed Swedish;
    "sw" "swa" "Swahili" Latin listed -;
    "ta" "tam" "Tamil" Tamil listed Tamil;
    "te" "tel" "Telugu" Telugu listed -;
    "th" "tha" "Thai" Thai listed -;
    "ti" "tir" "Tigrinya" Ethiopic listed -;
    "tl" "tgl" "Tagalog" Latin listed -;
    "tn" "tsn" "Tswana" Latin listed -;
    "tr" "tur" "Turkish" Latin listed Turkish;
    "ts" "tso" "Tsonga" Latin listed -;
    "uk" "ukr" "Ukrainian" Cyrillic listed Ukrainian;
    "ur" "urd" "Urdu" Arabic listed -;
    "vi" "vie" "Vietnamese" Latin listed -;
    "xh" "xho" "Xhosa" Latin listed -;
    "yi" "yid" "Yiddish" Hebrew unlisted Yiddish;
    "yo" "yor" "Yoruba" Latin listed -;
    "zh" "zho" "Chinese" Han listed -;
    "zu" "zul" "Zulu" Latin listed -;
};

/// Other codes for the same languages: withdrawn ones, those of macrolanguages and their members,
/// and ISO 639-2/B.
pub(super) static ALIASES: &[(&str, &str)] = &[
    ("alb", "sq"),
    ("arb", "ar"),
    ("arm", "hy"),
    ("azj", "az"),
    ("baq", "eu"),
    ("bur", "my"),
    ("chi", "zh"),
    ("cmn", "zh"),
    ("cze", "cs"),
    ("dut", "nl"),
    ("ekk", "et"),
    ("fil", "tl"),
    ("fre", "fr"),
    ("geo", "ka"),
    ("ger", "de"),
    ("gre", "el"),
    ("ice", "is"),
    ("in", "id"),
    ("iw", "he"),
    ("ji", "yi"),
    ("khk", "mn"),
    ("lvs", "lv"),
    ("mac", "mk"),
    ("mao", "mi"),
    ("may", "ms"),
    ("mo", "ro"),
    ("no", "nb"),
    ("nor", "nb"),
    ("npi", "ne"),
    ("ory", "or"),
    ("per", "fa"),
    ("pes", "fa"),
    ("prs", "fa"),
    ("rum", "ro"),
    ("slo", "sk"),
    ("swh", "sw"),
    ("tib", "bo"),
    ("wel", "cy"),
    ("ydd", "yi"),
    ("zsm", "ms"),
];
