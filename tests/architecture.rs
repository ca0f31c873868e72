//! The house rules that a compiler does not hold: imports go downward, nothing below `grpc` knows
//! the wire, nothing generated lives under `src/`, every file says what it is for.

use std::fs;
use std::path::{Path, PathBuf};

/// The top-level modules from the ground up. Modules of one floor don't import each other.
const FLOORS: &[&[&str]] = &[
    &["model_file"],
    &["fraction", "interrupt", "trees", "warning"],
    &["text"],
    &["article"],
    &["document"],
    &["scoring"],
    &["selection", "tagging"],
    &["engine", "support"],
    &["metrics"],
    &["grpc", "evaluation"],
    &["client", "config", "shutdown", "telemetry"],
    &["server"],
    &["cli"],
    &["main", "lib"],
];

/// The first floor that may name the crates of [`WIRE`].
const WIRE_FLOOR: &str = "grpc";

/// Crates of the wire and of the runtime behind it; a prefix stands for its family.
const WIRE: &[&str] = &["prost", "tonic", "tokio", "tower", "hyper", "http"];

struct Source {
    /// Its path below `src/`, without the extension, as a module path: `["text", "span"]`.
    module: Vec<String>,
    path: PathBuf,
    raw: String,
    /// The source with comments and string literals blanked.
    code: String,
}

impl Source {
    fn top(&self) -> &str {
        self.module.first().map_or("lib", String::as_str)
    }
}

/// The page's table has a line for each module, the library names them from the ground up, and those that tell
/// their floor tell the right one.
#[test]
fn the_floors_are_told_as_they_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |file: &str| fs::read_to_string(root.join(file)).expect("it is there");
    let (page, library) = (read("ARCHITECTURE.md"), read("src/lib.rs"));
    let modules = library.lines().filter_map(|line| {
        let name = line
            .strip_prefix("pub mod ")
            .or(line.strip_prefix("mod "))?;
        name.strip_suffix(';')
    });
    let floors: Vec<_> = modules.clone().map(floor_of).collect();
    assert!(floors.is_sorted() && floors.len() > 15, "{floors:?}");
    for module in modules {
        let number = floor_of(module) + 1;
        let line = page.lines().find(|line| {
            let cell = line.split('|').nth(2).unwrap_or_default();
            cell.contains(&format!("`src/{module}.rs`"))
                || cell.contains(&format!("`src/{module}/`"))
        });
        let told = line.map(|line| line.starts_with(&format!("| {number} |")));
        assert_eq!(told, Some(true), "{module} is on floor {number}");
    }
    for source in sources() {
        let floor = source.raw.strip_prefix("//! Floor ");
        let told = floor.and_then(|rest| rest.split(':').next()?.parse().ok());
        let number = floor_of(source.top()) + 1;
        assert!(
            told.is_none_or(|told: usize| told == number),
            "{} is on floor {number}",
            source.path.display()
        );
    }
}

#[test]
fn imports_go_downward() {
    let mut wrong = Vec::new();
    for source in sources() {
        let floor = floor_of(source.top());
        for target in imported(&source) {
            let sideways = floor_of(&target) == floor && target != source.top();
            if floor_of(&target) > floor || sideways {
                wrong.push(format!("{} imports {target}", source.path.display()));
            }
        }
    }
    assert_eq!(wrong, [""; 0], "an import must run to a lower floor");
}

#[test]
fn groups_of_imports_do_not_hide_the_arrows() {
    let grouped =
        |source: &Source| source.code.contains("crate::{") || source.code.contains("crate::*");
    let wrong: Vec<PathBuf> = sources()
        .into_iter()
        .filter(grouped)
        .map(|source| source.path)
        .collect();
    assert_eq!(
        wrong,
        [""; 0].map(PathBuf::from),
        "write `use crate::module::Thing`, one module a line"
    );
}

#[test]
fn nothing_below_grpc_knows_the_wire() {
    let mut wrong = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| floor_of(source.top()) < floor_of(WIRE_FLOOR))
    {
        let named = words(&source.code).filter(|(_, after)| after.starts_with("::"));
        for (name, _) in named {
            let family = |krate: &&str| name == *krate || name.starts_with(&format!("{krate}_"));
            if WIRE.iter().any(family) {
                wrong.push(format!("{} names {name}", source.path.display()));
            }
        }
    }
    assert_eq!(wrong, [""; 0], "the engine must work without a server");
}

#[test]
fn nothing_generated_lives_under_src() {
    let generated = |source: &Source| source.raw.contains(concat!("@", "generated"));
    let wrong: Vec<PathBuf> = sources()
        .into_iter()
        .filter(generated)
        .map(|source| source.path)
        .collect();
    assert_eq!(
        wrong,
        [""; 0].map(PathBuf::from),
        "generated code belongs into OUT_DIR"
    );
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = |source: &Source| !source.raw.starts_with("//!");
    let wrong: Vec<PathBuf> = sources()
        .into_iter()
        .filter(silent)
        .map(|source| source.path)
        .collect();
    assert_eq!(
        wrong,
        [""; 0].map(PathBuf::from),
        "begin the file with a `//!` doc"
    );
}

#[test]
fn the_checks_see_what_they_look_for() {
    let source = |path: &str, raw: &str| Source {
        module: module_of(Path::new(path)),
        path: path.into(),
        raw: raw.to_owned(),
        code: code_of(raw),
    };
    let up = source(
        "text/deep/a.rs",
        "use crate::engine::Engine;\nuse super::super::super::grpc::x;\nuse super::b;",
    );
    assert_eq!(imported(&up), ["engine", "grpc"]);
    let quiet = source(
        "text/a.rs",
        "// crate::engine\nlet s = \"crate::grpc\"; /* crate::cli */ let c = '\"';",
    );
    assert_eq!(imported(&quiet), [""; 0]);
    let room = source(
        "scoring/mod.rs",
        "use super::document::Document; use self::scores::Scores;",
    );
    assert_eq!(imported(&room), ["document"]);
}

fn floor_of(module: &str) -> usize {
    let floor = FLOORS.iter().position(|floor| floor.contains(&module));
    floor.unwrap_or_else(|| {
        panic!("{module} has no floor: give it one in FLOORS and in ARCHITECTURE.md")
    })
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("src/ can be read") {
            let path = entry.expect("src/ can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let raw = fs::read_to_string(&path).expect("a source is UTF-8");
                let module = module_of(path.strip_prefix(&root).expect("below src/"));
                let code = code_of(&raw);
                found.push(Source {
                    module,
                    path,
                    raw,
                    code,
                });
            }
        }
    }
    assert!(found.len() > 20, "src/ was not found");
    found
}

/// `text/mod.rs` is the module `text`, `text/span.rs` is `text::span`.
fn module_of(path: &Path) -> Vec<String> {
    let path = path.with_extension("");
    let parts = path.iter().map(|part| part.to_string_lossy().into_owned());
    parts.filter(|part| part != "mod").collect()
}

/// The top-level modules that `source` imports, by `crate::` or by enough `super::`.
fn imported(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let mut chained = 0;
    for (word, after) in words(&source.code) {
        let leads_on = after.starts_with("::");
        let name = after.trim_start_matches("::");
        match word {
            "super" if leads_on => chained += 1,
            "crate" if leads_on => chained = source.module.len(),
            _ => {
                chained = 0;
                continue;
            }
        }
        let next = words(name).next().map_or("", |(word, _)| word);
        // In a test module of a top-level file, `super::Thing` names the file's own.
        if chained >= source.module.len() && FLOORS.concat().contains(&next) {
            found.push(next.to_owned());
        }
    }
    found
}

/// The identifiers of `code`, each with what follows it.
fn words(code: &str) -> impl Iterator<Item = (&str, &str)> {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let mut rest = code;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c| !part(c));
        let end = rest.find(|c| !part(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        (!word.is_empty()).then_some((word, after))
    })
}

/// What is between backticks and begins with a directory of this repository is a file or a directory there.
/// What builds put under `target/` is not the repository's: a clone has some of it or none.
#[test]
fn paths_that_pages_name_exist() {
    let directories = fs::read_dir(".").expect("the repository").flatten();
    let directories: Vec<_> = directories
        .filter(|entry| entry.path().is_dir())
        .map(|entry| format!("{}/", entry.file_name().to_string_lossy()))
        .filter(|directory| directory != "target/")
        .collect();
    let pages = fs::read_dir("docs").expect("pages").flatten();
    let pages = pages.map(|entry| entry.path());
    let more = [
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "README.md",
        "SECURITY.md",
    ];
    let pages = pages.chain(more.map(PathBuf::from));
    let (mut named, mut missing) = (0, Vec::new());
    for page in pages {
        let text = fs::read_to_string(&page).expect("a page in UTF-8");
        for path in text.split('`').skip(1).step_by(2) {
            let is_path = directories.iter().any(|own| path.starts_with(own));
            // `CODE` stands for that of a language.
            if !is_path || path.contains([' ', '*', '{', '<', '\n']) || path.contains("/CODE.") {
                continue;
            }
            named += 1;
            if !Path::new(path).exists() {
                missing.push(format!("{}: {path}", page.display()));
            }
        }
    }
    assert!(named > 50, "{named} paths");
    assert_eq!(missing, [""; 0]);
}

/// `raw` without its comments and without the insides of its string literals. A raw string's quotes
/// inside it would confuse this; the sources have none that matter.
fn code_of(raw: &str) -> String {
    let mut code = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\\"'") {
            rest.find('"').map_or(rest.len(), |at| at + 2)
        } else if c == '"' {
            string_end(rest)
        } else {
            code.push(c);
            c.len_utf8()
        };
        rest = &rest[skipped..];
    }
    code
}

/// Bytes of the string literal that `rest` begins with.
fn string_end(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    rest.len()
}
