//! README and the docs show what the program prints. A fenced block under `<!-- output: ARGS -->` is
//! the output of `nutgraf ARGS`, and so is the table under `<!-- table: ARGS -->`;
//! `UPDATE_EXPECT=1 cargo test --test readme` writes both anew.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

/// Pages that show output.
const PAGES: [&str; 2] = ["README.md", "docs/languages.md"];

/// How output is shown: what marks it, what stands around it, and what ends it.
struct Shown {
    mark: &'static str,
    opening: &'static str,
    end: &'static str,
}

const SHOWN: [Shown; 2] = [
    Shown {
        mark: "<!-- output: ",
        opening: "```",
        end: "\n```\n",
    },
    Shown {
        mark: "<!-- table: ",
        opening: "",
        end: "\n\n",
    },
];

#[test]
fn pages_show_what_the_program_prints() {
    for page in PAGES {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(page);
        let shown = fs::read_to_string(&path).expect("the page is UTF-8");
        let (mut fresh, mut blocks) = (shown.clone(), 0);
        for kind in &SHOWN {
            let (renewed, found) = renewed(&fresh, kind);
            (fresh, blocks) = (renewed, blocks + found);
        }
        assert!(blocks > 0, "{page} has lost its examples");
        if env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, &fresh).expect("the page can be written");
        } else {
            assert!(
                shown == fresh,
                "{page} does not show what the program prints; run\n    \
                 UPDATE_EXPECT=1 cargo test --test readme\nand read the difference. It would say:\n{fresh}"
            );
        }
    }
}

/// `page` with what it shows of that kind replaced by real output, and how many times it does.
fn renewed(page: &str, kind: &Shown) -> (String, usize) {
    let mut parts = page.split(kind.mark);
    let mut fresh = parts.next().unwrap_or_default().to_owned();
    let mut blocks = 0;
    for part in parts {
        let (args, rest) = part.split_once(" -->\n").expect("a mark ends its line");
        let (opening, rest) = match kind.opening {
            "" => ("", rest),
            _ => rest.split_once('\n').expect("a fence follows the mark"),
        };
        assert!(opening.starts_with(kind.opening), "{opening:?} is no fence");
        let (_, rest) = rest.split_once(kind.end).expect("the block ends");
        let line = if opening.is_empty() { "" } else { "\n" };
        let output = output(args);
        fresh += &format!(
            "{}{args} -->\n{opening}{line}{}{}{rest}",
            kind.mark,
            output.trim_end(),
            kind.end
        );
        blocks += 1;
    }
    (fresh, blocks)
}

fn output(args: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_nutgraf"))
        .args(args.split_whitespace())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo built it");
    assert!(output.status.success(), "nutgraf {args}: {output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}
