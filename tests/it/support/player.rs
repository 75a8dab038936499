//! The explorer without a terminal, played by keys.

use grafscope_core::bench::Source;
use grafscope_core::predict::Settings;
use grafscope_explorer::effect::Effect;
use grafscope_explorer::input::key::keys;
use grafscope_explorer::layout::area::{Area, Size};
use grafscope_explorer::message::{Level, Message};
use grafscope_explorer::model::{Launch, Model};
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::table::grid::{Shown, shown_columns};
use grafscope_explorer::theme::Theme;
use grafscope_explorer::update::update;
use grafscope_explorer::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

pub(crate) const fn size(width: u16, height: u16) -> Size {
    Size { width, height }
}

/// The built-in NAS-Bench-201 with a model trained on `train_size` rows.
pub(crate) fn launch(model: &str, train_size: usize) -> Launch {
    launch_on("nas-bench-201", model, train_size)
}

/// The same on any benchmark.
pub(crate) fn launch_on(benchmark: &str, model: &str, train_size: usize) -> Launch {
    Launch {
        settings: Settings {
            model: model.parse().unwrap(),
            train_size,
            ..Settings::default()
        },
        ..Launch::of(Source::named(benchmark))
    }
}

/// The explorer of `launch` after `text` was typed and all work is done.
pub(crate) fn played_from(launch: Launch, size: Size, text: &str) -> Player {
    let mut player = Player::start(launch, size).unwrap();
    press(&mut player, text);
    player
}

/// Presses keys; all work is done after each.
pub(crate) fn press(player: &mut Player, text: &str) {
    for key in keys(text).unwrap() {
        assert!(player.press(key).unwrap(), "{key} ended the explorer");
    }
}

/// Presses keys; background work is asked for, but never done.
pub(crate) fn press_only(model: &mut Model, text: &str) -> Vec<Effect> {
    let keys = keys(text).unwrap().into_iter();
    keys.flat_map(|key| update(model, Message::Key(key)))
        .collect()
}

/// The screen of `model`.
pub(crate) fn drawn(model: &Model, theme: &Theme) -> Buffer {
    let Size { width, height } = model.size;
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal
        .draw(|frame| view::draw(model, theme, frame))
        .unwrap();
    terminal.backend().buffer().clone()
}

/// The lines of `area`, without blanks at their ends.
pub(crate) fn text_of(buffer: &Buffer, area: Area) -> String {
    let line = |y| {
        let cells = (area.x..area.x + area.width).map(|x| buffer[(x, y)].symbol());
        cells.collect::<String>().trim_end().to_owned() + "\n"
    };
    (area.y..area.y + area.height).map(line).collect()
}

/// The whole screen.
pub(crate) fn screen(model: &Model, theme: &Theme) -> String {
    let Size { width, height } = model.size;
    let whole = Area {
        width,
        height,
        ..Area::default()
    };
    text_of(&drawn(model, theme), whole)
}

/// The screen without its title and its status line, which have tests of their own.
pub(crate) fn screen_inside(model: &Model, theme: &Theme) -> String {
    let screen = screen(model, theme);
    let status = usize::from(model.size.height).saturating_sub(2);
    let lines = screen.split_inclusive('\n').enumerate();
    let inside = lines.filter(|&(at, _)| at != 0 && at != status);
    inside.map(|(_, line)| line).collect()
}

/// What the bottom line tells the user; empty where it tells nothing.
pub(crate) fn notice(model: &Model) -> &str {
    model.notice.as_ref().map_or("", |notice| &notice.text)
}

/// The same where it must tell something, and how.
pub(crate) fn notice_and_level(model: &Model) -> (&str, Level) {
    let notice = model.notice.as_ref().expect("a notice");
    (&notice.text, notice.level)
}

/// The values of all rows in the column called `name`.
pub(crate) fn values(model: &Model, name: &str) -> Vec<f64> {
    let table = model.table().unwrap();
    let id = table.find(name).unwrap_or_else(|| panic!("no {name}"));
    table.column(id).values.iter().collect()
}

/// The name of the column under the cursor.
pub(crate) fn cursor_column(model: &Model) -> String {
    match shown_columns(model)[model.cursor.column] {
        Shown::Arch => "arch".to_owned(),
        Shown::Column(id) => model.table().unwrap().column(id).spec.name.clone(),
    }
}
