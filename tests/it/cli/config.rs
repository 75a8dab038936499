//! Settings and keys of one's own: `grafscope config`, and that they do what they say.

use std::fs;
use std::path::Path;
use std::process::Output;

use grafscope_explorer::command::Command as Told;
use grafscope_explorer::command::keymap::{Context, Keymap};
use grafscope_explorer::config::setting::SETTINGS;
use grafscope_explorer::config::{Config, SAMPLE};
use grafscope_explorer::session::Session;

use crate::support::cli::{grafscope, stdout};

fn run(folder: &Path, args: &[&str], environment: &[(&str, &str)]) -> Output {
    grafscope(args)
        .env("GRAFSCOPE_CONFIG", folder)
        .env("GRAFSCOPE_STATE", folder.join("state"))
        .env_remove("NO_COLOR")
        .envs(environment.iter().copied())
        .output()
        .unwrap()
}

/// The line of `shown` that is about `name`.
fn line<'a>(shown: &'a str, name: &str) -> &'a str {
    let found = shown
        .lines()
        .find(|line| line.trim_start().starts_with(name));
    found.unwrap_or_else(|| panic!("{name} is not in\n{shown}"))
}

#[test]
fn every_setting_is_shown_with_where_it_comes_from() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    fs::write(
        &file,
        "[theme]\ncolor = \"always\"\n\n[defaults]\ntrain_size = 64\nseed = 3\n",
    )
    .unwrap();
    let shown = stdout(&run(folder.path(), &["config"], &[]));
    for setting in SETTINGS {
        line(&shown, setting.name);
    }
    let of_file = |line: usize| format!("{}:{line}", file.display());
    assert!(line(&shown, "theme.color").ends_with(&of_file(2)));
    assert!(line(&shown, "defaults.train_size").contains(" 64 "));
    assert!(line(&shown, "defaults.train_size").ends_with(&of_file(5)));
    assert!(line(&shown, "defaults.model").ends_with("default"));
    assert!(line(&shown, "config ").contains("GRAFSCOPE_CONFIG"));
    assert!(shown.contains("keymap.toml  does not exist"));
    // The command line wins over the environment, that over the file, and that over the default.
    let no_colour = [("NO_COLOR", "1")];
    let shown = stdout(&run(
        folder.path(),
        &["config", "--show", "-n", "9"],
        &no_colour,
    ));
    assert!(line(&shown, "theme.color").ends_with("environment variable NO_COLOR"));
    assert!(line(&shown, "theme.color").contains("\"never\""));
    assert!(line(&shown, "defaults.train_size").ends_with("command line"));
    assert!(line(&shown, "defaults.seed").ends_with(&of_file(6)));
    let shown = stdout(&run(
        folder.path(),
        &["config", "--color", "always"],
        &no_colour,
    ));
    assert!(line(&shown, "theme.color").ends_with("command line"));
}

#[test]
fn a_check_tells_all_faults_of_all_files() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("config.toml", SAMPLE);
    write("keymap.toml", "[explorer]\nerrors = []\n");
    write("sets.toml", "cheap = \"graf+params\"\n");
    let good = stdout(&run(folder.path(), &["config", "--check"], &[]));
    assert_eq!(good.matches(": no faults").count(), 3, "{good}");

    write(
        "config.toml",
        "[theme]\ncolour = \"no\"\n[keep]\ncache = 3\n",
    );
    write("keymap.toml", "[explorer]\nquitt = [\"q\"]\n");
    write("sets.toml", "a = \n");
    let output = run(folder.path(), &["config", "--check"], &[]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stdout).unwrap();
    for part in [
        "config.toml, line 2: there is no setting `colour`; did you mean `color`?",
        "config.toml, line 4: cache: expected true or false",
        "keymap.toml, line 2: there is no command `quitt`; did you mean `quit`?",
        "sets.toml, line 1: ",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("4 faults"), "{error}");
    // Nothing else is done on settings that cannot be read.
    for args in [&["list"] as &[&str], &["snapshot"], &["--print"]] {
        let output = run(folder.path(), args, &[]);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains("config.toml, line 2"), "{error}");
    }
}

#[test]
fn settings_are_what_the_explorer_starts_with() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("config.toml"),
        "[theme]\nascii = true\n[defaults]\nfeatures = \"onehot\"\nmodel = \"forest trees=5\"\n\
         train_size = 31\nseed = 4\ncolumns = [\"flops\", \"zen\"]\nsort = [\"flops:asc\"]\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("keymap.toml"),
        "[explorer]\nhelp = [\"H\"]\n",
    )
    .unwrap();
    let screen = stdout(&run(folder.path(), &["snapshot"], &[]));
    for part in ["n 31", "seed 4", "onehot: 30 features", "forest"] {
        assert!(screen.contains(part), "{part}\n{screen}");
    }
    assert!(screen.is_ascii(), "{screen}");
    assert!(
        screen.contains("not in this benchmark: column zen"),
        "{screen}"
    );
    let header = screen.lines().find(|line| line.contains("arch")).unwrap();
    assert!(header.contains("flops") && !header.contains("params"));
    let options = [
        "snapshot",
        "-n",
        "40",
        "--features",
        "op_count",
        "--keys",
        "j",
    ];
    let screen = stdout(&run(folder.path(), &options, &[]));
    for part in ["n 40", "seed 4", "op_count: 5 features", "H help"] {
        assert!(screen.contains(part), "{part}\n{screen}");
    }
    let keys = stdout(&run(folder.path(), &["keys"], &[]));
    let help = keys.lines().find(|line| line.contains(" help  ")).unwrap();
    assert!(help.trim_start().starts_with("H "), "{help}");
    // What the command line asks for must be there.
    let output = run(folder.path(), &["snapshot", "--columns", "zen"], &[]);
    assert_eq!(output.status.code(), Some(1));
    // Other subcommands mean the same everywhere.
    let args = ["eval", "-f", "op_count", "-n", "16", "nas-bench-201"];
    let eval = [&args[..], &["--seeds", "1", "--model", "linear"]].concat();
    let with = stdout(&run(folder.path(), &eval, &[]));
    let without = stdout(&run(&folder.path().join("none"), &eval, &[]));
    assert_eq!(with, without);
}

#[test]
fn the_samples_of_the_reference_are_good() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/reference");
    let pages: String = ["formats.md", "settings.md"]
        .map(|page| fs::read_to_string(folder.join(page)).unwrap())
        .concat();
    let blocks: Vec<&str> = pages
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    let starting = |start: &str| {
        blocks
            .iter()
            .find(|block| block.starts_with(start))
            .unwrap()
    };
    let session = Session::parse(starting("version = 1")).unwrap();
    assert_eq!(session.dataset.as_deref(), Some("cifar100"));
    let keymap = Keymap::builtin().with(starting("[explorer]")).unwrap();
    let keys = |command| {
        let keys = keymap.keys(Context::Explorer, command);
        let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
        keys.join(" ")
    };
    assert_eq!(keys(Told::Errors), "E");
    assert_eq!(keys(Told::Select), "e");
    assert_eq!(keys(Told::MarkShown), "");
    let (config, _) = Config::parse(starting("# Settings of grafscope")).unwrap();
    assert_eq!(config, Config::default());
}
