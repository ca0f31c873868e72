//! Headings between two dashes, as agencies have them among their paragraphs: "- Cracks in two piers -".
//!
//! A page that was taken apart may have lost the line break behind one: "- Cracks in two piers -The mayor said".

/// Words of the longest one.
const LONGEST: usize = 8;

/// Bytes in which its second dash is looked for.
const REACH: usize = 80;

/// The dashes before it and behind it.
const DASHES: [(&str, &str); 2] = [("- ", " -"), ("– ", " –")];

/// Whether `line` is such a heading and nothing else.
pub(super) fn is_dashed_heading(line: &str) -> bool {
    split(line).is_some_and(|(heading, story)| story.is_empty() && is_heading(heading))
}

/// The bytes before the story in `sentence` that begins with such a heading, with no blank between. One word there is
/// none: "- Tarrow -Sandvik trains run again".
pub fn before(sentence: &str) -> Option<usize> {
    let (heading, story) = split(sentence)?;
    let opens = |c: char| c.is_uppercase() || matches!(c, '"' | '“' | '«' | '„');
    let several = heading.trim().contains(char::is_whitespace);
    (several && story.starts_with(opens) && is_heading(heading))
        .then(|| sentence.len() - story.len())
}

/// What stands between the first two dashes of `text`, which begins with one, and what stands behind them.
fn split(text: &str) -> Option<(&str, &str)> {
    let begun = |(first, last): &(&str, &'static str)| Some((text.strip_prefix(first)?, *last));
    let (rest, last) = DASHES.iter().find_map(begun)?;
    let reach = rest.get(..rest.floor_char_boundary(REACH))?;
    let end = reach.find(last)?;
    Some((rest.get(..end)?, rest.get(end + last.len()..)?))
}

/// Whether `text` is a few words.
fn is_heading(text: &str) -> bool {
    (1..=LONGEST).contains(&text.split_whitespace().take(LONGEST + 1).count())
}

#[cfg(test)]
mod tests {
    use super::{before, is_dashed_heading};

    #[test]
    fn headings_stand_between_dashes() {
        for line in [
            "- Cracks in two piers -",
            "– „Wir haben gewarnt“ –",
            "- \"Personne ne passe\" -",
        ] {
            assert!(is_dashed_heading(line), "{line}");
        }
        for line in ["- Tarrow - Sandvik", "- The bridge is closed.", "- -", "—"] {
            assert!(!is_dashed_heading(line), "{line}");
        }
    }

    #[test]
    fn a_story_may_follow_at_once() {
        for (heading, story) in [
            ("- Deux piles fissurées -", "Le pont est fermé."),
            (
                "- \"Personne ne passe\" -",
                "\"Nous avions prévenu\", dit-elle.",
            ),
        ] {
            let sentence = format!("{heading}{story}");
            assert_eq!(before(&sentence), Some(heading.len()), "{sentence}");
        }
        for sentence in [
            "- Le pont est fermé - mais pas le port.",
            "- Tarrow - Sandvik - Lenford",
            "- Le pont, dit-elle -et elle le sait mieux que nous - est fermé.",
            "- We had warned the mayor of the cracks in both piers, she said -The mayor did not.",
            "Deux piles -Le pont est fermé.",
            "- Tarrow -Sandvik trains run again.",
        ] {
            assert_eq!(before(sentence), None, "{sentence}");
        }
    }
}
