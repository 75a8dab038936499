//! Any two columns in the plot pane: choosing them, colours, the front, and the way back.

use std::sync::Arc;

use grafscope_core::bench::Better;
use grafscope_core::tradeoff::dominates;
use grafscope_explorer::command::Command;
use grafscope_explorer::command::available::available;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::layout::areas::areas;
use grafscope_explorer::message::{Level, Message, Mouse, MouseAction};
use grafscope_explorer::model::Model;
use grafscope_explorer::plot::columns::PlotColumns;
use grafscope_explorer::plot::front::Front;
use grafscope_explorer::plot::state::{Plot, canvas};
use grafscope_explorer::session::Session;
use grafscope_explorer::session::restore_state::{Restoring, Startup};
use grafscope_explorer::session::snapshot::SessionSnapshot;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;

use crate::support::player::{launch, notice_and_level, played_from, press, screen, size};
use crate::ui::errors::{SMALL_FOREST, after};

/// The plot pane in focus, on the whole screen, with latency and accuracy.
const SCATTER: &str = "<tab><tab>zxlatency<cr>yval_acc<cr>";

fn plot(player: &Player) -> &Plot {
    player.model().plot.as_deref().unwrap()
}

fn front(player: &Player) -> &Front {
    plot(player).front.as_deref().unwrap()
}

fn names(player: &Player) -> [&str; 2] {
    player.model().view.plot.names()
}

fn text(player: &Player) -> String {
    screen(player.model(), &Theme::new(false, false))
}

fn value(model: &Model, name: &str, row: u32) -> f64 {
    let table = model.table().unwrap();
    let id = table.find(name).unwrap();
    table.column(id).values.get(row as usize)
}

/// The shown rows that none dominates, by comparing each with each.
fn brute_force(model: &Model, names: [&str; 2], better: [Better; 2]) -> Vec<u32> {
    let rows = &model.arrangement.rows;
    let point = |row: u32| names.map(|name| value(model, name, row));
    let points: Vec<[f64; 2]> = rows.iter().map(|&row| point(row)).collect();
    let is_free = |at: &usize| {
        let own = &points[*at];
        own.iter().all(|value| value.is_finite())
            && !points.iter().any(|other| dominates(other, own, &better))
    };
    let free = (0..rows.len()).filter(is_free);
    let mut free: Vec<u32> = free.map(|at| rows[at]).collect();
    free.sort_unstable();
    free
}

fn sorted(rows: &[u32]) -> Vec<u32> {
    let mut rows = rows.to_vec();
    rows.sort_unstable();
    rows
}

#[test]
fn the_front_is_that_of_the_rows_shown() {
    let mut player = after(&format!("/op_count(none) = 1<cr>{SCATTER}"));
    assert_eq!(names(&player), ["latency", "val_acc"]);
    let both = [Better::Lower, Better::Higher];
    let expected = brute_force(player.model(), ["latency", "val_acc"], both);
    assert!(expected.len() > 3);
    assert_eq!(sorted(&front(&player).rows), expected);
    let across = front(&player).rows.iter();
    let across = across.map(|&row| value(player.model(), "latency", row));
    assert!(across.is_sorted());
    assert_eq!(front(&player).among, player.model().arrangement.rows.len());
    // The other end of the horizontal axis.
    press(&mut player, "X");
    assert_eq!(
        notice_and_level(player.model()).0,
        "latency: higher is better"
    );
    let higher = [Better::Higher, Better::Higher];
    let expected = brute_force(player.model(), ["latency", "val_acc"], higher);
    assert_eq!(sorted(&front(&player).rows), expected);
    assert!(text(&player).contains("better: higher latency, higher val_acc"));
    press(&mut player, "X");
    assert_eq!(
        notice_and_level(player.model()).0,
        "latency: lower is better"
    );
}

#[test]
fn filtering_to_the_front_shows_it_and_nothing_else() {
    let mut player = after(SCATTER);
    let rows = sorted(&front(&player).rows);
    press(&mut player, ",");
    let filter = &player.model().view.filter;
    assert!(filter.starts_with("pareto(latency, val_acc"), "{filter}");
    assert_eq!(sorted(&player.model().arrangement.rows), rows);
    assert_eq!(sorted(&front(&player).rows), rows);
    press(&mut player, ",");
    assert_eq!(
        notice_and_level(player.model()).0,
        "all rows shown are on the front"
    );
    // Among the rows of a filter, and by another end than the usual one.
    press(
        &mut player,
        "u/op_count(none) = 1 or op_count(none) = 2<cr>X",
    );
    let rows = sorted(&front(&player).rows);
    press(&mut player, ",");
    assert_eq!(
        player.model().view.filter,
        "pareto(max(latency), val_acc, op_count(none) = 1 or op_count(none) = 2)"
    );
    assert_eq!(sorted(&player.model().arrangement.rows), rows);
}

#[test]
fn keys_go_along_the_front_and_round() {
    let mut player = after(SCATTER);
    let rows = front(&player).rows.clone();
    // From a row that is on no front to the next one to its right.
    let shown = &player.model().arrangement.rows;
    let beside = shown.iter().position(|row| !rows.contains(row)).unwrap();
    press(&mut player, &format!("I{}<cr>", beside + 1));
    let start = player.model().selected.unwrap();
    let at = value(player.model(), "latency", start);
    let right = |row: &&u32| value(player.model(), "latency", **row) > at;
    let next = *rows.iter().find(right).unwrap_or(&rows[0]);
    press(&mut player, "]");
    assert_eq!(player.model().selected, Some(next));
    let place = rows.iter().position(|&row| row == next).unwrap();
    let of = rows.len();
    assert_eq!(
        notice_and_level(player.model()).0,
        format!("front: {}/{of}", place + 1)
    );
    press(&mut player, &"]".repeat(of));
    assert_eq!(player.model().selected, Some(next));
    press(&mut player, "[");
    assert_eq!(player.model().selected, Some(rows[(place + of - 1) % of]));
    press(&mut player, "''");
    assert_eq!(player.model().selected, Some(rows[(place + of - 1) % of]));
}

#[test]
fn without_other_columns_there_is_no_front_and_keys_say_so() {
    let mut player = after("<tab><tab>z");
    for command in [
        Command::NextOnFront,
        Command::FilterFront,
        Command::TurnX,
        Command::PlotPredicted,
        Command::PlotPredictions,
    ] {
        assert!(!available(player.model(), command), "{command:?}");
    }
    assert!(plot(&player).front.is_none());
    for key in ["]", ",", "X", "p"] {
        press(&mut player, key);
        assert_eq!(notice_and_level(player.model()).1, Level::Error, "{key}");
    }
    assert_eq!(player.model().view.plot, PlotColumns::default());
}

#[test]
fn a_column_of_the_other_axis_changes_places_with_it_and_equal_values_are_refused() {
    let mut player = after("<tab><tab>xpredicted<cr>");
    assert_eq!(names(&player), ["predicted", "true"]);
    assert!(notice_and_level(player.model()).0.contains("change places"));
    press(&mut player, "<bs>xval_acc<cr>ytrue<cr>");
    assert_eq!(names(&player), ["val_acc", "predicted"]);
    let (said, level) = notice_and_level(player.model());
    assert_eq!(level, Level::Error);
    assert!(
        said.contains("true has the same values as val_acc"),
        "{said}"
    );
    press(&mut player, "u");
    assert_eq!(names(&player), ["true", "predicted"]);
    press(&mut player, "U");
    assert_eq!(names(&player), ["val_acc", "predicted"]);
}

#[test]
fn a_column_without_a_known_end_says_what_is_assumed() {
    let mut player = after(&format!("{SCATTER}yop_count(nor_conv_3x3)<cr>"));
    assert!(text(&player).contains("higher op_count(nor_conv_3x3) (assumed)"));
    press(&mut player, "Y");
    assert!(text(&player).contains("lower op_count(nor_conv_3x3)"));
    assert!(!text(&player).contains("(assumed)"));
}

#[test]
fn points_are_coloured_by_quarters_and_marked_by_them_without_colour() {
    let mut player = after(&format!("{SCATTER}cparams<cr>"));
    let coloured = plot(&player).coloured.clone().unwrap();
    let ranges = &coloured.quarters.ranges;
    assert_eq!(ranges.len(), 4);
    assert!(ranges.windows(2).all(|pair| pair[0].1 < pair[1].0));
    assert!(coloured.layers.iter().all(|layer| !layer.is_empty()));
    assert!(plot(&player).scored.is_empty());
    let mono = text(&player);
    for mark in ["1 params ", "2 0.", "3 0.", "4 0.", "or no params"] {
        assert!(mono.contains(mark), "{mark}: {mono}");
    }
    let colour = screen(player.model(), &Theme::new(true, false));
    assert!(colour.contains("⠶ params "), "{colour}");
    assert!(!colour.contains("1 params "));
    // Fewer values than steps: one each.
    press(&mut player, "ccanonical<cr>H");
    let canonical = plot(&player).coloured.clone().unwrap();
    assert_eq!(canonical.quarters.ranges, [(1.0, 1.0)]);
    press(&mut player, "cnone<cr>");
    assert!(plot(&player).coloured.is_none() && !plot(&player).scored.is_empty());
    // Predicted against true can be coloured as well.
    press(&mut player, "<bs>cparams<cr>");
    assert!(plot(&player).coloured.is_some() && plot(&player).front.is_none());
    assert!(text(&player).contains("⠔ equal"));
}

#[test]
fn choosing_by_prediction_attains_a_part_of_what_is_possible() {
    let mut player = after(SCATTER);
    let choice = front(&player).choice.clone().unwrap();
    let model = player.model();
    let scored = (model.arrangement.rows.iter())
        .filter(|&&row| value(model, "scored", row) > 0.0)
        .count();
    assert_eq!(choice.rows, scored);
    assert!(choice.attained <= choice.possible && choice.attained > 0.0);
    let share = format!("by prediction {:.3}", choice.share());
    assert!(text(&player).contains(&share), "{}", text(&player));
    // The same rows, seen by their predicted values.
    press(&mut player, "p");
    assert_eq!(names(&player), ["latency", "predicted"]);
    assert_eq!(front(&player).choice.as_ref(), Some(&choice));
    press(&mut player, "p");
    assert_eq!(names(&player), ["latency", "true"]);
    // Nothing of these is predicted.
    press(&mut player, "yparams<cr>");
    assert!(front(&player).choice.is_none());
    assert!(!text(&player).contains("by prediction"));
}

#[test]
fn zooming_keeps_the_front_and_other_columns_show_everything_again() {
    let mut player = after(SCATTER);
    let before = plot(&player).front.clone().unwrap();
    press(&mut player, ">");
    assert!(player.model().plot_part.window.is_some());
    let after = plot(&player).front.clone().unwrap();
    assert!(Arc::ptr_eq(&before, &after), "it is computed once");
    press(&mut player, "xparams<cr>");
    assert_eq!(player.model().plot_part.window, None);
    press(&mut player, "L");
    let [across, up] = plot(&player).scales.unwrap().whole;
    assert!(across.logarithmic && up.logarithmic);
    // Only one of the axes has values above 0.
    press(&mut player, "xerror<cr>");
    assert!(text(&player).contains("y log"), "{}", text(&player));
}

#[test]
fn a_click_selects_the_nearest_row() {
    let mut player = after(SCATTER);
    let canvas = canvas(
        areas(player.model()).unwrap().plot,
        &player.model().view.plot,
    );
    let (x, y) = (canvas.x + canvas.width - 1, canvas.y + 1);
    let action = MouseAction::Click;
    player.send(Message::Mouse(Mouse { action, x, y })).unwrap();
    let model = player.model();
    let row = model.selected.unwrap();
    let slowest = (model.arrangement.rows.iter())
        .map(|&row| value(model, "latency", row))
        .fold(0.0, f64::max);
    assert!(value(model, "latency", row) > 0.9 * slowest);
}

#[test]
fn the_columns_of_the_plot_come_back_with_the_session() {
    let player = after(&format!("{SCATTER}Xcparams<cr>"));
    let session = SessionSnapshot::new(player.model()).unwrap().session();
    let kept = session.to_text();
    assert!(
        kept.contains("plot = [\"latency:higher\", \"val_acc\", \"params\"]"),
        "{kept}"
    );
    let opened = |text: &str| {
        let startup = Startup {
            session: Some(Restoring {
                session: Arc::new(Session::parse(text).unwrap()),
                told: "opened".to_owned(),
            }),
            ..Startup::default()
        };
        Player::started(launch(SMALL_FOREST, 32), startup, size(120, 40)).unwrap()
    };
    assert_eq!(opened(&kept).model().view.plot, player.model().view.plot);
    // A column that is not there is said, and can be chosen again.
    let mut odd = opened(&kept.replace("latency:higher", "speed"));
    assert!(
        notice_and_level(odd.model()).0.contains("column speed"),
        "{}",
        notice_and_level(odd.model()).0
    );
    press(&mut odd, "<tab><tab>z");
    let text = text(&odd);
    assert!(text.contains("this table has no column `speed`"), "{text}");
    assert!(text.contains("x chooses another"), "{text}");
    let faults = Session::parse("version = 1\n[view]\nplot = [\"a\"]\n").unwrap_err();
    assert!(faults[0].reason.contains("a list of two columns"));
}

#[test]
fn columns_that_no_row_has_both_of_are_said() {
    let mut player = after("<tab><tab>zxlatency<cr>ypredicted_a<cr>");
    let text = text(&player);
    assert!(
        text.contains("no row shown has both latency and predicted_a"),
        "{text}"
    );
    press(&mut player, "]");
    assert_eq!(notice_and_level(player.model()).1, Level::Error);
}

#[test]
fn scatter_plots_read_well() {
    let sizes: [Size; 3] = [size(80, 24), size(120, 40), size(200, 60)];
    for size in sizes {
        let keys = "<tab><tab>xlatency<cr>yval_acc<cr>";
        let mut player = played_from(launch(SMALL_FOREST, 32), size, keys);
        let mut take = |keys: &str, name: &str| {
            press(&mut player, keys);
            let name = format!("scatter_{name}_{}x{}", size.width, size.height);
            insta::assert_snapshot!(name, text(&player));
        };
        take("", "front");
        take("cparams<cr>", "coloured");
        take("z", "zoomed");
    }
    let player = played_from(
        launch(SMALL_FOREST, 32),
        size(80, 24),
        &format!("{SCATTER}cparams<cr>"),
    );
    let ascii = screen(player.model(), &Theme::new(false, true));
    assert!(ascii.is_ascii());
    insta::assert_snapshot!("scatter_ascii_80x24", ascii);
}
