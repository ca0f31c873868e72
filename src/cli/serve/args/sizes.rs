//! Sizes as settings: a number of bytes, or one with a unit.

use std::fmt;

/// Units with their bytes, the largest first; those that no size is shown in come last.
const UNITS: [(&str, u64); 7] = [
    ("GiB", 1 << 30),
    ("MiB", 1 << 20),
    ("KiB", 1 << 10),
    ("B", 1),
    ("GB", 1_000_000_000),
    ("MB", 1_000_000),
    ("KB", 1_000),
];

/// What is told of what is no size.
const NO_SIZE: &str = "not a size such as 2097152, 2MiB or 2MB";

/// A number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size(pub u64);

impl fmt::Display for Size {
    /// In the largest binary unit that leaves no rest; bytes have none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = UNITS
            .iter()
            .find(|(_, bytes)| self.0.is_multiple_of(*bytes));
        match unit {
            Some((unit, bytes)) if self.0 > 0 && *bytes > 1 => {
                write!(f, "{}{unit}", self.0 / bytes)
            }
            _ => self.0.fmt(f),
        }
    }
}

/// A size that is not 0.
pub fn some(text: &str) -> Result<Size, String> {
    match bytes(text) {
        Some(Some(bytes)) if bytes > 0 => Ok(Size(bytes)),
        Some(_) => Err("must be over 0, and no more than can be counted".to_owned()),
        None => Err(NO_SIZE.to_owned()),
    }
}

/// Reads sizes from 1 to `most` bytes.
pub fn up_to(most: u64) -> impl Fn(&str) -> Result<Size, String> + Clone {
    move |text| match bytes(text) {
        Some(Some(bytes)) if (1..=most).contains(&bytes) => Ok(Size(bytes)),
        Some(_) => Err(format!("not between 1 and {}", Size(most))),
        None => Err(NO_SIZE.to_owned()),
    }
}

/// How many bytes `text` says, in digits and a unit; `None` if it says none, and none within if there are too many to
/// be counted.
fn bytes(text: &str) -> Option<Option<u64>> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at_checked(digits).filter(|_| digits > 0)?;
    let unit = match unit.trim_start() {
        "" => "B",
        unit => unit,
    };
    let mut units = UNITS.iter();
    let (_, each) = units.find(|(name, _)| name.eq_ignore_ascii_case(unit))?;
    let number: Option<u64> = number.parse().ok();
    Some(number.and_then(|number| number.checked_mul(*each)))
}

#[cfg(test)]
mod tests {
    use super::{Size, some, up_to};

    #[test]
    fn sizes_have_a_unit_or_none() {
        for (text, bytes) in [
            ("2097152", 2 << 20),
            ("007", 7),
            ("2MiB", 2 << 20),
            ("2 mib", 2 << 20),
            ("2MB", 2_000_000),
            ("64kB", 64_000),
            ("1GiB", 1 << 30),
            ("5B", 5),
        ] {
            assert_eq!(up_to(1 << 30)(text), Ok(Size(bytes)), "{text}");
        }
    }

    #[test]
    fn a_mistake_says_what_is_right() {
        for text in [
            "", "MB", "2M", "2Mi", "1.5MiB", "-1", "+1", "2 MB B", "two", "1e6", "２",
        ] {
            let told = up_to(9)(text).expect_err(text);
            assert!(told.contains("2097152, 2MiB or 2MB"), "{text}: {told}");
        }
        for text in [
            "0",
            "0MiB",
            "3MB",
            "99999999999999999999",
            "99999999999999999GiB",
        ] {
            let told = up_to(2 << 20)(text).expect_err(text);
            assert_eq!(told, "not between 1 and 2MiB", "{text}");
        }
        for text in ["0", "99999999999999999999"] {
            let told = some(text).expect_err(text);
            assert!(told.starts_with("must be over 0"), "{text}: {told}");
        }
    }

    #[test]
    fn what_is_shown_means_the_same() {
        for bytes in [
            1,
            1023,
            1 << 10,
            5 << 10,
            (1 << 20) + 1,
            4 << 20,
            7 << 30,
            u64::MAX,
        ] {
            let shown = Size(bytes).to_string();
            assert_eq!(some(&shown), Ok(Size(bytes)), "{shown}");
        }
        assert_eq!(Size(64 << 20).to_string(), "64MiB");
    }
}
