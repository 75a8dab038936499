//! Rows without a true value, and values that are missing: normal citizens everywhere.

use grafscope_core::table::Direction;
use grafscope_explorer::input::key::keys;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::message::{Level, Message};
use grafscope_explorer::model::Model;
use grafscope_explorer::theme::Theme;

use crate::support::player::{screen, values};
use crate::support::synthetic::{Source201, explorer_of, send_of};

const SIZE: Size = Size {
    width: 160,
    height: 45,
};

/// One row of seven is measured.
const PARTLY: Source201 = Source201 {
    rows: 3_000,
    measured_every: Some(7),
    forest: true,
};

const NOT_AT_ALL: Source201 = Source201 {
    rows: 400,
    measured_every: None,
    forest: true,
};

fn press(model: &mut Model, source: Source201, text: &str) {
    for key in keys(text).unwrap() {
        send_of(model, Message::Key(key), source);
    }
}

/// The values of the shown rows, in order.
fn shown(model: &Model, name: &str) -> Vec<f64> {
    let values = values(model, name);
    let rows = model.arrangement.rows.iter();
    rows.map(|&row| values[row as usize]).collect()
}

#[test]
fn rows_without_a_true_value_are_predicted_but_neither_trained_on_nor_scored() {
    let model = explorer_of(PARTLY, SIZE);
    let trained = model.training.current.as_ref().unwrap();
    let (truth, predicted) = (values(&model, "true"), values(&model, "predicted"));
    let (error, rank) = (values(&model, "error"), values(&model, "rank_true"));
    let (in_training, canonical) = (values(&model, "in_training"), values(&model, "canonical"));
    let mut scored = 0;
    for row in 0..PARTLY.rows {
        let measured = row % 7 == 0;
        assert_eq!(truth[row].is_nan(), !measured);
        assert!(!predicted[row].is_nan());
        assert_eq!(error[row].is_nan(), !measured);
        assert_eq!(rank[row].is_nan(), !measured);
        assert!(measured || in_training[row] == 0.0);
        scored += usize::from(measured && canonical[row] == 1.0 && in_training[row] == 0.0);
    }
    assert_eq!(in_training.iter().sum::<f64>(), 100.0);
    assert_eq!(trained.scores.rows, scored);
    assert!(
        values(&model, "rank_predicted")
            .iter()
            .all(|rank| !rank.is_nan())
    );
}

#[test]
fn the_screen_says_how_many_rows_are_measured_and_the_plot_how_many_it_leaves_out() {
    let mut model = explorer_of(PARTLY, SIZE);
    let text = screen(&model, &Theme::new(false, true));
    assert!(text.contains("429 of 3,000 rows measured"), "{text}");
    assert!(text.contains("2,571 not measured"), "{text}");
    let plot = model.plot.clone().unwrap();
    assert_eq!(plot.missing, 2_571);
    press(&mut model, PARTLY, "/not missing(true)<cr>");
    assert_eq!(model.arrangement.rows.len(), 429);
    assert!(!screen(&model, &Theme::new(false, true)).contains("2,571 not measured"));
}

#[test]
fn sorting_puts_missing_last_in_both_directions() {
    let mut model = explorer_of(PARTLY, SIZE);
    for (key, direction) in [("s", Direction::Descending), ("s", Direction::Ascending)] {
        // The first column after the architecture is the true value.
        press(&mut model, PARTLY, &format!("0l{key}"));
        assert_eq!(model.view.sort[0], ("true".to_owned(), direction));
        let truth = shown(&model, "true");
        assert!(truth[..429].iter().all(|value| !value.is_nan()));
        assert!(truth[429..].iter().all(|value| value.is_nan()));
        for pair in truth[..429].windows(2) {
            let ordered = match direction {
                Direction::Ascending => pair[0] <= pair[1],
                Direction::Descending => pair[0] >= pair[1],
            };
            assert!(ordered);
        }
    }
}

#[test]
fn without_a_predictor_no_row_is_scored_and_all_are_shown() {
    let mut model = explorer_of(NOT_AT_ALL, SIZE);
    press(&mut model, NOT_AT_ALL, "H");
    let notice = model.notice.clone().unwrap();
    assert_eq!(notice.text, "there is no predictor yet: no row is scored");
    assert_eq!(notice.level, Level::Error);
    assert_eq!(model.arrangement.rows.len(), NOT_AT_ALL.rows);
    assert!(!model.view.scored_only);
}

#[test]
fn jumps_go_to_rows_that_have_a_value() {
    let mut model = explorer_of(PARTLY, SIZE);
    for key in ["b", "w", "B"] {
        press(&mut model, PARTLY, key);
        assert_eq!(model.selected.unwrap() % 7, 0);
    }
}

#[test]
fn missing_values_are_shown_as_such_and_found() {
    let mut model = explorer_of(PARTLY, SIZE);
    press(&mut model, PARTLY, "/missing(zen)<cr>");
    let rows = &model.arrangement.rows;
    assert_eq!(rows.len(), 1_000);
    assert!(rows.iter().all(|row| row % 3 == 1));
    press(&mut model, PARTLY, "/<c-u>zen <= 0 or zen >= 0<cr>");
    assert_eq!(model.arrangement.rows.len(), 2_000);
    // Proxies are shown from the start; hidden and shown again, it is the column under the cursor.
    assert!(model.view.columns.contains(&"zen".to_owned()));
    press(&mut model, PARTLY, "\\czen<space><space><cr>");
    assert_eq!(model.view.columns[0], "zen");
    press(&mut model, PARTLY, "s");
    assert_eq!(model.view.sort[0].0, "zen");
    press(&mut model, PARTLY, "G");
    let text = screen(&model, &Theme::new(false, true));
    // All the rows in sight lack it; its column shows a dash for each.
    let dashes = text.lines().filter(|line| line.contains("  -  ")).count();
    assert!(dashes > 20, "{text}");
}

#[test]
fn a_predictor_learns_from_a_column_with_gaps() {
    let mut model = explorer_of(PARTLY, SIZE);
    press(&mut model, PARTLY, "=zcp<cr>");
    let trained = model.training.current.as_ref().unwrap();
    assert_eq!(trained.settings.features, "zcp");
    assert!(trained.scores.tau > 0.3, "{}", trained.scores.tau);
    assert!(
        values(&model, "predicted")
            .iter()
            .all(|value| !value.is_nan())
    );
}

#[test]
fn without_any_true_value_nothing_is_trained_and_the_screen_says_what_to_do() {
    let mut model = explorer_of(NOT_AT_ALL, SIZE);
    let training = &model.training;
    assert!(training.current.is_none() && training.running.is_none() && training.failed.is_none());
    let text = screen(&model, &Theme::new(false, true));
    assert!(
        text.contains("no architecture has a true value: nothing to train on"),
        "{text}"
    );
    // Every setting can be changed, and nothing runs or fails.
    press(&mut model, NOT_AT_ALL, "+r=op_count<cr>pp");
    let training = &model.training;
    assert!(training.running.is_none() && training.failed.is_none());
    assert_eq!(model.settings.features, "op_count");
    // What needs predictions says that there are none.
    press(&mut model, NOT_AT_ALL, "b");
    assert_eq!(model.notice.as_ref().unwrap().level, Level::Error);
    press(&mut model, NOT_AT_ALL, "e");
    assert!(model.overlay.is_none());
    // Filter and sort work as ever.
    press(&mut model, NOT_AT_ALL, "/op_count(none) = 0<cr>");
    assert!(!model.arrangement.rows.is_empty());
    assert!(
        shown(&model, "op_count(none)")
            .iter()
            .all(|&count| count == 0.0)
    );
}

#[test]
fn rank_errors_compare_places_among_the_measured_rows() {
    let model = explorer_of(PARTLY, SIZE);
    let (truth, predicted) = (values(&model, "true"), values(&model, "predicted"));
    let (rank_true, rank_error) = (values(&model, "rank_true"), values(&model, "rank_error"));
    let rank_predicted = values(&model, "rank_predicted");
    let measured: Vec<usize> = (0..PARTLY.rows)
        .filter(|&row| !truth[row].is_nan())
        .collect();
    for row in 0..PARTLY.rows {
        let better = measured
            .iter()
            .filter(|&&other| predicted[other] > predicted[row]);
        let place = better.count() as f64 + 1.0;
        assert_eq!(rank_predicted[row], place);
        assert_eq!(rank_error[row].is_nan(), truth[row].is_nan());
        assert!(truth[row].is_nan() || rank_error[row] == place - rank_true[row]);
    }
    assert_eq!(
        rank_error.iter().filter(|error| !error.is_nan()).count(),
        measured.len()
    );
}
