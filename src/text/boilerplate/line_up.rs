//! Who played and who scored: "Tarrow United (4-3-3): Brandt; Ito, Mbeki, …", "Goals: Ruiz 31, Reyes 52."
//!
//! Told by how such lines are built, in any language: a label or a formation, and a list of names behind it. Lists
//! of names may be the story (who was killed, which countries have joined), so a line-up has a formation, semicolons
//! between its lines, somebody who came on, or just as many names as a team has players; and every scorer has a minute.

use super::labelled;

/// Bytes of the longest label, with a formation.
const LABEL: usize = 60;

/// Words of a label before scorers.
const LABEL_WORDS: usize = 3;

/// Names of the shortest line-up.
const PLAYERS: usize = 7;

/// Names of line-ups that nothing else marks: of football and of both kinds of rugby.
const TEAMS: [usize; 3] = [11, 13, 15];

/// Words of the longest name, with a minute and who came on.
const NAME: usize = 6;

/// The last minute, and the highest score, of a match.
const LAST: u32 = 130;

/// Small words beside names.
const SMALL: [&str; 19] = [
    "c", "capt", "da", "de", "del", "der", "di", "dos", "el", "for", "gk", "h-t", "ht", "og", "p",
    "pen", "sub", "van", "von",
];

/// Whether `sentence` lists those who played or scored.
pub(super) fn is_line_up(sentence: &str) -> bool {
    let head = sentence.get(..sentence.floor_char_boundary(LABEL));
    head.is_some_and(|head| has_team(sentence, head) || has_scorers(sentence, head))
}

/// Whether `sentence`, which begins with `head`, lists the players of a team. Most sentences have fewer signs than a
/// list, and need no closer look.
fn has_team(sentence: &str, head: &str) -> bool {
    let mut signs = memchr::memchr2_iter(b',', b';', sentence.as_bytes());
    if signs.nth(PLAYERS - 2).is_none() {
        return false;
    }
    if let Some(list) = after_formation(sentence, head) {
        return players(list).is_some_and(|players| players >= PLAYERS);
    }
    let marked = || sentence.contains([';', '(']);
    let is_team = |names| TEAMS.contains(&names) || names >= PLAYERS && marked();
    let list = labelled_list(sentence, head).map_or(sentence, |(_, list)| list);
    players(list).is_some_and(is_team)
}

/// What stands in `sentence` behind the formation in its `head`: "Tarrow United (4-3-3):".
fn after_formation<'a>(sentence: &'a str, head: &str) -> Option<&'a str> {
    let begin = memchr::memchr(b'-', head.as_bytes())?.checked_sub(1)?;
    let formation = head.get(begin..)?;
    let length = formation.find(|c: char| !c.is_ascii_digit() && c != '-')?;
    let lines = formation.get(..length)?.split('-');
    let lines = lines.map(|line| line.len() == 1);
    let is_formation = lines.clone().all(|one| one) && (3..=5).contains(&lines.count());
    let rest = formation.get(length..)?;
    let list = rest.trim_start_matches([')', ':', ' ']);
    let begin = head.len() - list.len();
    sentence.get(begin..).filter(|_| is_formation)
}

/// The label in the `head` of `sentence`, and what stands behind it.
fn labelled_list<'a>(sentence: &'a str, head: &'a str) -> Option<(&'a str, &'a str)> {
    let (label, rest) = labelled(head)?;
    let begin = head.len() - rest.len();
    Some((label, sentence.get(begin..)?))
}

/// Whether `sentence`, which begins with `head`, has a label and lists who scored, and when.
fn has_scorers(sentence: &str, head: &str) -> bool {
    labelled_list(sentence, head).is_some_and(|(label, list)| {
        label.split_whitespace().nth(LABEL_WORDS).is_none() && are_scorers(list)
    })
}

/// How many names `list` has, if it has nothing else.
fn players(list: &str) -> Option<usize> {
    let mut names = 0;
    for item in items(list) {
        let mut words = words(item);
        let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        let small = |word: &str| SMALL.contains(&word) || number(word);
        let named = |word: &str| word.starts_with(char::is_uppercase) || small(word);
        if !words.all(named) || self::words(item).nth(NAME).is_some() {
            return None;
        }
        names += usize::from(item.contains(char::is_uppercase));
    }
    Some(names)
}

/// Whether each name of `list` has a minute or a score beside it.
fn are_scorers(list: &str) -> bool {
    let minute = |word: &str| word.parse::<u32>().is_ok_and(|number| number <= LAST);
    let scored = |item: &str| {
        let number = words(item).any(minute);
        let rest = !item.contains(char::is_alphabetic);
        number && (rest || item.contains(char::is_uppercase))
    };
    let first = items(list)
        .next()
        .is_some_and(|item| item.contains(char::is_uppercase));
    first && items(list).all(scored) && players(list).is_some()
}

/// What stands between the commas of a list.
fn items(list: &str) -> impl Iterator<Item = &str> {
    let items = list.split([',', ';']).map(str::trim);
    items.filter(|item| !item.is_empty())
}

/// The words of an item without brackets and signs around them.
fn words(item: &str) -> impl Iterator<Item = &str> {
    let words = item.split([' ', '/', '+', '(', '[']);
    let bare = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    bare.filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::is_line_up;

    #[test]
    fn line_ups_have_a_formation_lines_or_who_came_on() {
        for line in [
            "Tarrow United (4-3-3): Brandt; Ito, Mbeki, Larsen, Doyle; Okoro (Silva, 71), Haas, Nowak; Reyes, Kowalski, \
             Lind.",
            "Lenford Rovers 4-2-3-1 Novak 7; Ivers 6, Quist 6, Duarte 7, Bellini 5; Ruiz 8, Peters 6.",
            "Tarrow: Brandt, Ito, Mbeki, Larsen (Silva 71), Doyle, Haas, Nowak, Reyes, Lind, Farkas, van der Berg.",
            "Tarrow : Brandt - Ito ; Mbeki, Larsen (c), Doyle ; Haas, Nowak, Reyes ; Lind, Farkas",
            "Tarrow: 15 Ana Brandt, 14 Ida Ito, 13 Li Wei, 12 Bo Ray, 11 Jo Lind, 10 Tom Berg, 9 Ada Brink.",
            "Douglas, Mbeki, Balde, Varga, Larsen, Petrov, Lennart, Sutter, Thomas, Belmont, Hart.",
            "R de Marin; M Berg, W Pozzi, A Masi, L Nitti; L Orque, A Tronc; A Cicero, F Ongar.",
            "Goals: Lindqvist (12), Ruiz (31).",
            "Scorers: Ruiz 12, 31, Reyes 52 pen, Brandt 88.",
            "Tarrow tries: Brandt 2, Ito 1.",
        ] {
            assert!(is_line_up(line), "{line}");
        }
    }

    #[test]
    fn other_lists_of_names_stay() {
        for sentence in [
            "The dead: Ana Brandt, Ida Ito, Li Wei, Bo Ray, Jo Lind, Tom Berg, Ada Brink, Petra Haas.",
            "Members: Austria, Belgium, Denmark, Finland, France, Germany, Greece, Ireland.",
            "The mayor has one answer: No.",
            "Ana Ruiz, 34, has three children: Bo, 9, who goes to school, and twins.",
            "He has three children: Ana, 12, Bo, nine.",
            "Tarrow won 3-2-1 on points, and nobody had expected it.",
            "Tarrow (4-3-3) played well: Brandt scored; Ito did, too.",
            "A Boeing: 737.",
            "The council: Mayor Ada Brink; Jo Lind, who keeps its books; and five others, all of them from Tarrow.",
        ] {
            assert!(!is_line_up(sentence), "{sentence}");
        }
    }
}
