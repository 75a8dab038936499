//! The heat map: colours, shades and counts of its cells.

use grafscope_core::diagnosis::{Finding, Heat, HeatCell};
use grafscope_explorer::model::Model;
use grafscope_explorer::theme::Theme;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::errors::{SMALL_FOREST, after, body, finding};
use crate::support::player::{drawn, launch, played_from, press, screen, size};

fn heat(model: &Model) -> &Heat {
    let Finding::Heat(found) = finding(model) else {
        panic!("no heat map");
    };
    found
}

/// The last cell of the screen with the value of the cell at `across`, `up`, when cells are two lines high.
fn drawn_cell(model: &Model, theme: &Theme, (across, up): (u16, u16)) -> Cell {
    let area = body(model);
    let last = heat(model).up.len() as u16 - 1;
    let x = area.x + 2 + 9 * across + 8;
    let y = area.y + 1 + 2 * (last - up);
    drawn(model, theme)[(x, y)].clone()
}

#[test]
fn colours_follow_the_mean_and_few_rows_have_none() {
    let theme = Theme::new(true, false);
    let player = played_from(launch(SMALL_FOREST, 32), size(80, 24), "e4");
    let model = player.model();
    let found = heat(model);
    let cursor = model.inspection.errors.heat.cursor;
    let mut seen = Vec::new();
    for across in 0..found.across.len() {
        for up in 0..found.up.len() {
            let cell = found.cell(across, up);
            if (across, up) == cursor {
                continue;
            }
            let drawn = drawn_cell(model, &theme, (across as u16, up as u16));
            if cell.rows < 5 {
                assert_eq!(drawn.bg, Color::Reset, "{across} {up}");
                assert!(drawn.modifier.contains(Modifier::DIM));
                continue;
            }
            let warm = [Color::LightYellow, Color::LightRed, Color::Red];
            let cool = [Color::LightCyan, Color::LightBlue, Color::Blue];
            let scale = if cell.bias() < 0.0 { cool } else { warm };
            let at_end = cell.bias().abs() >= found.most(HeatCell::bias);
            if at_end {
                assert_eq!(drawn.bg, scale[2]);
            }
            assert!(
                drawn.bg == Color::Reset || scale.contains(&drawn.bg),
                "{across} {up}: {drawn:?}"
            );
            seen.push(drawn.bg);
        }
    }
    seen.sort_by_key(ToString::to_string);
    seen.dedup();
    assert!(seen.len() > 3, "{seen:?}");
}

#[test]
fn without_colour_and_in_ascii_cells_have_shades() {
    let player = played_from(launch(SMALL_FOREST, 32), size(80, 24), "e4");
    for theme in [Theme::new(true, true), Theme::new(false, false)] {
        let buffer = drawn(player.model(), &theme);
        let area = body(player.model());
        for y in area.y..area.y + area.height {
            for x in area.x..area.x + area.width {
                assert_eq!(buffer[(x, y)].bg, Color::Reset);
            }
        }
    }
    let text = screen(player.model(), &Theme::new(false, false));
    // One in the legend.
    assert!(text.matches('█').count() > 1, "{text}");
}

#[test]
fn counts_and_the_legend_are_there_where_they_fit() {
    let legend = "faded: n < 5 rows, not in the scale";
    let mut player = played_from(launch(SMALL_FOREST, 32), size(80, 24), "e4");
    let text = screen(player.model(), &Theme::new(false, false));
    let rows = heat(player.model()).cell(3, 0).rows.to_string();
    assert!(text.contains(legend), "{text}");
    assert!(text.contains(&rows), "{rows}: {text}");
    // The mean absolute error has its own scale.
    press(&mut player, "m");
    let text = screen(player.model(), &Theme::new(false, false));
    let most = format!("{:.2}", heat(player.model()).most(HeatCell::mae));
    assert!(text.contains(&format!("0  ░▒▓█ {most}")), "{text}");
    let wide = after("e4");
    let text = screen(wide.model(), &Theme::new(false, false));
    let cell = heat(wide.model()).cell(3, 0);
    let one_line = format!("{:+.2} {:>5}", cell.bias(), cell.rows);
    assert!(text.contains(&one_line), "{one_line}: {text}");
}
