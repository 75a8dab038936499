//! Figures as files: `-o` of compare, curve and explain, and what the explorer draws.

use std::fs;
use std::path::Path;

use grafscope_explorer::snapshot::play::Player;

use crate::support::cli::{output_in, run_in};
use crate::support::player::{launch, played_from, size};

const MODEL: [&str; 3] = ["nas-bench-201", "--model", "forest trees=2"];

/// What the program says when `command` with more arguments goes well.
fn well(folder: &Path, command: &str, more: &[&str]) -> String {
    output_in(folder, &[&[command], &MODEL[..], more].concat())
}

/// The texts of a picture, joined.
fn texts(folder: &Path, name: &str) -> String {
    let svg = fs::read_to_string(folder.join(name)).unwrap();
    let texts = svg.lines().filter(|line| line.starts_with("<text"));
    let text = |line: &str| line.split(['>', '<']).nth(2).unwrap().to_owned();
    texts.map(text).collect::<Vec<_>>().join("\n")
}

#[test]
fn compare_and_curve_write_what_the_name_of_the_file_says() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let sets = ["-f", "op_count;params", "-n", "16,24", "--seeds", "6"];
    assert_eq!(
        well(
            folder,
            "compare",
            &[&sets[..], &["--jsonl", "runs.jsonl", "-o", "c.svg"]].concat()
        ),
        ""
    );
    let again = |command: &str, more: &[&str]| {
        let resume = [&sets[..], &["--resume", "runs.jsonl"], more].concat();
        well(folder, command, &resume)
    };
    again("curve", &["-o", "l.svg"]);
    again("curve", &["-o", "l.png", "--size", "640x480"]);
    again("compare", &["-o", "c.csv"]);
    let compared = texts(folder, "c.svg");
    for text in [
        "n = 16",
        "n = 24",
        "op_count (5)",
        "params (1)",
        "seeds 0 to 5",
        "best mean",
    ] {
        assert!(compared.contains(text), "{text}: {compared}");
    }
    assert!(
        compared.contains("over the 9,421 to 9,429 rows"),
        "{compared}"
    );
    let curves = texts(folder, "l.svg");
    for text in [
        "Learning curves of val_acc",
        "training size n",
        "op_count (5)",
        "tau",
    ] {
        assert!(curves.contains(text), "{text}: {curves}");
    }
    assert!(
        fs::read(folder.join("l.png"))
            .unwrap()
            .starts_with(b"\x89PNG")
    );
    assert_eq!(
        fs::read_to_string(folder.join("c.csv"))
            .unwrap()
            .lines()
            .count(),
        5
    );
}

#[test]
fn explain_draws_each_of_its_figures() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let draw = |kind: &str, more: &[&str]| {
        let file = format!("{kind}.svg");
        let of = [
            "-n",
            "32",
            "--features",
            "op_count",
            "--plot",
            kind,
            "-o",
            &file,
        ];
        let out = well(folder, "explain", &[&of[..], more].concat());
        assert_eq!(out, "");
        texts(folder, &file)
    };
    let scatter = draw("scatter", &[]);
    for text in [
        "features op_count; model forest trees=2; n = 32; seed 0",
        "9,413 held-out canonical rows: tau 0.",
        "training rows, out-of-fold predictions",
        "true val_acc [%]",
        "predicted val_acc [%]",
    ] {
        assert!(scatter.contains(text), "{text}: {scatter}");
    }
    let residuals = draw(
        "residuals",
        &["--across", "count(c3)", "--filter", "val_acc > 80"],
    );
    for text in [
        "op_count(nor_conv_3x3)",
        "mean error",
        "median",
        "rows that pass “val_acc &gt; 80”",
    ] {
        assert!(residuals.contains(text), "{text}: {residuals}");
    }
    assert!(draw("histogram", &[]).contains("% are predicted too high"));
    let importances = draw("importances", &["--explained", "20", "--by", "operation"]);
    assert!(importances.contains("nor_conv_3x3") && importances.contains("of 20 held-out rows"));
}

#[test]
fn pictures_are_light_unless_they_shall_be_dark() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let small = ["-f", "op_count", "-n", "16", "--seeds", "1"];
    let ground = |name: &str| {
        let svg = fs::read_to_string(folder.join(name)).unwrap();
        let (_, colour) = svg.split_once(" fill=\"#").unwrap();
        colour[..6].to_lowercase()
    };
    for (theme, colour) in [(&[][..], "ffffff"), (&["--theme", "dark"], "161a22")] {
        for command in ["compare", "curve"] {
            well(
                folder,
                command,
                &[&small[..], theme, &["-o", "a.svg"]].concat(),
            );
            assert_eq!(ground("a.svg"), colour, "{command}");
        }
        let plot = ["-f", "op_count", "-n", "16", "--plot", "histogram"];
        well(
            folder,
            "explain",
            &[&plot[..], theme, &["-o", "e.svg"]].concat(),
        );
        assert_eq!(ground("e.svg"), colour);
        let report = [&small[..], theme, &["-o", "rep", "--force"]].concat();
        well(folder, "report", &report);
        for name in ["comparison", "curves", "scatter", "importances"] {
            assert_eq!(ground(&format!("rep/{name}.svg")), colour, "{name}");
        }
    }
    let svg = ["-n", "16", "--format", "svg", "-o", "s.svg"];
    for (theme, colour) in [(&[][..], "161a22"), (&["--theme", "light"], "fdfdfe")] {
        well(folder, "snapshot", &[&svg[..], theme].concat());
        assert_eq!(ground("s.svg"), colour);
    }
}

#[test]
fn what_cannot_be_drawn_is_said_before_anything_is_trained() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (command, more, says) in [
        (
            "compare",
            "-f graf -n 16 -o a.gif",
            ".svg, .png for a picture",
        ),
        (
            "curve",
            "-f graf -o no/such/a.svg",
            "there is no folder no/such",
        ),
        ("compare", "-f graf -n 16 -o a.svg --size 10x10", "800x600"),
        ("compare", "-f graf -n 16 --size 800x600", "--output"),
        (
            "compare",
            "-f graf -n 16 --csv -o a.csv",
            "cannot be used with",
        ),
        ("compare", "-f graf -n 16 --theme dark", "--output"),
        (
            "compare",
            "-f graf -n 16 --theme dark -o a.csv",
            "a.csv: a table has no --theme",
        ),
        ("curve", "--theme pink -o a.svg", "light, dark"),
        ("snapshot", "--theme light", "--theme requires --format svg"),
        ("explain", "--plot scatter", "--output"),
        (
            "explain",
            "--plot scatter -o a.csv",
            "ends with .svg or .png",
        ),
        (
            "explain",
            "--plot pie -o a.svg",
            "scatter, residuals, histogram, importances",
        ),
        (
            "explain",
            "-n 16 --plot residuals --across vall_acc -o a.svg",
            "did you mean",
        ),
        (
            "compare",
            "-f op_count -n 16 --seeds 1 -t all -o a.svg",
            "a picture shows one target",
        ),
        (
            "curve",
            "-f op_count -n 16,32 --metric tau,mae -o a.svg",
            "a.svg: a picture shows one score, and --metric names 2",
        ),
    ] {
        let more: Vec<&str> = more.split(' ').collect();
        let args = [&[command], &MODEL[..], &more[..]].concat();
        let (code, out, said) = run_in(folder, &args);
        assert!(code != Some(0) && said.contains(says), "{args:?}: {said}");
        assert_eq!(out, "");
    }
    assert_eq!(fs::read_dir(folder).unwrap().count(), 0);
}

/// The explorer with a small forest; presses `keys`, where `FILE` is the path of `name` in `folder`.
fn after(folder: &Path, name: &str, keys_text: &str) -> Player {
    let mut launch = launch("forest trees=2", 32);
    "op_count".clone_into(&mut launch.settings.features);
    let path = folder.join(name).display().to_string();
    let keys = keys_text.replace("FILE", &format!("<c-u>{path}<cr>"));
    played_from(launch, size(120, 40), &keys)
}

#[test]
fn the_explorer_draws_what_it_shows() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (name, keys, says) in [
        (
            "table.svg",
            "/val_acc > 80<cr>oFILE",
            "rows that pass “val_acc &gt; 80”",
        ),
        ("plot.svg", "<tab><tab>oFILE", "Predicted and true val_acc"),
        (
            "columns.svg",
            "<tab><tab>xlatency<cr>yval_acc<cr>oFILE",
            "better: lower latency, higher val_acc",
        ),
        (
            "coloured.svg",
            "<tab><tab>xlatency<cr>ypredicted<cr>cparams<cr>oFILE",
            "Pareto front, ",
        ),
        ("errors.svg", "eoFILE", "Errors of val_acc against"),
        ("histogram.svg", "e2oFILE", "% are predicted too high"),
        (
            "importances.svg",
            "i#<c-u>20<cr>goFILE",
            "Importance by family",
        ),
        ("comparison.svg", "v#<c-u>16<cr>goFILE", "best mean"),
        (
            "curves.svg",
            "V#<c-u>16<cr>goFILE",
            "Learning curves of val_acc",
        ),
    ] {
        let player = after(folder, name, keys);
        let notice = player.model().notice.as_ref().unwrap();
        assert!(notice.text.starts_with("drew "), "{name}: {}", notice.text);
        let texts = texts(folder, name);
        assert!(texts.contains(says), "{name}: {texts}");
    }
    // A file that is there is left alone, and what is no picture is not drawn.
    let player = after(folder, "plot.svg", "<tab><tab>oFILE");
    assert!(
        player
            .model()
            .notice
            .as_ref()
            .unwrap()
            .text
            .contains("exists")
    );
    after(folder, "errors.csv", "eoFILE");
    assert!(!folder.join("errors.csv").exists());
    after(folder, "rows.csv", "<tab><tab>oFILE");
    assert!(folder.join("rows.csv").exists());
}
