//! What commands mean in the help.

use tui_input::Input;

use crate::command::Command as C;
use crate::command::action::{Action, Invocation};
use crate::effect::Effect;
use crate::layout::areas::areas;
use crate::model::Model;
use crate::overlay::help::sections::sections;
use crate::overlay::help::state::{Help, HelpLine, HelpPlace, help_lines, matches};
use crate::overlay::popup::step_cursor;
use crate::overlay::{CLOSE, Overlay, OverlayRoom};

pub(crate) const ACTIONS: &[Action] = &[
    Action::always(C::Unfold, |model, _| fold(model, |open| !open)),
    Action::always(C::Find, |model, _| type_query(model)),
    Action::when(C::FindNext, is_searched, next_match),
    Action::when(C::FindPrevious, is_searched, next_match),
    CLOSE,
    Action::always(C::PageDown, step),
    Action::always(C::PageUp, step),
    Action::always(C::Last, step),
    Action::always(C::First, step),
    Action::always(C::Down, step),
    Action::always(C::Up, step),
    Action::always(C::Right, |model, _| fold(model, |_| true)),
    Action::always(C::Left, |model, _| fold(model, |_| false)),
];

/// While the text to find is typed.
pub(crate) const TYPING_ACTIONS: &[Action] = &[
    Action::always(C::Accept, |model, _| {
        change(model, |_, help| help.typing = false)
    }),
    Action::always(C::Close, |model, _| {
        change(model, |_, help| {
            help.typing = false;
            help.query = Input::default();
            (help.cursor, help.open) = help.before.clone();
        })
    }),
    Action::always(C::Next, next_match),
    Action::always(C::Previous, next_match),
];

pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    model.overlay = Some(Overlay::Help(Help::new()));
    Vec::new()
}

/// The lines of the help that is open, and how many of them are in sight at once.
pub fn help_page(model: &Model, help: &Help) -> (Vec<HelpLine>, usize) {
    let popup = areas(model).and_then(|areas| help.popup(areas.body));
    let body = popup.unwrap_or_default().body;
    let lines = help_lines(&sections(model), &help.open, body.width.into());
    (lines, body.height.into())
}

/// Changes the help with a look at the rest.
fn change(model: &mut Model, change: impl FnOnce(&Model, &mut Help)) -> Vec<Effect> {
    let overlay = model.overlay.take();
    model.overlay = overlay.map(|overlay| match overlay {
        Overlay::Help(mut help) => {
            change(model, &mut help);
            Overlay::Help(help)
        }
        other => other,
    });
    Vec::new()
}

fn step(model: &mut Model, given: Invocation) -> Vec<Effect> {
    change(model, |model, help| {
        let (lines, page) = help_page(model, help);
        step_cursor(&mut help.cursor, lines.len(), page.max(1), given.command);
    })
}

/// Unfolds the section under the cursor or folds it, as `unfolds` says given whether it is unfolded.
fn fold(model: &mut Model, unfolds: fn(bool) -> bool) -> Vec<Effect> {
    change(model, |model, help| {
        let (lines, _) = help_page(model, help);
        let Some((section, _)) = lines.get(help.cursor).map(|line| line.place) else {
            return;
        };
        let was_open = help.open.remove(&section);
        if unfolds(was_open) {
            help.open.insert(section);
        } else {
            go_to(model, help, (section, None));
        }
    })
}

fn type_query(model: &mut Model) -> Vec<Effect> {
    change(model, |_, help| {
        help.typing = true;
        help.query = Input::default();
        help.before = (help.cursor, help.open.clone());
    })
}

fn is_searched(model: &Model) -> bool {
    matches!(&model.overlay, Some(Overlay::Help(help)) if help.searched().is_some())
}

/// The first match from where the search began.
pub(crate) fn search(model: &Model, help: &mut Help) {
    (help.cursor, help.open) = help.before.clone();
    let from = place(model, help);
    find(model, help, |found| {
        let next = found.iter().find(|place| **place >= from);
        next.or(found.first()).copied()
    });
}

fn next_match(model: &mut Model, given: Invocation) -> Vec<Effect> {
    change(model, |model, help| {
        let from = place(model, help);
        find(model, help, |found| {
            let next = if matches!(given.command, C::FindNext | C::Next) {
                let next = found.iter().find(|place| **place > from);
                next.or(found.first())
            } else {
                let before = found.iter().rev().find(|place| **place < from);
                before.or(found.last())
            };
            next.copied()
        });
    })
}

fn find(model: &Model, help: &mut Help, choose: impl Fn(&[HelpPlace]) -> Option<HelpPlace>) {
    let found = help
        .searched()
        .map(|query| matches(&sections(model), &query));
    if let Some(place) = found.and_then(|found| choose(&found)) {
        go_to(model, help, place);
    }
}

/// What is under the cursor.
pub(crate) fn place(model: &Model, help: &Help) -> HelpPlace {
    let (lines, _) = help_page(model, help);
    lines.get(help.cursor).map_or((0, None), |line| line.place)
}

/// Puts the cursor on the first line of `place`; a section is unfolded for its entries.
fn go_to(model: &Model, help: &mut Help, place: HelpPlace) {
    if place.1.is_some() {
        help.open.insert(place.0);
    }
    let (lines, _) = help_page(model, help);
    let line = lines.iter().position(|line| line.place == place);
    help.cursor = line.unwrap_or(help.cursor);
}
