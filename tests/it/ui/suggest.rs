//! What to measure next: the columns `acquisition` and `next`, and the batch.

use std::fs;

use grafscope_core::bench::Source;
use grafscope_core::table::Direction;
use grafscope_explorer::automatic::state::Automatic;
use grafscope_explorer::effect::Effect;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::message::{Level, Message};
use grafscope_explorer::model::{Launch, Model};
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::table::view_state::ViewState;
use grafscope_explorer::theme::Theme;

use crate::support::files::Files;
use crate::support::player::{
    launch, launch_on, notice_and_level, played_from, press, press_only, screen, size, values,
};

const SIZE: Size = size(200, 60);

fn after(text: &str) -> Player {
    played_from(launch("linear", 60), SIZE, text)
}

fn problem(model: &Model) -> &str {
    let prompt = model.prompt().expect("a prompt");
    &prompt.problem.as_ref().expect("a problem").message
}

fn marked(model: &Model) -> Vec<u32> {
    model.marks.iter().collect()
}

fn ascending(rows: &[u32]) -> Vec<u32> {
    let mut rows = rows.to_vec();
    rows.sort_unstable();
    rows
}

/// A file with figures of 24 canonical architectures of NAS-Bench-201: none has a zero operation.
fn results(files: &Files) -> Source {
    let mut text = String::from("net,val_acc\n");
    for row in 0..24_usize {
        let ids: Vec<usize> = (0..6).map(|place| ((row * 7) >> place) & 1).collect();
        let convolutions = ids.iter().filter(|&&id| id == 1).count();
        let ids: Vec<String> = ids.iter().map(|id| (2 * id).to_string()).collect();
        let value = 80.0 + 2.0 * convolutions as f64 + (row % 5) as f64 / 10.0;
        text += &format!("\"({})\",{value}\n", ids.join(", "));
    }
    Source {
        joins: vec![files.write("results.csv", text)],
        no_cache: true,
        ..Source::named("nb201")
    }
}

fn begun(files: &Files) -> Player {
    let view = ViewState {
        automatic: Automatic::ALL,
        ..ViewState::default()
    };
    let launch = Launch {
        view,
        ..Launch::of(results(files))
    };
    played_from(launch, SIZE, "")
}

#[test]
fn where_all_is_measured_the_training_rows_are_what_is_known() {
    let player = after(".<cr>");
    let model = player.model();
    let batch = &model.suggesting.batch;
    assert_eq!(batch.len(), 8);
    let (next, acquisition) = (values(model, "next"), values(model, "acquisition"));
    for (&row, place) in batch.iter().zip(1_u32..) {
        assert_eq!(next[row as usize], f64::from(place));
    }
    assert_eq!(next.iter().filter(|next| !next.is_nan()).count(), 8);
    let (trained, canonical) = (values(model, "in_training"), values(model, "canonical"));
    for row in 0..next.len() {
        let is_candidate = trained[row] == 0.0 && canonical[row] == 1.0;
        assert_eq!(acquisition[row].is_nan(), !is_candidate, "row {row}");
    }
    let most = acquisition.iter().copied().fold(f64::MIN, f64::max);
    assert_eq!(acquisition[batch[0] as usize], most);
    // Shown first, marked, and told.
    assert_eq!(model.arrangement.rows[..8], batch[..]);
    assert_eq!(model.selected, Some(batch[0]));
    assert_eq!(marked(model), ascending(batch));
    let (text, level) = notice_and_level(model);
    assert_eq!(level, Level::Info);
    for part in [
        "8 suggested by ei, as if the 60 training rows alone were measured",
        "marked, <a-y> copies them",
        "kriging on graf",
    ] {
        assert!(text.contains(part), "{text}");
    }
    let shown = screen(model, &Theme::new(false, true));
    assert!(shown.contains("next") && shown.contains("acq"), "{shown}");
}

#[test]
fn filters_take_both_columns_and_the_batch_follows_the_predictor() {
    let mut player = after(".<cr>/next <= 3<cr>");
    let first = player.model().suggesting.batch.clone();
    assert_eq!(player.model().arrangement.rows[..], first[..3]);
    press(&mut player, "r");
    let model = player.model();
    let second = model.suggesting.batch.clone();
    assert_ne!(first, second);
    assert_eq!(model.arrangement.rows[..], second[..3]);
    // Marks are the user's until a batch is asked for again, which takes the place of the last one.
    assert_eq!(marked(model), ascending(&first));
    press(&mut player, "\\g<space>.<cr>");
    let model = player.model();
    let third = &model.suggesting.batch;
    assert_eq!(&second, third);
    assert_eq!(marked(model), ascending(third));
    press(&mut player, "/acquisition > 0<cr>");
    let model = player.model();
    let acquisition = values(model, "acquisition");
    let passing = acquisition.iter().filter(|value| **value > 0.0).count();
    assert_eq!(model.arrangement.rows.len(), passing);
    assert!(passing > 8 && passing < 9_385);
}

#[test]
fn the_batch_is_among_the_rows_of_the_filter() {
    let player = after("/op_count(none) = 0<cr>.<c-u>5<cr>");
    let model = player.model();
    let batch = &model.suggesting.batch;
    let none = values(model, "op_count(none)");
    assert_eq!(batch.len(), 5);
    assert!(batch.iter().all(|&row| none[row as usize] == 0.0));
    let (text, _) = notice_and_level(model);
    assert!(text.contains("5 suggested by ei among ") && text.contains(" of the filter"));
    let found = values(model, "acquisition");
    assert!((0..none.len()).all(|row| none[row] == 0.0 || found[row].is_nan()));
}

#[test]
fn the_marked_rows_are_copied_and_written_as_encodings_one_a_line() {
    let mut player = after(".<c-u>5 thompson<cr>");
    let mut model = player.model().clone();
    let batch = model.suggesting.batch.clone();
    let effects = press_only(&mut model, "<a-y>");
    let copied = effects.iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    let bench = &model.data.as_ref().unwrap().opened.bench;
    let rows_of = |text: &str| -> Vec<u32> {
        let archs = text.lines().map(|line| bench.space.parse(line).unwrap());
        let row = |arch| bench.archs.iter().position(|other| *other == arch).unwrap();
        archs.map(|arch| row(arch) as u32).collect()
    };
    assert_eq!(rows_of(&copied.unwrap()), batch);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("next.txt");
    press(&mut player, "o<c-u>");
    let typed = format!("{} marked", path.display());
    player.send(Message::Paste(typed)).unwrap();
    press(&mut player, "<cr>");
    assert!(notice_and_level(player.model()).0.contains("wrote 5 rows"));
    assert_eq!(rows_of(&fs::read_to_string(path).unwrap()), batch);
    press(&mut player, "M<a-y>");
    let (text, level) = notice_and_level(player.model());
    assert_eq!(
        (text, level),
        ("none of the rows shown is marked", Level::Error)
    );
}

#[test]
fn a_model_without_uncertainty_is_refused_unless_it_is_greedy() {
    let mut player = after(".<c-u>4 ei linear<cr>");
    let said = problem(player.model());
    assert!(said.contains("linear has no uncertainty"), "{said}");
    assert!(player.model().suggesting.batch.is_empty());
    press(&mut player, "<c-u>4 pi<cr>");
    assert!(problem(player.model()).contains("expected one of ei, ucb, thompson, greedy"));
    press(&mut player, "<c-u>4 greedy linear<cr>");
    let model = player.model();
    assert_eq!(model.suggesting.batch.len(), 4);
    let (acquisition, predicted) = (values(model, "acquisition"), values(model, "predicted"));
    let first = model.suggesting.batch[0] as usize;
    assert!((acquisition[first] - predicted[first]).abs() < 1e-6);
    // The prompt begins with what was asked for last, and the palette takes it too.
    press(&mut player, ".");
    let typed = player.model().prompt().unwrap().input.value();
    assert_eq!(typed, "4 greedy linear");
    press(&mut player, "<esc>:suggest 3 ucb<cr>");
    assert_eq!(player.model().suggesting.batch.len(), 3);
}

#[test]
fn a_space_that_has_begun_to_be_measured_shows_what_is_next_on_top() {
    let files = Files::new();
    let mut player = begun(&files);
    let model = player.model();
    let opened = &model.data.as_ref().unwrap().opened;
    assert_eq!((opened.bench.rows(), opened.measured_rows), (15_625, 24));
    let trained = model.training.current.as_ref().unwrap();
    assert_eq!(trained.settings.train_size, 24);
    assert!(trained.out_of_fold);
    assert_eq!(trained.scores.rows, 24);
    assert!(trained.scores.tau > 0.0, "{}", trained.scores.tau);
    let text = screen(model, &Theme::new(false, true));
    for part in ["out-of-fold", "24 measured", "24 of 15,625 rows measured"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // No row is scored: all are shown, the batch first, and nothing is marked yet.
    let keys: Vec<&str> = model
        .view
        .sort
        .iter()
        .map(|(key, _)| key.as_str())
        .collect();
    assert_eq!(keys, ["next", "predicted"]);
    assert_eq!(model.view.sort[0].1, Direction::Ascending);
    assert_eq!(model.arrangement.rows.len(), 15_625);
    let batch = model.suggesting.batch.clone();
    assert_eq!(model.arrangement.rows[..8], batch[..]);
    assert!(model.marks.is_empty());
    let next_to_pinned = ["next".to_owned(), "acquisition".to_owned()];
    assert!(model.view.columns.starts_with(&next_to_pinned));
    let (truth, canonical) = (values(model, "true"), values(model, "canonical"));
    let acquisition = values(model, "acquisition");
    for row in 0..truth.len() {
        let is_candidate = truth[row].is_nan() && canonical[row] == 1.0;
        assert_eq!(acquisition[row].is_nan(), !is_candidate);
    }
    assert!(values(model, "scored").iter().all(|&scored| scored == 0.0));
    press(&mut player, "e");
    assert!(
        notice_and_level(player.model())
            .0
            .contains("- leaves some to be held out")
    );
    press(&mut player, "e.<cr>");
    let (text, _) = notice_and_level(player.model());
    assert!(
        text.contains("8 suggested by ei, from 24 measured rows; marked"),
        "{text}"
    );
    // Fewer training rows leave some to be scored; one step up are all again.
    press(&mut player, "-");
    let trained = player.model().training.current.clone().unwrap();
    assert_eq!((trained.settings.train_size, trained.scores.rows), (16, 8));
    assert!(!trained.out_of_fold);
    press(&mut player, "+");
    let trained = player.model().training.current.clone().unwrap();
    assert_eq!(trained.settings.train_size, 24);
    press(&mut player, "r");
    let (text, _) = notice_and_level(player.model());
    assert!(text.contains("all 24 measured rows are in use"), "{text}");
}

#[test]
fn what_nothing_is_known_of_gets_a_start_that_is_spread_out() {
    let player = played_from(launch_on("tnb101_micro", "linear", 60), SIZE, ".<cr>");
    let model = player.model();
    let (text, level) = notice_and_level(model);
    assert_eq!(level, Level::Info, "{text}");
    assert!(text.contains("8 suggested, marked"), "{text}");
    assert!(text.contains("nothing is measured yet"), "{text}");
    assert_eq!(marked(model), ascending(&model.suggesting.batch));
    assert!(
        values(model, "acquisition")
            .iter()
            .all(|value| value.is_nan())
    );
    assert_eq!(model.arrangement.rows[..8], model.suggesting.batch[..]);
}

#[test]
fn the_columns_are_filled_where_they_are_shown_and_nothing_is_marked() {
    let view = ViewState {
        columns: vec!["next".to_owned()],
        ..ViewState::default()
    };
    let shown = Launch {
        view,
        ..launch("linear", 60)
    };
    let player = played_from(shown, SIZE, "");
    let model = player.model();
    let filled = values(model, "next");
    assert_eq!(filled.iter().filter(|next| !next.is_nan()).count(), 8);
    assert!(model.marks.is_empty() && model.notice.is_none());
    // Nobody pays for what nobody looks at.
    assert!(after("").model().suggesting.batch.is_empty());
}

#[test]
fn suggestions_stay_with_their_rows_and_are_asked_for_again_on_another_target() {
    let mut player = after(".<cr>");
    let before = player.model().suggesting.batch.clone();
    press(&mut player, "tcifar100<cr>");
    let model = player.model();
    assert_eq!(model.suggesting.batch.len(), 8);
    let next = values(model, "next");
    assert_eq!(next.iter().filter(|next| !next.is_nan()).count(), 8);
    assert_ne!(model.suggesting.batch, before);
    assert_eq!(marked(model), ascending(&before));
}

#[test]
fn what_was_measured_as_another_row_of_the_same_network_is_not_suggested() {
    let files = Files::new();
    let mut source = results(&files);
    // The convolution of the first edge leads nowhere.
    let cut_off = "net,val_acc\n\"(2, 1, 2, 1, 1, 1)\",70\n";
    source.joins.push(files.write("more.csv", cut_off));
    let player = played_from(Launch::of(source), SIZE, ".<cr>");
    let model = player.model();
    let bench = &model.data.as_ref().unwrap().opened.bench;
    let acquisition = values(model, "acquisition");
    let of = |text: &str| {
        let arch = bench.space.parse(text).unwrap();
        let row = bench.archs.iter().position(|other| *other == arch);
        acquisition[row.unwrap()]
    };
    assert!(of("(1, 1, 2, 1, 1, 1)").is_nan());
    assert!(!of("(1, 1, 3, 1, 1, 1)").is_nan());
}
