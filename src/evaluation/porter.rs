//! The Porter stemmer, as ROUGE is measured with it.
//!
//! Porter, "An algorithm for suffix stripping", Program 1980, with the departures of the variant
//! that the rouge-score package uses: a few irregular words, short words in -ies and -ied, and -y
//! after a consonant only. The engine stems with Snowball; this one is for comparable figures.

/// Words whose stem no rule gives.
const IRREGULAR: [(&str, &str); 16] = [
    ("sky", "sky"),
    ("skies", "sky"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("news", "news"),
    ("innings", "inning"),
    ("inning", "inning"),
    ("outings", "outing"),
    ("outing", "outing"),
    ("cannings", "canning"),
    ("canning", "canning"),
    ("howe", "howe"),
    ("proceed", "proceed"),
    ("exceed", "exceed"),
    ("succeed", "succeed"),
];

/// A suffix and what it becomes.
type Rule = (&'static str, &'static str);

/// Suffixes after a stem with a measure over 0.
const STEP_2: [Rule; 21] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("bli", "ble"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
    ("fulli", "ful"),
];

/// Suffixes after a stem with a measure over 0.
const STEP_3: [Rule; 7] = [
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ful", ""),
    ("ness", ""),
];

/// Suffixes that fall after a stem with a measure over 1.
const STEP_4: [&str; 19] = [
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou",
    "ism", "ate", "iti", "ous", "ive", "ize",
];

/// The stem of `word`, which is in lower-case ASCII; other words stay as they are.
pub fn stem(word: &str) -> String {
    if !word.is_ascii() || word.len() <= 2 {
        return word.to_owned();
    }
    if let Some((_, stem)) = IRREGULAR.iter().find(|(form, _)| *form == word) {
        return (*stem).to_owned();
    }
    let steps = [
        plural, past, final_y, step_2, step_3, step_4, final_e, double_l,
    ];
    steps.iter().fold(word.to_owned(), |word, step| step(&word))
}

/// Step 1a.
fn plural(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies") {
        return stem.to_owned() + if word.len() == 4 { "ie" } else { "i" };
    }
    if word.ends_with("ss") {
        return word.to_owned();
    }
    match word.strip_suffix("sses") {
        Some(stem) => format!("{stem}ss"),
        None => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}

/// Step 1b.
fn past(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ied") {
        return stem.to_owned() + if word.len() == 4 { "ie" } else { "i" };
    }
    if let Some(stem) = word.strip_suffix("eed") {
        let ending = if measure(stem) > 0 { "ee" } else { "eed" };
        return stem.to_owned() + ending;
    }
    let shorter = ["ed", "ing"]
        .iter()
        .filter_map(|end| word.strip_suffix(end));
    match shorter.into_iter().find(|stem| has_vowel(stem)) {
        Some(stem) => mended(stem),
        None => word.to_owned(),
    }
}

/// What -ed or -ing left, with the ending that it had before.
fn mended(stem: &str) -> String {
    if ["at", "bl", "iz"].iter().any(|end| stem.ends_with(end)) {
        return format!("{stem}e");
    }
    if ends_with_double_consonant(stem) {
        let kept = stem.ends_with(['l', 's', 'z']);
        let cut = if kept { stem.len() } else { stem.len() - 1 };
        return stem.chars().take(cut).collect();
    }
    if measure(stem) == 1 && ends_short(stem) {
        return format!("{stem}e");
    }
    stem.to_owned()
}

/// Step 1c.
fn final_y(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if stem.len() > 1 && consonants(stem).last() == Some(&true) => {
            format!("{stem}i")
        }
        _ => word.to_owned(),
    }
}

fn step_2(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("alli")
        && measure(stem) > 0
    {
        return step_2(&format!("{stem}al"));
    }
    if let Some(stem) = word.strip_suffix("logi") {
        // The l counts for the stem, so that geology is treated like archaeology.
        let found = measure(&format!("{stem}l")) > 0;
        return format!("{stem}{}", if found { "log" } else { "logi" });
    }
    replaced(word, &STEP_2)
}

fn step_3(word: &str) -> String {
    replaced(word, &STEP_3)
}

fn step_4(word: &str) -> String {
    let found = STEP_4
        .iter()
        .find_map(|end| Some((*end, word.strip_suffix(end)?)));
    match found {
        Some(("ion", stem)) if !stem.ends_with(['s', 't']) => word.to_owned(),
        Some((_, stem)) if measure(stem) > 1 => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// Step 5a.
fn final_e(word: &str) -> String {
    match word.strip_suffix('e') {
        Some(stem) if measure(stem) > 1 => stem.to_owned(),
        Some(stem) if measure(stem) == 1 && !ends_short(stem) => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// Step 5b.
fn double_l(word: &str) -> String {
    match word.strip_suffix('l') {
        Some(stem) if stem.ends_with('l') && measure(stem) > 1 => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// `word` by the first rule whose suffix it has, if the stem before that has a vowel and a consonant
/// after it.
fn replaced(word: &str, rules: &[Rule]) -> String {
    let found = (rules.iter()).find_map(|(end, new)| Some((word.strip_suffix(end)?, new)));
    match found {
        Some((stem, new)) if measure(stem) > 0 => format!("{stem}{new}"),
        _ => word.to_owned(),
    }
}

/// Whether each letter is a consonant; y is one at the beginning and after a vowel.
fn consonants(word: &str) -> Vec<bool> {
    let mut flags: Vec<bool> = Vec::with_capacity(word.len());
    for letter in word.chars() {
        let consonant = match letter {
            'a' | 'e' | 'i' | 'o' | 'u' => false,
            'y' => flags.last().is_none_or(|before| !before),
            _ => true,
        };
        flags.push(consonant);
    }
    flags
}

/// How often a consonant follows a vowel: the m of the paper.
fn measure(stem: &str) -> usize {
    let flags = consonants(stem);
    let pairs = flags.iter().zip(flags.iter().skip(1));
    pairs.filter(|&(&before, &after)| !before && after).count()
}

fn has_vowel(stem: &str) -> bool {
    consonants(stem).contains(&false)
}

fn ends_with_double_consonant(word: &str) -> bool {
    let mut letters = word.chars().rev();
    let last = letters.next();
    last.is_some() && last == letters.next() && consonants(word).last() == Some(&true)
}

/// Whether `word` ends consonant, vowel, consonant other than w, x and y, or is vowel and consonant.
fn ends_short(word: &str) -> bool {
    match *consonants(word).as_slice() {
        [false, true] => true,
        [.., true, false, true] => !word.ends_with(['w', 'x', 'y']),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn words_have_the_stems_of_the_reference() {
        for pair in include_str!("porter_words.txt").lines() {
            let (word, expected) = pair.split_once(' ').expect("a word and its stem");
            assert_eq!(stem(word), expected, "{word}");
        }
    }
}
