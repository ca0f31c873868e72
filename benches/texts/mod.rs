//! The texts that are measured, all made from `examples/article.json`.

/// The title and the text of the example article.
pub fn example() -> (String, String) {
    let json: serde_json::Value =
        serde_json::from_str(include_str!("../../examples/article.json")).expect("it is JSON");
    let field = |name: &str| {
        json["article"][name]
            .as_str()
            .expect("it is there")
            .to_owned()
    };
    (field("title"), field("text"))
}

/// An article of at least `words` words. Every copy of the example has words of its own, as the
/// parts of a long article do.
pub fn prose(words: usize) -> String {
    let (_, text) = example();
    let copies = words.div_ceil(text.split_whitespace().count());
    let copy = |number: usize| match number {
        0 => text.clone(),
        _ => {
            let mark = |word: &str| match word.len() > 6 && word.is_ascii() {
                true => format!("{word}{number} "),
                false => format!("{word} "),
            };
            text.split_inclusive("\n\n")
                .flat_map(|paragraph| paragraph.split(' ').map(mark).chain(["\n\n".to_owned()]))
                .collect()
        }
    };
    (0..copies).map(copy).collect::<Vec<_>>().join("\n\n")
}

/// A shape's name, and how to make it.
pub type Shape = (&'static str, fn() -> String);

/// Texts of 1 MiB or a little more made to hurt, and prose to compare them with.
pub const SHAPES: [Shape; 8] = [
    ("prose", || prose(180_000)),
    ("one sentence", || "word and word ".repeat(80_000)),
    ("one word", || "x".repeat(1 << 20)),
    ("one-word lines", || "Lines\n".repeat(180_000)),
    ("distinct words", || {
        (0..150_000).map(|word| format!("w{word:x} ")).collect()
    }),
    ("one word repeated", || "again. ".repeat(150_000)),
    ("full stops", || ".".repeat(1 << 20)),
    ("deep quotes", || {
        format!(
            "{}x{}",
            "\u{201c}(".repeat(130_000),
            ")\u{201d}".repeat(130_000)
        )
    }),
];
