//! Joining files and changing roles in the explorer.

use std::fs;
use std::path::{Path, PathBuf};

use grafscope_core::table::Group;
use grafscope_explorer::message::{Level, Message};
use grafscope_explorer::model::Model;
use grafscope_explorer::overlay::Overlay;
use grafscope_explorer::snapshot::play::Player;

use crate::support::player::{launch_on, notice_and_level, played_from, press, size};

fn start() -> Player {
    open("nas-bench-201")
}

fn open(benchmark: &str) -> Player {
    played_from(
        launch_on(benchmark, "forest trees=5", 100),
        size(160, 45),
        "",
    )
}

/// Types a path, in which no character is a key's name.
fn join(player: &mut Player, path: &Path) {
    press(player, "J");
    player
        .send(Message::Paste(path.display().to_string()))
        .unwrap();
    press(player, "<cr>");
}

/// A file with proxies and an accuracy of some architectures.
fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

const PROXIES: &str = "net,zen,ood_acc\n\
    \"(1, 1, 1, 1, 1, 1)\",3.5,10\n\
    \"(1, 1, 1, 1, 1, 0)\",,20\n\
    \"(1, 1, 1, 1, 1, 2)\",7,30\n\
    \"(1, 1, 1, 1, 1, 2)\",7,30\n";

fn group(model: &Model, name: &str) -> Option<Group> {
    let table = model.table().unwrap();
    Some(table.column(table.find(name)?).spec.group)
}

#[test]
fn a_joined_file_adds_its_columns_and_keeps_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "side.csv", PROXIES);
    let mut player = start();
    press(&mut player, "/op_count(none) >= 4<cr>ls7j<space>");
    let before = player.model().clone();
    join(&mut player, &path);
    let model = player.model();
    let (text, level) = notice_and_level(model);
    assert_eq!(level, Level::Info, "{text}");
    assert!(
        text.contains("joined side.csv: 2 new columns, 3 rows matched"),
        "{text}"
    );
    assert!(
        text.contains("15622 missing in the file, 1 repeated"),
        "{text}"
    );
    assert_eq!(group(model, "zen"), Some(Group::Proxy));
    assert_eq!(group(model, "ood_acc"), Some(Group::Measured));
    // Shown at once, and taken back with u.
    assert!(
        model
            .view
            .columns
            .starts_with(&["ood_acc".to_owned(), "zen".to_owned()])
    );
    assert_eq!(model.selected, before.selected);
    assert_eq!(model.marks.len(), 1);
    assert_eq!(model.arrangement.rows, before.arrangement.rows);
    assert_eq!(
        (&model.view.filter, &model.view.sort),
        (&before.view.filter, &before.view.sort)
    );
    assert!(model.training.current.is_some());
    press(&mut player, "u");
    assert_eq!(player.model().view.columns, before.view.columns);
    // Missing in the file is missing, not 0.
    press(&mut player, "\\/not missing(zen)<cr>");
    assert_eq!(player.model().arrangement.rows.len(), 2);
    // The new target can be trained on, its few rows permitting.
    press(&mut player, "\\tood_acc<cr>");
    let data = player.model().data.as_ref().unwrap();
    assert_eq!(data.opened.shown_target().name, "ood_acc");
    assert_eq!(data.opened.measured_rows, 3);
    // A second file is joined to both.
    let more = file(folder.path(), "more.csv", "net,fisher\n421211,2\n");
    join(&mut player, &more);
    assert_eq!(group(player.model(), "fisher"), Some(Group::Proxy));
    assert_eq!(group(player.model(), "zen"), Some(Group::Proxy));
    let data = player.model().data.as_ref().unwrap();
    assert_eq!(data.opened.shown_target().name, "ood_acc");
    assert_eq!(data.opened.source.joins, [path, more]);
}

#[test]
fn what_cannot_be_joined_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let damaged = file(
        folder.path(),
        "damaged.csv",
        "net,zen\n421211,1\nno architecture,2\n",
    );
    let mut player = start();
    for (path, wanted) in [
        (folder.path().join("none.csv"), "none.csv"),
        (damaged, "damaged.csv"),
    ] {
        let before = player.model().table().unwrap().clone();
        join(&mut player, &path);
        let model = player.model();
        let (text, level) = notice_and_level(model);
        assert_eq!(level, Level::Error);
        assert!(text.contains(wanted), "{text}");
        assert!(std::sync::Arc::ptr_eq(&before, model.table().unwrap()));
        assert!(model.opening.is_none() && model.training.current.is_some());
    }
    press(&mut player, "J<cr>");
    let prompt = player.model().prompt().unwrap();
    assert!(
        prompt
            .problem
            .as_ref()
            .unwrap()
            .message
            .contains("tab completes it")
    );
}

#[test]
fn tab_completes_paths() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["proxies_a.csv", "proxies_b.csv", "other.csv"] {
        file(folder.path(), name, "");
    }
    fs::create_dir(folder.path().join("sub")).unwrap();
    let mut player = start();
    press(&mut player, "J");
    let typed = |player: &Player| player.model().prompt().unwrap().input.value().to_owned();
    let at = |name: &str| folder.path().join(name).display().to_string();
    player.send(Message::Paste(at("pr"))).unwrap();
    press(&mut player, "<tab>");
    assert_eq!(typed(&player), at("proxies_"));
    let prompt = player.model().prompt().unwrap();
    assert_eq!(prompt.offers(), ["proxies_a.csv", "proxies_b.csv"]);
    press(&mut player, "<tab><tab>");
    assert_eq!(typed(&player), at("proxies_b.csv"));
    press(&mut player, "<s-tab>");
    assert_eq!(typed(&player), at("proxies_a.csv"));
    press(&mut player, "<esc>J");
    player.send(Message::Paste(at("su"))).unwrap();
    press(&mut player, "<tab>");
    assert_eq!(typed(&player), at("sub/"));
    // Nothing there: the text stays.
    press(&mut player, "<tab>");
    assert_eq!(typed(&player), at("sub/"));
    assert!(
        notice_and_level(player.model())
            .0
            .contains("no file starts with")
    );
}

#[test]
fn roles_are_changed_by_opening_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from("net,val_acc,mine\n");
    for row in 0..60 {
        let ids = (0..6).map(|place| (row / 3_usize.pow(place) % 3).to_string());
        let ids: Vec<String> = ids.collect();
        text += &format!("\"({})\",{},{row}\n", ids.join(", "), 50 + row % 7);
    }
    let path = file(folder.path(), "own.csv", &text);
    let mut player = start();
    join(&mut player, &path);
    assert_eq!(group(player.model(), "mine"), Some(Group::Other));
    press(&mut player, "Cmine");
    let Some(Overlay::List(roles)) = &player.model().overlay else {
        panic!("no list of roles");
    };
    assert!(roles.items.iter().any(|item| item.chosen));
    press(&mut player, "<space><cr>");
    let model = player.model();
    let (text, level) = notice_and_level(model);
    assert_eq!(level, Level::Info, "{text}");
    assert!(
        text.starts_with("targets: ") && text.contains("mine"),
        "{text}"
    );
    assert_eq!(group(model, "mine"), Some(Group::Measured));
    assert!(model.training.current.is_some());
    // Nothing changed, nothing opened.
    press(&mut player, "C<cr>");
    assert!(player.model().overlay.is_none() && player.model().opening.is_none());
}

#[test]
fn figures_come_to_a_space_that_has_none() {
    let mut player = open("tnb101_micro");
    let model = player.model();
    assert!(model.training.current.is_none() && model.training.failed.is_none());
    assert_eq!(model.data.as_ref().unwrap().opened.measured_rows, 0);
    // Canonical architectures: no zero operation on any edge.
    let mut text = String::from("net,val_acc\n");
    for row in 0..150_usize {
        let ids = (0..6).map(|place| (1 + row / 3_usize.pow(place) % 3).to_string());
        let ids: Vec<String> = ids.collect();
        text += &format!("\"({})\",{}\n", ids.join(", "), 50 + row % 7);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "measured.csv", &text);
    join(&mut player, &path);
    let model = player.model();
    let (text, level) = notice_and_level(model);
    assert_eq!(level, Level::Info, "{text}");
    let opened = &model.data.as_ref().unwrap().opened;
    assert_eq!(opened.shown_target().name, "val_acc");
    assert_eq!(opened.measured_rows, 150);
    assert_eq!(opened.bench.rows(), 4_096);
    // All that is measured is trained on, and scored out of fold, but for rows that all of the five trees saw.
    let trained = model.training.current.as_ref().unwrap();
    assert!(trained.out_of_fold);
    assert_eq!(trained.settings.train_size, 150);
    assert!((100..=150).contains(&trained.scores.rows));
}
