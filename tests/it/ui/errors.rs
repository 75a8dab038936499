//! The screen of errors: what keys and the mouse do in its views, and how they look.

use std::sync::LazyLock;

use grafscope_core::diagnosis::Finding;
use grafscope_explorer::command::Command;
use grafscope_explorer::command::available::available;
use grafscope_explorer::command::keymap::Context;
use grafscope_explorer::command::place::contexts;
use grafscope_explorer::errors::ErrorView;
use grafscope_explorer::errors::layout::error_areas;
use grafscope_explorer::errors::slices::SliceField;
use grafscope_explorer::input::key::keys;
use grafscope_explorer::layout::area::{Area, Size};
use grafscope_explorer::layout::areas::areas;
use grafscope_explorer::message::{Level, Message, Mouse, MouseAction};
use grafscope_explorer::model::Model;
use grafscope_explorer::overlay::Overlay;
use grafscope_explorer::screen::{Screen, Work};
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;
use ratatui::style::Color;

use crate::support::player::{launch, played_from, press, screen, size};

pub(super) const SMALL_FOREST: &str = "forest trees=2";

/// Views of regions, with the key of each.
const VIEWS: [(ErrorView, &str); 5] = [
    (ErrorView::Residuals, "1"),
    (ErrorView::Histogram, "2"),
    (ErrorView::ByValue, "3"),
    (ErrorView::Heat, "4"),
    (ErrorView::Slices, "5"),
];

pub(super) fn after(text: &str) -> Player {
    played_from(launch(SMALL_FOREST, 32), size(120, 40), text)
}

pub(super) fn finding(model: &Model) -> &Finding {
    model.inspection.errors.finding.as_deref().unwrap()
}

/// The body of the open view on the screen.
pub(super) fn body(model: &Model) -> Area {
    error_areas(areas(model).unwrap().body).body
}

pub(super) fn click(player: &mut Player, x: u16, y: u16) {
    let action = MouseAction::Click;
    player.send(Message::Mouse(Mouse { action, x, y })).unwrap();
}

/// How many rows the open view says are under its cursor.
fn rows_under_cursor(model: &Model) -> usize {
    let errors = &model.inspection.errors;
    let finding = finding(model);
    if let Finding::Residuals(found) = finding {
        let cloud = found.cloud.as_ref().unwrap();
        let cursor = errors.residuals.place(found, model.table().unwrap());
        let (width, height) = (cloud.across.cells(), cloud.up.cells());
        let (x, y) = errors.residuals.under(cursor.unwrap(), width, height);
        return cloud.spot(x, y).rows;
    }
    if let Finding::Histogram(found) = finding {
        return found.counts[errors.histogram.place(found)];
    }
    if let Finding::ByValue(found) = finding {
        return found.parts[errors.by_value.cursor].mae.count;
    }
    if let Finding::Heat(found) = finding {
        let (x, y) = errors.heat.cursor;
        return found.cell(x, y).rows;
    }
    let Finding::Slices(found) = finding else {
        panic!("no rows are under the cursor of this view");
    };
    let slice = &found.slices[errors.slices.cursor];
    slice.found.rows + slice.held_out.rows
}

#[test]
fn every_view_opens_by_its_key_and_answers() {
    let mut player = after("e");
    for (view, key) in VIEWS {
        press(&mut player, key);
        let errors = &player.model().inspection.errors;
        assert_eq!((errors.view, &errors.work), (view, &Work::Done));
    }
    press(&mut player, "1<s-tab>");
    assert_eq!(
        player.model().inspection.errors.view,
        ErrorView::ModelComparison
    );
    press(&mut player, "<tab>");
    assert_eq!(player.model().inspection.errors.view, ErrorView::Residuals);
    press(&mut player, "e");
    assert_eq!(player.model().screen, Screen::Panes);
}

#[test]
fn the_numbers_of_the_head_are_the_scores_of_the_predictor() {
    let player = after("e");
    let scores = player.model().training.current.as_ref().unwrap().scores;
    let summary = player.model().inspection.errors.summary.unwrap();
    assert_eq!(summary.rows, scores.rows);
    assert!((summary.mae - scores.mae).abs() < 1e-9);
    assert!((summary.rmse - scores.rmse).abs() < 1e-9);
}

#[test]
fn enter_leaves_exactly_the_rows_under_the_cursor() {
    for keys in [
        "e1",
        "e1lk++",
        "e1>>",
        "e1d++",
        "e1L++",
        "e1xpredicted<cr>hh++",
        "e1xop_count(none)<cr>++",
        "e2",
        "e2jj",
        "e2++G",
        "e3",
        "e3jj",
        "e3xtrue<cr>jj",
        "e3xuncertainty<cr>+jjj",
        "e4",
        "e4lk",
        "e4xparams<cr>ytrue<cr>lk",
        "e5",
        "e5j",
        "e5l+j",
    ] {
        let mut player = after(keys);
        let rows = rows_under_cursor(player.model());
        assert!(rows > 0, "{keys}");
        press(&mut player, "<cr>");
        let model = player.model();
        let filter = &model.view.filter;
        assert_eq!(model.screen, Screen::Panes, "{keys}");
        assert_eq!(model.arrangement.rows.len(), rows, "{keys}: {filter}");
        let trained_model = model.training.trained_model.as_ref().unwrap();
        assert!(
            model
                .arrangement
                .rows
                .iter()
                .all(|&row| trained_model.is_scored(row))
        );
        press(&mut player, "u");
        assert_eq!(player.model().view.filter, "", "{keys}");
    }
}

#[test]
fn a_filter_is_joined_to_the_one_that_is_applied() {
    let mut player = after("/op_count(none) = 1 or op_count(none) = 2<cr>e2");
    let rows = rows_under_cursor(player.model());
    press(&mut player, "<cr>");
    let filter = &player.model().view.filter;
    assert!(filter.starts_with("(op_count(none) = 1 or op_count(none) = 2) and error >= "));
    assert_eq!(player.model().arrangement.rows.len(), rows);
    // All rows shown are scored now: what says so is not said twice.
    press(&mut player, "e3<cr>");
    let filter = &player.model().view.filter;
    assert_eq!(filter.matches(" and scored").count(), 1, "{filter}");
}

#[test]
fn views_are_of_the_rows_of_the_filter_and_follow_the_predictor() {
    let mut player = after("/op_count(none) = 0<cr>e2");
    let rows = |player: &Player| {
        let summary = player.model().inspection.errors.summary.unwrap();
        (summary.rows, summary.shown)
    };
    let before = rows(&player);
    assert_eq!(before.1, player.model().arrangement.rows.len());
    let Finding::Histogram(found) = finding(player.model()) else {
        panic!("no histogram");
    };
    let (bins, all) = (found.clone(), found.counts.iter().sum::<usize>());
    assert_eq!(all, before.0);
    press(&mut player, "qre");
    assert_eq!(player.model().settings.seed, 1);
    let Finding::Histogram(found) = finding(player.model()) else {
        panic!("no histogram");
    };
    assert_ne!(*found, bins);
}

#[test]
fn n_steps_through_the_worst_rows_there_and_in_the_table() {
    let mut player = after("en");
    let errors = |player: &Player| {
        let model = player.model();
        let table = model.table().unwrap();
        let values = &table.column(table.find("error").unwrap()).values;
        let trained_model = model.training.trained_model.as_ref().unwrap();
        let rows = (0..table.rows() as u32).filter(|&row| trained_model.is_scored(row));
        let mut all: Vec<(f64, u32)> = rows
            .map(|row| (values.get(row as usize).abs(), row))
            .collect();
        all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        all
    };
    let order = errors(&player);
    let selected = |player: &Player| player.model().selected.unwrap();
    assert_eq!(selected(&player), order[0].1);
    for (_, row) in &order[1..6] {
        press(&mut player, "n");
        assert_eq!(selected(&player), *row);
    }
    press(&mut player, "N");
    assert_eq!(selected(&player), order[4].1);
    press(&mut player, "e");
    assert_eq!(player.model().screen, Screen::Panes);
    press(&mut player, "nn");
    assert_eq!(selected(&player), order[6].1);
    assert!(player.model().row_at(player.model().cursor.position) == Some(order[6].1));
    // A search takes the key back.
    press(&mut player, "F|avg_pool_3x3~0|+|avg_pool_3x3~0|avg<cr>");
    let found = player.model().found.rows.clone();
    press(&mut player, "n");
    assert!(found.contains(&selected(&player)));
}

#[test]
fn before_the_worst_there_is_nothing() {
    let mut player = after("enN");
    let notice = player.model().notice.clone().unwrap();
    assert_eq!(notice.level, Level::Error);
    press(&mut player, "q/op_count(none) > 99<cr>en");
    assert_eq!(player.model().notice.as_ref().unwrap().level, Level::Error);
}

#[test]
fn a_click_puts_the_cursor_there() {
    let mut player = after("e1");
    let area = body(player.model());
    click(&mut player, area.x + 60, area.y + 5);
    let cursor = player.model().inspection.errors.residuals.cursor;
    assert_eq!(cursor, Some((52, usize::from(area.height) - 2 - 1 - 5)));
    press(&mut player, "3");
    click(&mut player, area.x + 5, area.y + 4);
    assert_eq!(player.model().inspection.errors.by_value.cursor, 2);
    press(&mut player, "4");
    let first = player.model().inspection.errors.heat.cursor;
    click(&mut player, area.x + 24, area.y + 2);
    assert_ne!(player.model().inspection.errors.heat.cursor, first);
    let tabs = error_areas(areas(player.model()).unwrap().body).tabs;
    click(&mut player, tabs.x + 16, tabs.y);
    assert_eq!(player.model().inspection.errors.view, ErrorView::Histogram);
}

#[test]
fn options_of_slices_change_them_live() {
    let mut player = after("e5");
    let count = |player: &Player| match finding(player.model()) {
        Finding::Slices(found) => found.slices.len(),
        _ => panic!("no slices"),
    };
    let three = count(&player);
    press(&mut player, "--");
    assert_eq!(player.model().inspection.errors.slices.options.depth, 1);
    assert!((1..=2).contains(&count(&player)) && three > 2);
    press(&mut player, "l");
    assert_eq!(
        player.model().inspection.errors.slices.field,
        SliceField::Least
    );
    press(&mut player, "+l+");
    let options = player.model().inspection.errors.slices.options;
    assert_eq!(
        (options.least, options.threshold.to_string()),
        (100, "1.5".to_owned())
    );
    let Finding::Slices(found) = finding(player.model()) else {
        panic!("no slices");
    };
    assert!((found.threshold - 1.5 * found.mae.0).abs() < 1e-12);
}

#[test]
fn columns_are_chosen_from_a_list() {
    let mut player = after("e3x");
    assert!(matches!(player.model().overlay, Some(Overlay::List(_))));
    assert_eq!(contexts(player.model()), [Context::List]);
    press(&mut player, "uncert<cr>");
    assert!(player.model().overlay.is_none());
    let Finding::ByValue(found) = finding(player.model()) else {
        panic!("no view by value");
    };
    assert_eq!(found.query.column, "uncertainty");
    assert!(found.strata.are_ranges());
    press(&mut player, "2x");
    assert!(player.model().overlay.is_none());
    assert!(!available(player.model(), Command::Across));
    press(&mut player, "4");
    assert!(available(player.model(), Command::UpColumn));
}

#[test]
fn without_a_predictor_there_is_no_screen() {
    let mut model = after("").model().clone();
    model.training.trained_model = None;
    let key = keys("e").unwrap()[0];
    let _ = grafscope_explorer::update::update(&mut model, Message::Key(key));
    assert_eq!(model.screen, Screen::Panes);
    assert_eq!(model.notice.as_ref().unwrap().level, Level::Error);
}

#[test]
fn nothing_breaks_at_any_size_or_without_rows() {
    for size in [size(40, 10), size(80, 24), size(200, 60)] {
        let mut player = played_from(launch(SMALL_FOREST, 32), size, "");
        press(&mut player, "e");
        for filter in [
            "",
            "q/op_count(none) > 99<cr>e",
            "q/<c-u>error > 0 and op_count(none) = 6 or rank_true = 1<cr>e",
        ] {
            press(&mut player, filter);
            for (_, key) in VIEWS {
                press(&mut player, key);
                for key in ["", "+", "m", "l", "k", "G", "n", "-", "g"] {
                    press(&mut player, key);
                    screen(player.model(), &Theme::new(false, true));
                    screen(player.model(), &Theme::new(false, false));
                }
            }
        }
    }
}

#[test]
fn ascii_is_ascii_and_no_colour_has_none() {
    let mut player = after("e");
    for (_, key) in VIEWS {
        press(&mut player, key);
        let text = screen(player.model(), &Theme::new(false, true));
        assert!(text.is_ascii(), "{text}");
        let buffer = player.screen(&Theme::new(false, false)).unwrap();
        let plain = |cell: &ratatui::buffer::Cell| {
            [cell.fg, cell.bg]
                .iter()
                .all(|colour| *colour == Color::Reset)
        };
        assert!(buffer.content().iter().all(plain), "{key}");
    }
}

/// Errors of a quick forest, which no change of the default predictor touches.
#[test]
fn views_read_well() {
    static SIZES: LazyLock<[Size; 3]> =
        LazyLock::new(|| [size(80, 24), size(120, 40), size(40, 10)]);
    for &size in SIZES.iter() {
        let mut player = played_from(launch(SMALL_FOREST, 32), size, "");
        press(&mut player, "e");
        for (view, key) in VIEWS {
            press(&mut player, key);
            let name = format!(
                "{}_{}x{}",
                view.title().replace(' ', "_"),
                size.width,
                size.height
            );
            insta::assert_snapshot!(name, screen(player.model(), &Theme::new(false, false)));
        }
    }
}

#[test]
fn escape_closes_the_screen_and_a_new_seed_keeps_it_open() {
    let mut player = after("er");
    assert_eq!(player.model().screen, Screen::Errors);
    assert_eq!(
        player
            .model()
            .training
            .current
            .as_ref()
            .unwrap()
            .settings
            .seed,
        1
    );
    press(&mut player, "<esc>");
    assert_eq!(player.model().screen, Screen::Panes);
}
