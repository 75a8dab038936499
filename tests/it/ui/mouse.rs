//! The mouse: clicks and double clicks wherever there is a list or a mark.

use grafscope_explorer::architecture::neighbours::state::NearbyList;
use grafscope_explorer::architecture::state::ArchitectureView;
use grafscope_explorer::errors::ErrorView;
use grafscope_explorer::layout::area::Area;
use grafscope_explorer::layout::areas::areas;
use grafscope_explorer::message::{Message, Mouse, MouseAction};
use grafscope_explorer::model::Model;
use grafscope_explorer::overlay::Overlay;
use grafscope_explorer::screen::Screen;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;
use grafscope_explorer::update::update;

use super::errors::{after, body};
use crate::support::player::{drawn, press, text_of};

/// The mouse on a model of which background work is never done.
pub(super) fn send(model: &mut Model, action: MouseAction, x: u16, y: u16) {
    let _ = update(model, Message::Mouse(Mouse { action, x, y }));
}

/// A click at `x`, `y`, and another one soon after.
fn double_click(player: &mut Player, x: u16, y: u16) {
    for action in [MouseAction::Click, MouseAction::DoubleClick] {
        player.send(Message::Mouse(Mouse { action, x, y })).unwrap();
    }
}

fn click(player: &mut Player, x: u16, y: u16) {
    super::errors::click(player, x, y);
}

/// Where `text` stands in `area` of the screen for the first time.
fn place_of(model: &Model, area: Area, text: &str) -> (u16, u16) {
    let buffer = drawn(model, &Theme::new(false, true));
    let lines = (area.y..area.y + area.height).map(|y| {
        let line = Area {
            y,
            height: 1,
            ..area
        };
        (y, text_of(&buffer, line))
    });
    let mut found = lines.filter_map(|(y, line)| Some((area.x + line.find(text)? as u16, y)));
    found.next().unwrap_or_else(|| panic!("no {text}"))
}

fn popup(model: &Model) -> Area {
    let body = areas(model).unwrap().body;
    model.overlay.as_ref().unwrap().popup(body).unwrap().body
}

#[test]
fn a_double_click_on_a_row_or_a_point_opens_it() {
    let mut player = after("");
    let table = areas(player.model()).unwrap().table;
    double_click(&mut player, table.x + 10, table.y + 3 + 5);
    assert_eq!(player.model().cursor.position, 5);
    assert_eq!(player.model().screen, Screen::Architecture);
    // On a header it sorts twice.
    let mut player = after("");
    let grid = grafscope_explorer::table::grid::grid(player.model(), table.width);
    let x = table.x + grid.columns[1].x;
    click(&mut player, x, table.y + 1);
    let once = player.model().view.sort.clone();
    let mut player = after("");
    double_click(&mut player, x, table.y + 1);
    assert_ne!(player.model().view.sort, once);
    assert_eq!(player.model().screen, Screen::Panes);
}

#[test]
fn entries_of_lists_are_taken_and_ticks_are_switched() {
    let mut player = after(":");
    let (x, y) = place_of(player.model(), popup(player.model()), "jump-to-row");
    click(&mut player, x, y);
    let Some(Overlay::List(list)) = &player.model().overlay else {
        panic!("no list")
    };
    assert_eq!(list.selected().unwrap().label, "jump-to-row");
    let action = MouseAction::DoubleClick;
    player.send(Message::Mouse(Mouse { action, x, y })).unwrap();
    assert!(player.model().prompt().is_some());
    // A heading, and what is beside the list, are nothing.
    let mut player = after(":");
    let (x, y) = place_of(player.model(), popup(player.model()), "Move");
    double_click(&mut player, x, y);
    double_click(&mut player, 0, 0);
    assert!(player.model().overlay.is_some());

    let mut player = after("c");
    let ticked = |player: &Player| {
        let Some(Overlay::List(list)) = &player.model().overlay else {
            panic!("no list")
        };
        list.items.iter().filter(|item| item.chosen).count()
    };
    let before = ticked(&player);
    let (x, y) = place_of(player.model(), popup(player.model()), "[ ]");
    click(&mut player, x, y);
    assert_eq!(ticked(&player), before + 1);
}

#[test]
fn switches_and_parameters_take_the_mouse() {
    let mut player = after("f");
    let set = player.model().settings.features.clone();
    let (x, y) = place_of(player.model(), popup(player.model()), "[x]");
    click(&mut player, x, y);
    let without = player.model().settings.features.clone();
    assert_ne!(without, set);
    // The name selects, and twice switches.
    double_click(&mut player, x + 6, y);
    assert_ne!(player.model().settings.features, without);

    let mut player = after("P");
    let (x, y) = place_of(player.model(), popup(player.model()), "min_leaf");
    click(&mut player, x, y);
    press(&mut player, "d");
    let Some(Overlay::Params(panel)) = &player.model().overlay else {
        panic!("no panel")
    };
    assert_eq!(panel.cursor, usize::from(y - popup(player.model()).y));
    assert!(panel.cursor > 0);
    double_click(&mut player, x, y);
    assert!(player.model().overlay.is_none());
}

#[test]
fn neighbours_and_tabs_are_clicked() {
    let mut player = after("b<cr>");
    let body = areas(player.model()).unwrap().body;
    let (x, y) = place_of(player.model(), body, "neighbours");
    click(&mut player, x + 2, y);
    let screen = &player.model().inspection.architecture;
    assert_eq!(screen.view, ArchitectureView::Neighbours);
    let wanted = screen.nearby.rows(NearbyList::Nearest)[3].0;
    let (x, y) = place_of(player.model(), body, "distance");
    click(&mut player, x, y + 4);
    assert_eq!(
        player.model().inspection.architecture.nearby.chosen(),
        Some(wanted)
    );
    let action = MouseAction::WheelDown;
    player.send(Message::Mouse(Mouse { action, x, y })).unwrap();
    assert_eq!(player.model().inspection.architecture.nearby.cursor, 4);
    double_click(&mut player, x, y + 4);
    assert_eq!(player.model().selected, Some(wanted));
    // In the view of edits the wheel goes through their list and changes nothing.
    let mut player = after("b<cr><tab>");
    player.send(Message::Mouse(Mouse { action, x, y })).unwrap();
    let edit = &player.model().inspection.architecture.edit;
    assert_eq!((edit.cursor, edit.is_edited()), (1, false));
}

#[test]
fn slices_and_collisions_filter_on_a_double_click() {
    let mut player = after("e5");
    let (x, y) = place_of(player.model(), body(player.model()), "lift");
    double_click(&mut player, x, y + 1);
    assert_eq!(player.model().screen, Screen::Panes);
    assert!(!player.model().view.filter.is_empty());

    let mut player = after("=<c-u>op_count<cr>e7");
    assert_eq!(
        player.model().inspection.errors.view,
        ErrorView::FeatureCollisions
    );
    let (x, y) = place_of(player.model(), body(player.model()), "range");
    click(&mut player, x, y + 2);
    assert_eq!(player.model().inspection.errors.collisions.cursor, 1);
    // Above the list there is nothing to open.
    let action = MouseAction::DoubleClick;
    click(&mut player, x, y);
    player.send(Message::Mouse(Mouse { action, x, y })).unwrap();
    assert_eq!(player.model().screen, Screen::Errors);
    double_click(&mut player, x, y + 2);
    assert_eq!(player.model().screen, Screen::Panes);
    assert!(!player.model().view.filter.is_empty());
}
