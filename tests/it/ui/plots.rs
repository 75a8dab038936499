//! Zooming, logarithmic axes and outliers, in the plot pane and in the residuals; legends.

use grafscope_core::diagnosis::{Cloud, Fences, Finding};
use grafscope_explorer::command::Command;
use grafscope_explorer::command::available::available;
use grafscope_explorer::layout::area::{Area, Size};
use grafscope_explorer::layout::areas::areas;
use grafscope_explorer::message::{Level, Message, Mouse, MouseAction};
use grafscope_explorer::model::Model;
use grafscope_explorer::plot::state::{Plot, PlotScales, canvas};
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;

use crate::support::player::{launch, played_from, press, screen, size};
use crate::ui::errors::{SMALL_FOREST, after, finding};

/// The plot pane in focus, on the whole screen.
const PANE: &str = "<tab><tab>z";

fn plot(player: &Player) -> &Plot {
    player.model().plot.as_deref().unwrap()
}

fn scales(player: &Player) -> PlotScales {
    plot(player).scales.unwrap()
}

fn cloud(player: &Player) -> &Cloud {
    match finding(player.model()) {
        Finding::Residuals(found) => found.cloud.as_ref().unwrap(),
        other => panic!("{other:?}"),
    }
}

fn mouse(player: &mut Player, action: MouseAction, (x, y): (u16, u16)) {
    player.send(Message::Mouse(Mouse { action, x, y })).unwrap();
}

fn values(model: &Model, name: &str) -> Vec<f64> {
    let table = model.table().unwrap();
    let id = table.find(name).unwrap();
    table.column(id).values.iter().collect()
}

fn text(player: &Player) -> String {
    screen(player.model(), &Theme::new(false, false))
}

#[test]
fn keys_zoom_in_around_the_selected_row_and_out_again() {
    let mut player = after(&format!("b{PANE}"));
    let whole = scales(&player);
    assert_eq!([whole.across, whole.up], whole.whole);
    assert!(!available(player.model(), Command::ZoomOut));
    press(&mut player, ">>");
    let zoomed = scales(&player);
    let span = |scales: PlotScales| scales.across.high - scales.across.low;
    assert!((span(zoomed) / span(whole) - 0.25).abs() < 1e-9);
    let row = player.model().selected.unwrap() as usize;
    let best = values(player.model(), "true")[row];
    assert!((zoomed.across.low..=zoomed.across.high).contains(&best));
    assert!(text(&player).contains("zoomed"));
    press(&mut player, "<lt><lt>");
    assert_eq!(scales(&player), whole);
    assert_eq!(player.model().plot_part.window, None);
    press(&mut player, ">0");
    assert_eq!(scales(&player), whole);
}

#[test]
fn arrows_move_what_is_zoomed_to_and_step_through_rows_otherwise() {
    let mut player = after(PANE);
    let first = player.model().selected;
    press(&mut player, "j");
    assert_ne!(player.model().selected, first);
    press(&mut player, ">");
    let (before, selected) = (scales(&player), player.model().selected);
    press(&mut player, "hhhhjjjj");
    let after = scales(&player);
    assert_eq!(player.model().selected, selected);
    assert!(after.across.low < before.across.low && after.up.low < before.up.low);
    assert!(after.across.low >= after.whole[0].low - 1e-9);
}

#[test]
fn a_rectangle_of_the_mouse_is_zoomed_to_and_the_wheel_zooms_around_it() {
    let mut player = after(PANE);
    let model = player.model();
    let canvas = canvas(areas(model).unwrap().plot, &model.view.plot);
    let [whole, _] = scales(&player).whole;
    let (middle, right) = (canvas.x + canvas.width / 2, canvas.x + canvas.width - 1);
    let half = canvas.y + canvas.height / 2;
    mouse(&mut player, MouseAction::Click, (middle, half));
    // Beyond the edge counts as the edge.
    mouse(&mut player, MouseAction::Drag, (right + 3, canvas.y));
    assert!(text(&player).contains("╭───"), "{}", text(&player));
    mouse(&mut player, MouseAction::Release, (right, canvas.y));
    let zoomed = scales(&player);
    assert!((zoomed.across.high - whole.high).abs() < 1e-9);
    assert!((zoomed.up.high - whole.high).abs() < 1e-9);
    let share = (zoomed.across.low - whole.low) / (whole.high - whole.low);
    assert!((share - 0.5).abs() < 0.02, "{share}");
    mouse(&mut player, MouseAction::WheelDown, (middle, half));
    assert_eq!(scales(&player).across, whole);
    let before = player.model().selected;
    mouse(&mut player, MouseAction::WheelUp, (right, canvas.y));
    let wheel = scales(&player);
    assert!(wheel.across.low > whole.low && player.model().selected == before);
    // A click alone selects.
    press(&mut player, "0");
    mouse(&mut player, MouseAction::Click, (right - 1, canvas.y + 2));
    mouse(&mut player, MouseAction::Release, (right - 1, canvas.y + 2));
    assert_eq!(scales(&player).across, whole);
    assert_ne!(player.model().selected, before);
}

#[test]
fn outliers_are_left_out_by_the_fences_and_counted() {
    let mut player = after(&format!("{PANE}d"));
    let model = player.model();
    let (truth, predicted) = (values(model, "true"), values(model, "predicted"));
    let scored = values(model, "scored");
    let rows: Vec<usize> = (0..truth.len()).filter(|&row| scored[row] > 0.0).collect();
    let of = |values: &[f64]| Fences::of(rows.iter().map(|&row| values[row]));
    let (across, up) = (of(&truth), of(&predicted));
    let is_out = |row: &&usize| !across.hold(truth[**row]) || !up.hold(predicted[**row]);
    let outliers = rows.iter().filter(is_out).count();
    assert!(outliers > 100);
    assert_eq!(plot(&player).outliers, outliers);
    assert!(scales(&player).whole[0].low > 50.0);
    let notice = player.model().notice.clone().unwrap();
    assert!(notice.text.contains("outside 1.5 IQR of the quartiles"));
    assert!(text(&player).contains("outliers left out, outside 1.5 IQR"));
    press(&mut player, "d");
    assert_eq!(plot(&player).outliers, 0);
    assert!(scales(&player).whole[0].low < 20.0);
}

#[test]
fn axes_are_logarithmic_where_values_are_above_0_and_say_so_otherwise() {
    let mut player = after(&format!("{PANE}L"));
    assert!(scales(&player).whole[0].logarithmic);
    assert!(text(&player).contains("· log"), "{}", text(&player));
    press(&mut player, "L");
    assert!(!scales(&player).whole[0].logarithmic);
    press(&mut player, "exerror<cr>L");
    let notice = player.model().notice.clone().unwrap();
    assert_eq!(notice.level, Level::Error);
    assert!(
        notice
            .text
            .starts_with("a logarithmic axis takes values above 0")
    );
    press(&mut player, "xtrue<cr>L");
    assert!(cloud(&player).logarithmic);
}

#[test]
fn residuals_zoom_around_the_cursor_and_beyond_its_edge() {
    let mut player = after("e1");
    let whole = cloud(&player).across.range();
    press(&mut player, ">>");
    let zoomed = cloud(&player).across.range();
    assert!((zoomed.1 - zoomed.0) < 0.26 * (whole.1 - whole.0));
    assert!(text(&player).contains("  zoomed"));
    press(&mut player, "Gl");
    assert!(cloud(&player).across.range().1 > zoomed.1);
    press(&mut player, "0d");
    let outliers = cloud(&player).outliers;
    assert!(outliers > 100);
    assert!(text(&player).contains("outliers left out, outside 1.5 IQR"));
    press(&mut player, "2");
    assert!(!available(player.model(), Command::ZoomIn));
    press(&mut player, ">");
    assert_eq!(player.model().notice.as_ref().unwrap().level, Level::Error);
}

#[test]
fn a_plot_tells_scored_rows_from_the_others() {
    let mut player = after(PANE);
    let all = text(&player);
    for what in ["scored", "trained on", "not scored", "selected", "equal"] {
        assert!(all.contains(what), "{all}");
    }
    press(&mut player, "H");
    assert!(!plot(&player).others.is_empty());
    press(&mut player, "/op_count(none) = 1<cr>");
    assert!(text(&player).contains("filtered out or not scored"));
}

#[test]
fn every_mark_of_an_error_view_has_its_legend_at_every_usual_size() {
    for size in [size(80, 24), size(120, 40), size(200, 60)] {
        let mut player = played_from(launch(SMALL_FOREST, 32), size, "e");
        let views: [(&str, &[&str]); 4] = [
            ("1", &["⠶ scored", "━ mean error", "─ no error", "cursor"]),
            (
                "2",
                &["above 0: over-predicted", "below 0: under-predicted"],
            ),
            (
                "3",
                &["● mean |error|", "─ 95% interval by t", "│ no error"],
            ),
            ("m", &["● over-predicted", "● under-predicted"]),
        ];
        for (key, marks) in views {
            press(&mut player, key);
            let text = text(&player);
            for mark in marks {
                assert!(text.contains(mark), "{mark} at {size:?}:\n{text}");
            }
        }
    }
}

#[test]
fn plots_read_well() {
    let sizes: [Size; 2] = [size(80, 24), size(120, 40)];
    for size in sizes {
        let mut player = played_from(launch(SMALL_FOREST, 32), size, PANE);
        let mut take = |keys: &str, name: &str| {
            press(&mut player, keys);
            let name = format!("plot_{name}_{}x{}", size.width, size.height);
            insta::assert_snapshot!(name, text(&player));
        };
        take("d", "without_outliers");
        take("dB>>", "zoomed");
        take("0L", "log");
    }
    let player = played_from(launch(SMALL_FOREST, 32), size(80, 24), PANE);
    let ascii = screen(player.model(), &Theme::new(false, true));
    assert!(ascii.is_ascii());
    insta::assert_snapshot!("plot_ascii_80x24", ascii);
    let Area { width, height, .. } = areas(player.model()).unwrap().plot;
    assert_eq!(width, 80);
    assert!(height > 15);
}
