//! Where the settings of `nutgraf serve` come from, and what becomes of mistakes in them.

use std::process::{Command, Output};

use crate::file::File;

fn serve(environment: &[(&str, &str)], args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
    command
        .arg("serve")
        .args(args)
        .envs(environment.iter().copied());
    command.output().expect("the binary runs")
}

#[test]
fn a_flag_wins_over_the_environment_and_the_environment_over_the_file() {
    let text = "workers = 2\nmax_requests = 20\nmax_streams = 30\ndrain = \"4s\"\nreflection = false\nmax_text_bytes = \"2 MB\"\n";
    let file = File::new(text);
    let environment = [("NUTGRAF_MAX_REQUESTS", "21"), ("NUTGRAF_WORKERS", "3")];
    let output = serve(
        &environment,
        &[
            "--config",
            file.argument(),
            "--workers",
            "4",
            "--print-config",
        ],
    );
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8(output.stdout).unwrap();
    let expected = [
        ("workers = 4", "--workers"),
        ("max_requests = 21", "NUTGRAF_MAX_REQUESTS"),
        ("max_streams = 30", file.argument()),
        ("drain = \"4s\"", file.argument()),
        ("reflection = false", file.argument()),
        ("max_text_bytes = \"2 MB\"", file.argument()),
        ("max_message_bytes = \"4MiB\"", "default"),
        ("listen = \"127.0.0.1:50051\"", "default"),
    ];
    for (setting, origin) in expected {
        let line = printed.lines().find(|line| line.starts_with(setting));
        let line = line.unwrap_or_else(|| panic!("no {setting:?} in {printed}"));
        assert!(line.ends_with(&format!("# {origin}")), "{line}");
    }
}

#[test]
fn what_is_printed_is_a_file_that_gives_the_same_settings() {
    let values = |printed: &str| -> Vec<String> {
        printed
            .lines()
            .map(|line| line.split(" # ").next().unwrap().trim_end().to_owned())
            .collect()
    };
    let first = serve(
        &[],
        &[
            "--max-connection-age",
            "1h",
            "--log",
            "info,h2=warn",
            "--max-streams",
            "007",
            "--print-config",
        ],
    );
    let first = String::from_utf8(first.stdout).unwrap();
    let file = File::new(&first);
    let second = serve(&[], &["--config", file.argument(), "--print-config"]);
    let second = String::from_utf8(second.stdout).unwrap();
    assert_eq!(values(&first), values(&second));
}

#[test]
fn a_mistake_is_one_line_and_exit_code_64() {
    let unknown = File::new("max_txt_bytes = 3\n");
    let ill_typed = File::new("workers = [1]\n");
    let bad_value = File::new("max_requests = \"many\"\n");
    let syntax = File::new("workers = 1\nreflection = = true\n");
    type Case<'a> = (
        &'a str,
        &'a [(&'a str, &'a str)],
        &'a [&'a str],
        &'a [&'a str],
    );
    let tokens = File::new(&format!("one {}", "0".repeat(64)));
    let zero = File::new("[one]\nrate = 0\n");
    let cases: [Case; 30] = [
        (
            "unknown flag",
            &[],
            &["--wrokers", "3"],
            &["--wrokers", "'--workers'"],
        ),
        (
            "value out of range",
            &[],
            &["--workers", "0"],
            &["--workers", "1..=1024"],
        ),
        (
            "contradiction",
            &[],
            &["--max-message-bytes", "5"],
            &["--max-message-bytes 5", "--max-text-bytes"],
        ),
        (
            "no room for a message",
            &[],
            &["--max-request-bytes", "5242880"],
            &[
                "--max-request-bytes 5MiB",
                "--max-message-bytes 4MiB",
                "at least 5242890",
            ],
        ),
        (
            "no room for larger messages",
            &[("NUTGRAF_MAX_MESSAGE_BYTES", "67108864")],
            &[],
            &["--max-request-bytes 64MiB", "--max-message-bytes 64MiB"],
        ),
        (
            "environment",
            &[("NUTGRAF_DRAIN", "soon")],
            &[],
            &["--drain", "NUTGRAF_DRAIN", "soon"],
        ),
        (
            "missing file",
            &[],
            &["--config", "/no/such/file"],
            &["/no/such/file"],
        ),
        (
            "unknown key",
            &[],
            &["--config", unknown.argument()],
            &["max_txt_bytes", "`max_text_bytes`?", unknown.argument()],
        ),
        (
            "ill-typed key",
            &[],
            &["--config", ill_typed.argument()],
            &["workers", "array"],
        ),
        (
            "bad value",
            &[],
            &["--config", bad_value.argument()],
            &["many", "--max-requests", bad_value.argument()],
        ),
        (
            "half of a pair",
            &[],
            &["--tls-cert", "/some/file"],
            &["--tls-cert", "--tls-key"],
        ),
        (
            "no certificate",
            &[],
            &[
                "--tls-cert",
                syntax.argument(),
                "--tls-key",
                syntax.argument(),
            ],
            &["tls_cert ", syntax.argument(), "certificate"],
        ),
        (
            "keys without an issuer",
            &[],
            &["--jwt-keys", syntax.argument(), "--jwt-audience", "nutgraf"],
            &["--jwt-keys", "--jwt-issuer"],
        ),
        (
            "no key",
            &[("NUTGRAF_JWT_ISSUER", "i"), ("NUTGRAF_JWT_AUDIENCE", "a")],
            &["--jwt-keys", syntax.argument()],
            &["jwt_keys ", syntax.argument(), "JWK set"],
        ),
        (
            "a leeway without meaning",
            &[],
            &["--jwt-leeway", "2h"],
            &["--jwt-leeway", "at most 1h"],
        ),
        (
            "a time that no clock counts",
            &[("NUTGRAF_KEEPALIVE", "580000000000years")],
            &[],
            &["--keepalive", "at most 1year"],
        ),
        (
            "no time where some is needed",
            &[],
            &["--reload-interval", "0s"],
            &["--reload-interval", "over 0s"],
        ),
        (
            "a quota for nobody",
            &[("NUTGRAF_QUOTA_CALLS", "4")],
            &[],
            &["--auth-tokens", "--jwt-keys"],
        ),
        (
            "quotas of nobody",
            &[],
            &["--quota-overrides", zero.argument()],
            &["--auth-tokens", "--jwt-keys"],
        ),
        (
            "a quota of nothing",
            &[("NUTGRAF_AUTH_TOKENS", tokens.argument())],
            &["--quota-overrides", zero.argument()],
            &["quota_overrides ", zero.argument(), "one", "`rate` is 0"],
        ),
        (
            "a grace without an age",
            &[],
            &["--max-connection-age-grace", "1m"],
            &["--max-connection-age-grace", "--max-connection-age"],
        ),
        (
            "an admin address",
            &[("NUTGRAF_ADMIN_LISTEN", "nowhere")],
            &[],
            &["nowhere", "NUTGRAF_ADMIN_LISTEN"],
        ),
        (
            "a burst without a rate",
            &[],
            &["--quota-burst", "4"],
            &["--quota-burst", "--quota-rate"],
        ),
        (
            "a size in a unit that may be two",
            &[("NUTGRAF_MAX_TEXT_BYTES", "2M")],
            &[],
            &["NUTGRAF_MAX_TEXT_BYTES", "2097152, 2MiB or 2MB"],
        ),
        (
            "a quota of no articles",
            &[],
            &["--quota-rate", "0"],
            &["--quota-rate", "0 is not in 1..=4294967295"],
        ),
        (
            "a filter that a variable left out",
            &[("NUTGRAF_LOG", "")],
            &[],
            &["NUTGRAF_LOG", "`info`"],
        ),
        (
            "a name to listen on",
            &[],
            &["--listen", "localhost:1"],
            &["localhost:1", "127.0.0.1:50051"],
        ),
        (
            "one port for two",
            &[("NUTGRAF_LISTEN", "0.0.0.0:9464")],
            &[],
            &["--listen 0.0.0.0:9464", "--admin-listen 127.0.0.1:9464"],
        ),
        (
            "a name for the admin port",
            &[],
            &["--admin-listen", "localhost:1"],
            &["localhost:1", "127.0.0.1", "`none`"],
        ),
        (
            "bad syntax",
            &[],
            &["--config", syntax.argument()],
            &["line 2", syntax.argument()],
        ),
    ];
    for (name, environment, args, named) in cases {
        let output = serve(environment, args);
        assert_eq!(output.status.code(), Some(64), "{name}: {output:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said.lines().count(), 1, "{name}: {said}");
        for part in named {
            assert!(said.contains(part), "{name}: {said:?} lacks {part:?}");
        }
    }
}

#[test]
fn a_vocabulary_that_cannot_be_used_is_one_line_and_exit_code_64() {
    for (name, text, told) in [
        ("no-json", "bridges", "line 1 column 1"),
        ("no-label", r#"[{"id": "a"}]"#, "missing field `label`"),
        (
            "unknown",
            r#"[{"id": "a", "label": "A", "alias": "b"}]"#,
            "unknown field `alias`",
        ),
        (
            "blank",
            r#"[{"id": "a", "label": "A"}, {"id": "b", "label": " "}]"#,
            "[1]: the label is blank",
        ),
        (
            "twice",
            r#"[{"id": "a", "label": "A"}, {"id": "a", "label": ""}]"#,
            "(and 1 more)",
        ),
    ] {
        let file = File::new(text);
        let output = serve(&[("NUTGRAF_VOCABULARY", file.argument())], &[]);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(64), "{name}: {error}");
        assert_eq!(error.lines().count(), 1, "{name}: {error}");
        assert!(
            error.contains(told) && error.contains(file.argument()),
            "{name}: {error}"
        );
    }
    let file = File::new(r#"[{"id": "a", "label": "A", "aliases": ["b"]}]"#);
    let output = serve(&[], &["--vocabulary", file.argument(), "--print-config"]);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn variables_that_are_no_settings_are_told_and_change_nothing() {
    let environment = [
        ("NUTGRAF_WROKERS", "secret"),
        ("NUTGRAF_SERVICE_HOST", "10.0.0.1"),
        ("NUTGRAF_PORT", "tcp://10.0.0.1:50051"),
    ];
    let output = serve(&environment, &["--print-config"]);
    assert!(output.status.success(), "{output:?}");
    let told = String::from_utf8(output.stderr).unwrap();
    let expected = "nutgraf: NUTGRAF_WROKERS is no setting and changes nothing; is it meant for NUTGRAF_WORKERS?\n";
    assert_eq!(told, expected);
}

#[cfg(not(feature = "otlp"))]
#[test]
fn a_program_without_traces_says_so_when_it_is_asked_for_them() {
    let file = File::new("otlp_endpoint = \"http://127.0.0.1:4317\"\n");
    let flag: &[&str] = &["--otlp-endpoint", "http://127.0.0.1:4317"];
    for (environment, args) in [
        (&[][..], flag),
        (&[("NUTGRAF_OTLP_ENDPOINT", "http://127.0.0.1:4317")], &[]),
        (&[], &["--config", file.argument()]),
    ] {
        let output = serve(environment, args);
        assert_eq!(output.status.code(), Some(64), "{output:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains("built without `--features otlp`"), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}
