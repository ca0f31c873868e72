//! Files of settings in TOML.

use toml::Table;

/// What `text` says, or its first mistake, in one line that begins with where that is.
pub fn table(text: &str) -> Result<Table, String> {
    text.parse().map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = 1 + before.map_or(0, |before| before.matches('\n').count());
        let what = error.message().lines().collect::<Vec<_>>().join("; ");
        format!("line {line}: {what}")
    })
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn a_mistake_is_told_with_its_line() {
        for (text, line) in [
            ("a = = 1", "line 1: "),
            ("a = 1\n\nb = = 2\n", "line 3: "),
            ("ü = 1\n", "line 1: "),
            ("a = 1\na = 2\n", "line 2: "),
            ("a = 1\r\nb = \"x\n", "line 2: "),
        ] {
            let told = table(text).expect_err(text);
            assert!(told.starts_with(line), "{text:?}: {told}");
            assert_eq!(told.lines().count(), 1, "{text:?}: {told}");
        }
    }
}
