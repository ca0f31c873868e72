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

/// Words and parts of words, of more than four letters, once taken from this repository's pages. The list is
/// fixed, so that editing a page does not change what is measured.
const WORDS: &str = include_str!("words.txt");

/// So many articles that differ, each the example with other words for its longer ones, drawn from `WORDS`:
/// what is known of them is in no cache when the next article asks for it.
pub fn mix(articles: usize) -> Vec<String> {
    let (_, text) = example();
    let words: Vec<&str> = WORDS.lines().collect();
    let mut state = 1_u64;
    let mut draw = || {
        // Knuth's MMIX generator: the same words in every run.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        words[(state >> 33) as usize % words.len()]
    };
    let mut other =
        |word: &str| match word.len() > 4 && word.bytes().all(|b| b.is_ascii_lowercase()) {
            true => draw().to_owned(),
            false => word.to_owned(),
        };
    let article = |_| {
        text.split_inclusive(' ')
            .map(|word| match word.strip_suffix(' ') {
                Some(word) => other(word) + " ",
                None => other(word),
            })
            .collect()
    };
    (0..articles).map(article).collect()
}

/// A shape's name, and how to make it.
pub type Shape = (&'static str, fn() -> String);

/// Adversarial texts of 1 MiB or a little more, and prose to compare them with.
pub const SHAPES: [Shape; 9] = [
    ("prose", || prose(180_000)),
    ("one sentence", || "word and word ".repeat(80_000)),
    ("one word", || "x".repeat(1 << 20)),
    ("one-word lines", || "Lines\n".repeat(180_000)),
    ("distinct words", || {
        (0..150_000).map(|word| format!("w{word:x} ")).collect()
    }),
    ("one word repeated", || "again. ".repeat(150_000)),
    ("full stops", || ".".repeat(1 << 20)),
    ("opening signs", || {
        let (sentences, stops) = ("Ok then. ".repeat(3_600), "word. cd ".repeat(3_500));
        let signs = "$".repeat(1 << 16);
        format!("{sentences}\n\n{signs}5 {stops}\n\n").repeat(8)
    }),
    ("deep quotes", || {
        format!(
            "{}x{}",
            "\u{201c}(".repeat(130_000),
            ")\u{201d}".repeat(130_000)
        )
    }),
];
