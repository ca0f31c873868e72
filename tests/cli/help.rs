//! What teaches: `--help`, completions, the manual.

use std::fs;
use std::process::Command;

use crate::harness::{nutgraf, scratch, stderr, stdout, succeed};

#[test]
fn help_teaches_every_command() {
    let all = succeed(&["--help"], b"");
    for command in COMMANDS {
        assert!(all.contains(command), "{command} is not in\n{all}");
        let own = succeed(&[command, "--help"], b"");
        assert!(own.contains("Usage:"), "{own}");
    }
}

const COMMANDS: [&str; 8] = [
    "analyze",
    "batch",
    "eval",
    "serve",
    "healthcheck",
    "languages",
    "completions",
    "man",
];

#[test]
fn completions_know_every_command_and_option_in_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = succeed(&["completions", shell], b"");
        for word in COMMANDS.iter().chain(&["max-sentences", "tls-cert"]) {
            assert!(script.contains(word), "{shell}: no {word}");
        }
    }
    let unknown = nutgraf(&["completions", "abacus"], b"");
    assert_eq!(unknown.status.code(), Some(64));
}

#[test]
fn bash_completes_a_flag_with_the_script() {
    let script = succeed(&["completions", "bash"], b"");
    let asked = "COMP_WORDS=(nutgraf serve --tls-c); COMP_CWORD=2; _nutgraf nutgraf --tls-c serve; \
                 printf '%s\\n' \"${COMPREPLY[@]}\"";
    let bash = Command::new("bash")
        .args(["-c", &format!("{script}\n{asked}")])
        .output()
        .expect("bash runs");
    assert_eq!(stdout(&bash), "--tls-cert\n--tls-client-ca\n", "{bash:?}");
}

#[test]
fn the_manual_has_a_page_for_every_command() {
    let page = succeed(&["man"], b"");
    assert!(page.contains(".TH nutgraf 1"), "{page}");
    let (directory, name) = scratch("man");
    succeed(&["man", &name], b"");
    for command in COMMANDS {
        let page = fs::read_to_string(directory.join(format!("nutgraf-{command}.1"))).unwrap();
        assert!(page.contains(".SH SYNOPSIS") && page.contains(".SH OPTIONS"));
    }
    let serve = fs::read_to_string(directory.join("nutgraf-serve.1")).unwrap();
    assert!(serve.contains("NUTGRAF_MAX_TEXT_BYTES"), "{serve}");
    fs::remove_dir_all(directory).unwrap();
    let nowhere = nutgraf(&["man", "/dev/null/man"], b"");
    assert_eq!(nowhere.status.code(), Some(64));
    assert!(stderr(&nowhere).starts_with("nutgraf: /dev/null/man"));
}
