//! Particles of Korean: what is written onto a noun to tell its part in the sentence ("병원선은").
//!
//! As "China" in "China's", the noun is the word and the particle is none. Which particle may follow
//! depends on whether the noun ends in a consonant; that, and that a noun of two syllables must be
//! left, tells most particles from nouns that end alike ("작가", "회의"). The particle 도 ("too") is
//! left alone: as many nouns end in it.

/// After which nouns a particle stands.
#[derive(Clone, Copy)]
enum After {
    Any,
    Consonant,
    Vowel,
    /// After a vowel or ㄹ.
    Liquid,
}

/// The longer ones first.
const PARTICLES: [(&str, After); 41] = [
    ("으로부터", After::Consonant),
    ("에서부터", After::Any),
    ("로부터", After::Liquid),
    ("에서는", After::Any),
    ("에서도", After::Any),
    ("에게서", After::Any),
    ("에게는", After::Any),
    ("에게도", After::Any),
    ("으로는", After::Consonant),
    ("으로도", After::Consonant),
    ("이라고", After::Consonant),
    ("이라는", After::Consonant),
    ("이라며", After::Consonant),
    ("까지는", After::Any),
    ("부터는", After::Any),
    ("라고", After::Vowel),
    ("라는", After::Vowel),
    ("라며", After::Vowel),
    ("에서", After::Any),
    ("에게", After::Any),
    ("에는", After::Any),
    ("에도", After::Any),
    ("으로", After::Consonant),
    ("로는", After::Liquid),
    ("로도", After::Liquid),
    ("과의", After::Consonant),
    ("와의", After::Vowel),
    ("까지", After::Any),
    ("부터", After::Any),
    ("처럼", After::Any),
    ("보다", After::Any),
    ("은", After::Consonant),
    ("는", After::Vowel),
    ("이", After::Consonant),
    ("가", After::Vowel),
    ("을", After::Consonant),
    ("를", After::Vowel),
    ("과", After::Consonant),
    ("와", After::Vowel),
    ("의", After::Any),
    ("에", After::Any),
];

/// The particle 로 ("to, by") is told from roads, which end in it too.
const ROADS: [&str; 3] = ["도로", "대로", "종로"];

/// Endings of predicates before a noun, which end like a noun with its particle.
const PREDICATES: [&str; 7] = ["하는", "되는", "지는", "리는", "오는", "다니는", "시키는"];

/// Nouns, or ends of nouns, that only look as if a particle followed.
const NOUNS: [&str; 24] = [
    "주의",
    "회의",
    "정의",
    "논의",
    "합의",
    "동의",
    "협의",
    "결의",
    "강의",
    "문의",
    "항의",
    "심의",
    "건의",
    "양이",
    "린이",
    "젊은이",
    "늙은이",
    "사이",
    "차이",
    "놀이",
    "평가",
    "국가",
    "전문가",
    "효과",
];

/// Syllables that a noun has at least.
const SHORTEST: usize = 2;

/// Bytes of the particle at the end of a Korean `word`; 0 if there is none.
pub fn length(word: &str) -> usize {
    let mut whole = NOUNS.iter().chain(&ROADS).chain(&PREDICATES);
    if whole.any(|end| word.ends_with(end)) {
        return 0;
    }
    let found = PARTICLES.iter().chain(&[("로", After::Liquid)]);
    let mut found = found.filter(|(particle, after)| {
        word.strip_suffix(particle)
            .is_some_and(|noun| follows(*after, noun))
    });
    found.next().map_or(0, |(particle, _)| particle.len())
}

fn follows(after: After, noun: &str) -> bool {
    let Some(last) = noun.chars().next_back() else {
        return false;
    };
    let long = noun.chars().filter(|&c| is_syllable(c)).count() >= SHORTEST;
    let coda = (u32::from(last).wrapping_sub(FIRST)) % CODAS;
    long && is_syllable(last)
        && match after {
            After::Any => true,
            After::Consonant => coda != 0,
            After::Vowel => coda == 0,
            After::Liquid => coda == 0 || coda == RIEUL,
        }
}

const FIRST: u32 = '가' as u32;
const CODAS: u32 = 28;
const RIEUL: u32 = 8;

fn is_syllable(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn particles_are_told_from_nouns_that_end_alike() {
        for (word, noun) in [
            ("병원선은", "병원선"),
            ("정부는", "정부"),
            ("주민들이", "주민들"),
            ("정부가", "정부"),
            ("섬마을을", "섬마을"),
            ("학교에서", "학교"),
            ("서울에서는", "서울"),
            ("시민으로부터", "시민"),
            ("버스로", "버스"),
            ("지하철로", "지하철"),
            ("평화와", "평화"),
            ("정부의", "정부"),
            ("기자회의", "기자회의"),
            ("민주주의", "민주주의"),
            ("고속도로", "고속도로"),
            ("전문가", "전문가"),
            ("소설가", "소설가"),
            ("작가", "작가"),
            ("어린이", "어린이"),
            ("경기도", "경기도"),
            ("찾아다니는", "찾아다니는"),
            ("은", "은"),
            ("는", "는"),
        ] {
            let left = &word[..word.len() - length(word)];
            assert_eq!(left, noun, "{word}");
        }
    }
}
