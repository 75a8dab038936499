use super::*;
use crate::config::look::When;
use grafscope_core::predict::{Rows, Settings};
use grafscope_core::table::Direction;

fn full() -> Session {
    Session {
        benchmark: Some("/data/a b.json".to_owned()),
        joins: Some(vec!["/data/zen.csv".into()]),
        priors: Some(vec!["/data/c10.gsp".into()]),
        targets: Some(vec!["acc".to_owned()]),
        predictions: Some(vec!["gnn".to_owned()]),
        splits_column: Some("part".to_owned()),
        splits: Some("/data/splits.json".into()),
        space: Some("nb201".to_owned()),
        format: Some("csv".to_owned()),
        key: Some("arch \"x\"".to_owned()),
        epochs: Some(108),
        longest_path: Some(true),
        derived: Some(vec!["gap = val_acc - zen".to_owned()]),
        dataset: Some("cifar10".to_owned()),
        target: Some("acc".to_owned()),
        further_targets: Some(vec!["latency".to_owned(), "a,b".to_owned()]),
        bounds: Some("latency < 5 and params < 1".to_owned()),
        filter: Some("abs(error) > 3 and `a\\b` = 1".to_owned()),
        scored_only: Some(true),
        plot: PlotColumns::read(&["params:lower".to_owned(), "acc".to_owned()]),
        zoomed: Some(true),
        selected: Some("(4, 0, 3, 1, 4, 3)".to_owned()),
        settings: Layer {
            sort: Some(vec![
                ("error".to_owned(), Direction::Descending),
                ("params".to_owned(), Direction::Ascending),
            ]),
            columns: Some(vec!["min_path_len(c3,skip)".to_owned()]),
            features: Some("graf+zcp".to_owned()),
            model: Some("forest trees=20".parse().unwrap()),
            train_size: Some(64),
            seed: Some(u64::MAX),
            rows: Some(Rows::Filtered),
            level: Some(99.5),
            color: Some(When::Never),
            ascii: Some(When::Always),
            ..Layer::default()
        },
        filters: vec!["true > 90".to_owned()],
        marks: Marked::Encodings(vec!["(1, 1, 1, 1, 1, 1)".to_owned()]),
        notes: vec![(
            "(4, 0, 3, 1, 4, 3)".to_owned(),
            "odd:\ttwo \"skips\"".to_owned(),
        )],
        trained: vec![PastPredictor {
            dataset: "cifar10".to_owned(),
            target: "acc".to_owned(),
            settings: Settings {
                features: "onehot".to_owned(),
                model: "gp".parse().unwrap(),
                train_size: 16,
                seed: 3,
                rows: Rows::All,
            },
        }],
    }
}

#[test]
fn what_is_written_is_read() {
    let session = full();
    assert_eq!(Session::parse(&session.to_text()).unwrap(), session);
    let by_row = Session {
        marks: Marked::Rows(MarkedRows {
            bits: vec![1, 0, 255],
            of: 17,
        }),
        ..full()
    };
    assert_eq!(Session::parse(&by_row.to_text()).unwrap(), by_row);
    let empty = Session::default();
    assert_eq!(Session::parse(&empty.to_text()).unwrap(), empty);
    assert_eq!(Session::parse("version = 1").unwrap(), empty);
}

#[test]
fn every_entry_that_is_written_is_known() {
    let text = full().to_text();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let name = line.trim_matches(['[', ']']).split(" =").next().unwrap();
        let known = SECTIONS.iter().any(|(section, keys)| {
            *section == name
                || keys.contains(&name)
                || kept_setting(section, name).is_some()
                || line.starts_with(['"', ' ', ']'])
        });
        assert!(known || line.is_empty(), "{line}");
    }
}

#[test]
fn other_versions_are_refused_as_such() {
    let told = |text: &str| {
        let faults = Session::parse(text).unwrap_err();
        assert_eq!(faults.len(), 1, "{faults:?}");
        format!("{}: {}", faults[0].line, faults[0].reason)
    };
    let newer = told("# mine\nversion = 2\n[bookmarks]\na = 1\n");
    assert_eq!(
        newer,
        "2: version 2 is of another grafscope; expected version = 1"
    );
    assert!(told("[view]\n").contains("no version"));
    assert!(told("version = \"1\"\n").contains("version: expected a whole number"));
}

#[test]
fn faults_are_told_with_their_lines() {
    let text = "version = 1\n[vieww]\nfilter = \"\"\n[view]\nfiltre = \"\"\nfilter = 3\nsort = [\"a:b\"]\n\
                [predictor]\nmodel = \"forrest\"\ntrain_size = 0\nrows = \"some\"\n[marks]\nrows = \"=\"\n\
                [notes]\na = 1\n[[trained]]\ndataset = \"d\"\nsead = 1\n";
    let faults = Session::parse(text).unwrap_err();
    let told: Vec<String> = faults
        .iter()
        .map(|fault| format!("{}: {}", fault.line, fault.reason))
        .collect();
    for part in [
        "2: there is no section `vieww`; did you mean `view`?",
        "5: there is no entry `filtre`; did you mean `filter`?",
        "6: filter: expected a filter",
        "7: sort: a:b: unknown order `b`",
        "9: model: unknown model `forrest`",
        "10: train_size: expected a whole number from 2 on",
        "11: rows: expected canonical, all or filtered, not `some`",
        "13: rows: ",
        "15: a note: expected a text",
        "16: [[trained]] lacks `target`",
        "18: there is no entry `sead`; did you mean `seed`?",
    ] {
        assert!(
            told.iter().any(|told| told.starts_with(part)),
            "{part}\n{told:#?}"
        );
    }
}
