//! Files that somebody made to harm: what they hold is shown, never obeyed.

use std::process::Command;

use super::session::Session;
use crate::support::files::Files;

/// What must not reach a terminal as it is.
const HOSTILE: [&str; 9] = [
    "\u{1b}]0;owned\u{7}",
    "\u{1b}[31m",
    "\u{9b}2J",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{feff}",
    "\u{7f}",
    "\u{fdfd}",
];

/// A table whose column names hold all of it.
fn table() -> String {
    let names: Vec<_> = HOSTILE
        .iter()
        .enumerate()
        .map(|(at, text)| format!("c{at}{text}x"))
        .collect();
    let mut csv = format!("arch,val_acc,{}\n", names.join(","));
    for row in 0..60 {
        // Without operations that do nothing all of them are canonical.
        let digits: String = (0..6)
            .map(|at| char::from(b'1' + ((row >> (2 * at)) % 4) as u8))
            .collect();
        let figures: Vec<_> = (0..HOSTILE.len())
            .map(|at| (row * (at + 2) % 17).to_string())
            .collect();
        csv.push_str(&format!(
            "{digits},{}.5,{}\n",
            50 + row % 40,
            figures.join(",")
        ));
    }
    csv
}

/// A suite whose data set and proxy are called so.
fn suite() -> String {
    r#"{"nb": {"ci\u001b[31m\u202efar": {
        "(4, 0, 3, 1, 4, 3)": {"id": 0, "ev\u001b]0;owned\u0007il": {"score": 1.5, "time": 1}, "val_accuracy": 84.99},
        "(2, 2, 2, 2, 2, 2)": {"id": 1, "ev\u001b]0;owned\u0007il": {"score": 2.5, "time": 1}, "val_accuracy": 80.5}
    }}}"#
    .to_owned()
}

/// Nothing hostile in `bytes` but for the sequences that the explorer itself sends.
fn assert_harmless(bytes: &[u8]) {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    assert!(!text.contains("owned\u{7}") && !text.contains("\u{1b}]0"));
    for c in HOSTILE.iter().flat_map(|text| text.chars()) {
        let ours = matches!(c, '\u{1b}' | '\u{7}') || (c.is_ascii() && !c.is_ascii_control());
        assert!(ours || !text.contains(c), "{c:?} was sent");
    }
}

#[test]
fn the_explorer_shows_hostile_names_and_obeys_none() {
    let files = Files::new();
    let path = files.write("evil\u{1b}[31m\u{202e}.csv", table());
    let path = path.to_str().unwrap();
    let args = [
        path,
        "--file-format",
        "csv",
        "-n",
        "10",
        "--model",
        "forest",
        "--param",
        "trees=5",
    ];
    let mut session = Session::sized(50, 200, &args, &[]);
    session.wait_trained();
    session.press("c");
    // Control characters become blanks, which filters can hold.
    session.wait_for("c1 [31mx.file");
    session.wait_for("c3\\u{202e}x");
    session.press("\x1b");
    session.settle();
    // Marks, features, single columns, the errors by a column, help on a fault in a filter.
    for keys in [
        " ",
        "\x1b",
        "f",
        "\x1b",
        "e",
        "\x1b",
        "\tj\x1b[6~",
        "/c1\u{202e} > 1\r",
        "\x1b",
        "jj",
        "v",
        "q",
    ] {
        session.press(keys);
        session.settle();
    }
    let screen = std::sync::Arc::clone(&session.screen);
    session.press("\x03");
    assert!(session.end().success());
    assert_harmless(&screen.0.lock().unwrap().sent);
}

#[test]
fn errors_about_hostile_files_are_harmless() {
    let files = Files::new();
    let path = files.write("evil\u{1b}[31m.json", "{\"\u{1b}[31m\u{202e}\": 1}");
    for args in [
        vec![path.to_str().unwrap()],
        vec!["--filter", "c\u{1b}[31m\u{202e} > 1"],
    ] {
        let session = Session::start(&args, &[]);
        let screen = std::sync::Arc::clone(&session.screen);
        assert_eq!(session.end().exit_code(), 1);
        assert_harmless(&screen.0.lock().unwrap().sent);
    }
}

#[test]
fn subcommands_show_hostile_names_on_a_terminal_and_keep_them_in_files() {
    let files = Files::new();
    let path = files.write("evil.csv", table());
    let path = path.to_str().unwrap();
    let csv = ["--file-format", "csv"];
    let model = ["-n", "10", "--model", "forest"];
    let suite = files.write("evil.json", suite());
    let suite = suite.to_str().unwrap();
    for args in [
        [&["info", path], &csv[..]].concat(),
        [&["sets", path], &csv[..]].concat(),
        [&["features", path], &csv[..]].concat(),
        [&["--print", path], &csv[..], &model].concat(),
        [
            &["eval", path, "--features", "graf", "--seeds", "2"],
            &csv[..],
            &model,
        ]
        .concat(),
        vec!["info", suite],
    ] {
        let session = Session::sized(200, 400, &args, &[]);
        let screen = std::sync::Arc::clone(&session.screen);
        session.end();
        let screen = screen.0.lock().unwrap();
        assert!(!screen.sent.contains(&0x1b), "{args:?}: {}", screen.text());
        assert_harmless(&screen.sent);
    }
    // In a pipe names are what they are: it may lead to a file.
    let output = Command::new(env!("CARGO_BIN_EXE_grafscope"))
        .args(["--print", path, "--columns", "c3\u{202e}x"])
        .args(csv)
        .args(model)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("c3\u{202e}x"), "{text}");
}
