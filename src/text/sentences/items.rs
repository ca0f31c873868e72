//! Items: lists by number, letter or bullet.

/// Bytes of a text's beginning that are read to find an item's label.
const LABEL: usize = 16;

/// The label of a list item ("1.", "b)", "•").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// The number or the letter's number; 0 for a bullet.
    pub ordinal: u32,
    /// What the label looks like: labels of one list look alike.
    pub style: Style,
    /// Its length in bytes, with the blanks after it.
    pub length: usize,
}

/// What a label looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `1.`
    NumberStop,
    /// `1)`, `1.)`, `(1)`
    NumberBracket,
    /// `a.`
    LetterStop,
    /// `a)`, `a.)`, `(a)`
    LetterBracket,
    /// A bullet, by its character.
    Bullet(char),
}

impl Item {
    /// The label with which `text` begins. A blank must follow it, except after a bullet.
    pub fn at(text: &str) -> Option<Item> {
        let head = text.get(..text.floor_char_boundary(LABEL)).unwrap_or("");
        let first = head.chars().next()?;
        match is_bullet(first) {
            true => Item::bullet(head, first),
            false => Item::numbered(head),
        }
    }

    /// A bullet, with the number that may follow it.
    fn bullet(head: &str, sign: char) -> Option<Item> {
        let after = head.trim_start_matches(sign);
        let blank = after.starts_with(char::is_whitespace);
        let after = after.trim_start();
        let number = Item::at(after).filter(|inner| !matches!(inner.style, Style::Bullet(_)));
        let length = head.len() - after.len() + number.map_or(0, |number| number.length);
        let bullet = Item {
            ordinal: 0,
            style: Style::Bullet(sign),
            length,
        };
        (blank || !matches!(sign, '-' | '–' | '*')).then_some(bullet)
    }

    fn numbered(head: &str) -> Option<Item> {
        let bracketed = head.starts_with('(');
        let body = if bracketed { head.get(1..)? } else { head };
        let digits = body.bytes().take_while(u8::is_ascii_digit).count();
        let letter = body.chars().next().filter(char::is_ascii_alphabetic);
        let (ordinal, rest) = match (digits, letter) {
            (1..=3, _) => (body.get(..digits)?.parse().ok()?, body.get(digits..)?),
            (0, Some(letter)) => (letter.to_ascii_lowercase() as u32, body.get(1..)?),
            _ => return None,
        };
        let (bracket, after) = match rest.strip_prefix('.') {
            Some(after) => match after.strip_prefix(')') {
                Some(after) => (true, after),
                None => (false, after),
            },
            None => (true, rest.strip_prefix(')')?),
        };
        if bracketed && !bracket || !after.starts_with(char::is_whitespace) {
            return None;
        }
        let style = match (digits > 0, bracket) {
            (true, false) => Style::NumberStop,
            (true, true) => Style::NumberBracket,
            (false, false) => Style::LetterStop,
            (false, true) => Style::LetterBracket,
        };
        Some(Item {
            ordinal,
            style,
            length: head.len() - after.trim_start().len(),
        })
    }

    /// Whether `next` is the label of the item after this one.
    pub fn precedes(&self, next: &Item) -> bool {
        let step = match self.style {
            Style::Bullet(_) => 0,
            _ => 1,
        };
        self.style == next.style && next.ordinal == self.ordinal + step
    }
}

fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '⁃' | '‣' | '◦' | '▪' | '●' | '■' | '►' | '·' | '-' | '–' | '*' | '※'
    )
}
