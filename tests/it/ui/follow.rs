//! Following files in the explorer.

use std::fs;
use std::ops::Range;
use std::sync::{Arc, Weak};
use std::time::{Duration, SystemTime};

use grafscope_core::bench::Source;
use grafscope_core::predict::Settings;
use grafscope_core::table::Table;
use grafscope_explorer::effect::Opened;
use grafscope_explorer::message::Level;
use grafscope_explorer::model::{Launch, Model};
use grafscope_explorer::session::snapshot::SessionSnapshot;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;

use crate::support::growing::{Growing, accuracy, encoding, lines};
use crate::support::player::{notice_and_level, played_from, press, screen, size};

fn launch(source: Source) -> Launch {
    Launch {
        settings: Settings {
            model: "forest trees=20".parse().unwrap(),
            ..Settings::default()
        },
        ..Launch::of(source)
    }
}

fn followed(file: &Growing) -> Player {
    let source = Source {
        space: Some("nb201".to_owned()),
        follow: true,
        ..Source::named(file.path().to_str().unwrap())
    };
    played_from(launch(source), size(160, 45), "")
}

fn minute(minutes: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(60 * minutes)
}

fn shown(player: &Player) -> String {
    screen(player.model(), &Theme::new(false, true))
}

fn opened(model: &Model) -> &Arc<Opened> {
    &model.data.as_ref().unwrap().opened
}

fn selected(model: &Model) -> String {
    let bench = &opened(model).bench;
    bench
        .space
        .print(&bench.archs[model.selected.unwrap() as usize], 0)
}

#[test]
fn rows_appear_and_nothing_is_lost() {
    let file = Growing::new(60);
    let mut player = followed(&file);
    let text = shown(&player);
    assert!(text.contains("following, best "), "{text}");
    press(&mut player, "/op_count(none) <= 1<cr>jj<space>j");
    let before = player.model().clone();
    let place = selected(&before);
    file.append(&(lines(60..90) + "40"));
    player.look(minute(1)).unwrap();
    let model = player.model();
    assert_eq!(opened(model).bench.rows(), 90, "the torn line waits");
    assert_eq!(selected(model), place);
    assert_eq!(model.selected, before.selected);
    assert_eq!(model.marks, before.marks);
    assert_eq!(
        (&model.view.filter, &model.view.sort),
        (&before.view.filter, &before.view.sort)
    );
    assert!(model.arrangement.rows.len() > before.arrangement.rows.len());
    let trained = model.training.current.as_ref().unwrap();
    assert_eq!(trained.predictions.predicted.len(), 90, "it was retrained");
    assert!(!model.training.is_stale());
    let fitted = (before.settings.train_size, model.settings.train_size);
    assert!(
        fitted.0 < fitted.1,
        "there are more rows to train on: {fitted:?}"
    );
    let text = shown(&player);
    assert!(text.contains("+30 measured, best "), "{text}");
    // Nothing has changed.
    let same = Arc::as_ptr(opened(player.model()));
    player.look(minute(2)).unwrap();
    assert_eq!(Arc::as_ptr(opened(player.model())), same);
    // It is no work of the user's that would be kept in place of an earlier view.
    let (old, new) = (
        SessionSnapshot::new(&before).unwrap(),
        SessionSnapshot::new(player.model()).unwrap(),
    );
    assert!(new.same_work(&old));
}

#[test]
fn the_status_tells_how_old_the_best_value_is() {
    let file = Growing::new(40);
    let mut player = followed(&file);
    // All edges are 3x3 convolutions.
    file.append("333333,99.5\n");
    player.look(minute(10)).unwrap();
    let text = shown(&player);
    assert!(
        text.contains("+1 measured, best 99.50 % just now"),
        "{text}"
    );
    player.look(minute(14)).unwrap();
    let text = shown(&player);
    assert!(text.contains("best 99.50 % 4 min ago"), "{text}");
    // One that is worse changes nothing of that.
    file.append(&lines(40..41));
    player.look(minute(75)).unwrap();
    let text = shown(&player);
    assert!(text.contains("+1 measured, best 99.50 % 1 h ago"), "{text}");
}

#[test]
fn predictions_stay_until_there_are_newer_ones() {
    let file = Growing::new(60);
    let mut player = followed(&file);
    let before = player.model().clone();
    let rows = |model: &Model| model.table().unwrap().rows();
    file.append(&lines(60..70));
    player.look(minute(1)).unwrap();
    assert_eq!((rows(&before), rows(player.model())), (60, 70));
    assert!(player.model().training.trained_model.is_some());
    let table = opened(player.model()).table.clone();
    let predicted = &table.column(table.find("predicted").unwrap()).values;
    let missing = predicted.iter().filter(|value| value.is_nan()).count();
    assert_eq!(
        (predicted.len(), missing),
        (70, 10),
        "new rows have none yet"
    );
}

#[test]
fn predictions_of_further_targets_stay_too() {
    let file = Growing::new(0);
    let rows = |places: Range<usize>| -> String {
        let line = |at| format!("{},{},{}\n", encoding(at), accuracy(at), accuracy(at) / 2.0);
        places.map(line).collect()
    };
    fs::write(
        file.path(),
        "arch,val_acc,test_acc\n".to_owned() + &rows(0..60),
    )
    .unwrap();
    let source = Source {
        space: Some("nb201".to_owned()),
        follow: true,
        ..Source::named(file.path().to_str().unwrap())
    };
    let further = Launch {
        target: Some("val_acc".to_owned()),
        further: vec!["test_acc".to_owned()],
        ..launch(source)
    };
    let mut player = played_from(further, size(160, 45), "");
    assert_eq!(player.model().training.further.len(), 1);
    file.append(&rows(60..70));
    player.look(minute(1)).unwrap();
    let model = player.model();
    assert_eq!(opened(model).target_names(), ["val_acc", "test_acc"]);
    let missing = |table: &Table| {
        let column = table.column(table.find("predicted.test_acc").unwrap());
        column.values.iter().filter(|value| value.is_nan()).count()
    };
    assert_eq!(missing(&opened(model).table), 10, "new rows have none yet");
    assert_eq!(missing(model.table().unwrap()), 0, "it was retrained");
    assert_eq!(model.training.further.len(), 1);
}

#[test]
fn a_truncated_and_a_replaced_file_are_read_anew() {
    let file = Growing::new(60);
    let mut player = followed(&file);
    press(&mut player, "j<space>k");
    let place = selected(player.model());
    assert_eq!(player.model().marks.len(), 1);
    // Fewer rows, in another order.
    let space = opened(player.model()).bench.space;
    let is_selected = |at: usize| space.parse(&encoding(at)).ok() == space.parse(&place).ok();
    file.write((0..60).rev().filter(|&at| at % 2 == 0 || is_selected(at)));
    player.look(minute(1)).unwrap();
    let model = player.model();
    assert!((30..32).contains(&opened(model).bench.rows()));
    let (text, level) = notice_and_level(model);
    assert_eq!(
        (text, level),
        ("results.csv was truncated: it was read again", Level::Info)
    );
    assert_eq!(selected(model), place);
    assert!(model.marks.iter().eq(model.selected));
    let rows = opened(model).bench.rows();
    // Rotated: the name is gone, and then another file has it.
    fs::rename(file.path(), file.path().with_extension("1")).unwrap();
    player.look(minute(2)).unwrap();
    assert!(shown(&player).contains("results.csv is gone: waiting for rows"));
    assert_eq!(
        opened(player.model()).bench.rows(),
        rows,
        "what was read stays"
    );
    fs::write(file.path(), "arch,val_acc\n").unwrap();
    player.look(minute(3)).unwrap();
    assert_eq!(opened(player.model()).bench.rows(), rows);
    file.append(&lines(0..50));
    player.look(minute(4)).unwrap();
    assert_eq!(opened(player.model()).bench.rows(), 50);
    assert_eq!(
        notice_and_level(player.model()).0,
        "results.csv was replaced: it was read again"
    );
    assert!(!shown(&player).contains("waiting for rows"));
}

#[test]
fn a_note_comes_back_with_its_architecture() {
    let file = Growing::new(40);
    let mut player = followed(&file);
    press(&mut player, "j\"mine<cr>");
    let place = selected(player.model());
    let space = opened(player.model()).bench.space;
    let is_noted = |at: usize| space.parse(&encoding(at)).ok() == space.parse(&place).ok();
    file.write((0..40).filter(|&at| !is_noted(at)));
    player.look(minute(1)).unwrap();
    let notes = &player.model().notes;
    assert_eq!((notes.len(), notes.elsewhere.len()), (0, 1));
    file.append(&lines((0..40).filter(|&at| is_noted(at))));
    player.look(minute(2)).unwrap();
    let notes = &player.model().notes;
    assert_eq!((notes.of(39), notes.elsewhere.len()), (Some("mine"), 0));
}

#[test]
fn damaged_lines_and_repeats_are_counted_and_nothing_ends() {
    let file = Growing::new(40);
    let mut player = followed(&file);
    file.append(&format!("421\n{},1.5\n{}", encoding(3), lines(40..45)));
    player.look(minute(1)).unwrap();
    let model = player.model();
    assert_eq!(opened(model).bench.rows(), 45);
    assert_eq!(
        opened(model).shown_target().mean.get(3).to_bits(),
        accuracy(3).to_bits()
    );
    let (text, level) = notice_and_level(model);
    assert_eq!(level, Level::Error);
    assert!(
        text.contains("left out: results.csv, line 42: 1 fields, expected 2"),
        "{text}"
    );
    let text = shown(&player);
    assert!(text.contains("lines left out: 1"), "{text}");
    assert!(text.contains("repeats with other values: 1"), "{text}");
    // What cannot be read at all is said; what was read before stays.
    fs::write(file.path(), "hello\nworld\nno table\n").unwrap();
    player.look(minute(2)).unwrap();
    let (text, level) = notice_and_level(player.model());
    assert_eq!(level, Level::Error);
    assert!(text.contains("what was read before stays: "), "{text}");
    assert_eq!(opened(player.model()).bench.rows(), 45);
    file.write(0..50);
    player.look(minute(3)).unwrap();
    assert_eq!(opened(player.model()).bench.rows(), 50);
}

#[test]
fn a_joined_file_begins_later_and_the_whole_space_is_predicted() {
    let file = Growing::new(0);
    fs::remove_file(file.path()).unwrap();
    let source = Source {
        joins: vec![file.path()],
        follow: true,
        ..Source::named("nb201")
    };
    let mut player = played_from(launch(source), size(160, 45), "");
    let text = shown(&player);
    assert!(text.contains("results.csv has no rows yet"), "{text}");
    file.write(0..40);
    player.look(minute(1)).unwrap();
    let model = player.model();
    assert_eq!(opened(model).measured_rows, 40);
    assert_eq!(opened(model).shown_target().name, "val_acc");
    let predicted = model.training.current.as_ref().unwrap();
    assert_eq!(predicted.predictions.predicted.len(), 15_625);
    let measured = |model: &Model| {
        let opened = opened(model);
        let truth = &opened.shown_target().mean;
        let rows = 0..opened.bench.rows();
        rows.filter(|&row| opened.bench.canonical[row] && !truth.get(row).is_nan())
            .count()
    };
    let fitted = model.settings.train_size;
    assert!(predicted.out_of_fold, "all that is measured is trained on");
    assert_eq!(fitted, measured(model));
    press(&mut player, "/op_count(none) = 0<cr>jjj");
    let place = selected(player.model());
    let features = Arc::as_ptr(&opened(player.model()).features);
    file.append(&lines(40..50));
    player.look(minute(2)).unwrap();
    let model = player.model();
    assert_eq!((opened(model).measured_rows, selected(model)), (50, place));
    let trained = model.training.current.as_ref().unwrap();
    assert!(trained.out_of_fold);
    assert!(trained.settings.train_size > fitted);
    assert_eq!(trained.settings.train_size, measured(model));
    let truth = &opened(model).shown_target().mean;
    let mut batch = model.suggesting.batch.iter();
    assert!(batch.all(|&row| truth.get(row as usize).is_nan()));
    assert_eq!(
        Arc::as_ptr(&opened(model).features),
        features,
        "they are computed once"
    );
    let text = shown(&player);
    assert!(text.contains("+10 measured, best "), "{text}");
}

#[test]
fn a_change_waits_for_what_the_user_opens() {
    let file = Growing::new(60);
    let mut player = followed(&file);
    file.append(&lines(60..70));
    press(&mut player, "t<cr>");
    player.look(minute(1)).unwrap();
    assert_eq!(opened(player.model()).bench.rows(), 70);
    assert!(player.model().follow.is_some());
}

#[test]
fn old_tables_are_dropped() {
    let file = Growing::new(30);
    let mut player = followed(&file);
    let mut old: Vec<Weak<Opened>> = Vec::new();
    for at in 30..50 {
        old.push(Arc::downgrade(opened(player.model())));
        file.append(&lines(at..=at));
        player.look(minute(at as u64)).unwrap();
    }
    assert_eq!(opened(player.model()).bench.rows(), 50);
    let alive = old.iter().filter(|opened| opened.upgrade().is_some());
    assert!(alive.count() <= 2);
    assert!(
        player.model().training.history.len() <= 21,
        "one for each training size"
    );
}

#[test]
fn following_begins_and_ends_by_a_key() {
    let mut player = played_from(
        launch(Source::named("nas-bench-201")),
        size(160, 45),
        "<a-f>",
    );
    let (text, level) = notice_and_level(player.model());
    assert_eq!(level, Level::Error);
    assert!(
        text.contains("nothing to follow: nas-bench-201 does not grow"),
        "{text}"
    );
    assert!(player.model().follow.is_none());

    let file = Growing::new(40);
    let source = Source {
        space: Some("nb201".to_owned()),
        ..Source::named(file.path().to_str().unwrap())
    };
    player = played_from(launch(source), size(160, 45), "jj");
    let place = selected(player.model());
    press(&mut player, "<a-f>");
    assert_eq!(
        notice_and_level(player.model()).0,
        "following results.csv: what is appended appears here"
    );
    assert_eq!(selected(player.model()), place);
    file.append(&lines(40..45));
    player.look(minute(1)).unwrap();
    assert_eq!(opened(player.model()).bench.rows(), 45);
    press(&mut player, "<a-f>");
    assert_eq!(
        notice_and_level(player.model()).0,
        "the files are no longer followed"
    );
    file.append(&lines(45..50));
    player.look(minute(2)).unwrap();
    assert_eq!(opened(player.model()).bench.rows(), 45);
    // What was missed meanwhile is read.
    press(&mut player, "<a-f>");
    player.look(minute(3)).unwrap();
    assert_eq!(opened(player.model()).bench.rows(), 50);
}
