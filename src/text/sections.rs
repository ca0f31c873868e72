//! Files of words in sections: `#` begins a comment, `[name]` a section, everything else is words separated by
//! blanks.

/// The words of a file, each with the name of its section; that is empty before the first one.
pub fn words_of(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = file
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default());
    let mut section = "";
    lines
        .flat_map(str::split_whitespace)
        .filter_map(move |word| {
            match word
                .strip_prefix('[')
                .and_then(|word| word.strip_suffix(']'))
            {
                Some(name) => {
                    section = name;
                    None
                }
                None => Some((section, word)),
            }
        })
}
