//! README shows what the program prints. A block under `<!-- output: ARGS -->` is the output of
//! `nutgraf ARGS`; `UPDATE_EXPECT=1 cargo test --test readme` writes the blocks anew.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

const MARK: &str = "<!-- output: ";
const FENCE: &str = "```";

#[test]
fn readme_shows_what_the_program_prints() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let shown = fs::read_to_string(&path).expect("README.md is UTF-8");
    let (fresh, blocks) = renewed(&shown);
    assert!(blocks > 0, "README.md has lost its examples");
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &fresh).expect("README.md can be written");
    } else {
        assert!(
            shown == fresh,
            "README.md does not show what the program prints; run\n    \
             UPDATE_EXPECT=1 cargo test --test readme\nand read the difference. It would say:\n{fresh}"
        );
    }
}

/// `readme` with the contents of its marked blocks replaced by real output, and how many there are.
fn renewed(readme: &str) -> (String, usize) {
    let mut parts = readme.split(MARK);
    let mut fresh = parts.next().unwrap_or_default().to_owned();
    let mut blocks = 0;
    for part in parts {
        let (args, rest) = part.split_once(" -->\n").expect("a mark ends its line");
        let (fence, rest) = rest
            .split_once('\n')
            .expect("a fenced block follows the mark");
        assert!(fence.starts_with(FENCE), "{fence:?} is no fence");
        let (_, rest) = rest.split_once("\n```\n").expect("the block ends");
        let output = output(args);
        fresh += &format!(
            "{MARK}{args} -->\n{fence}\n{}\n{FENCE}\n{rest}",
            output.trim_end()
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
