//! Every command in every place where one can be given.

use grafscope_explorer::command::COMMANDS;
use grafscope_explorer::command::place::{Invocation, run};
use grafscope_explorer::model::Model;
use grafscope_explorer::overlay::Overlay;
use grafscope_explorer::screen::Screen;
use grafscope_explorer::theme::Theme;

use crate::support::player::{launch, played_from, press_only, screen, size};

/// The keys that lead to each place; what is done in the background there is done first, or only asked for.
fn places() -> Vec<(&'static str, Model)> {
    let done = [
        "<esc>",
        "<tab>",
        "<cr>",
        "<cr><tab>",
        "<cr><tab><tab>",
        "i",
        "e",
        "e2",
        "e3",
        "e4",
        "e5",
        "e6",
        "e7",
        "e8",
        "*",
        "lK",
        "<space><space>a",
    ];
    let asked = [
        "v", "V", "E", "A", "Q", "_", "/", "f", "P", "?", ":", "c", "m", "t", "\"", "o", "d",
    ];
    let play = |model, keys| played_from(launch(model, 32), size(100, 30), keys);
    let start = |keys| play("forest trees=2", keys);
    let of_done = done.map(|keys| (keys, start(keys).model().clone()));
    let ready = start("<esc>").model().clone();
    let of_asked = asked.map(|keys| {
        let mut model = ready.clone();
        press_only(&mut model, keys);
        (keys, model)
    });
    let tree = ("D", play("tree", "D").model().clone());
    of_done.into_iter().chain(of_asked).chain([tree]).collect()
}

#[test]
fn every_command_can_be_given_in_every_place() {
    let places = places();
    for wanted in Screen::FULL {
        let mut open = places.iter().map(|(_, model)| model.screen);
        assert!(
            open.any(|open| open == *wanted),
            "{wanted:?} is not visited"
        );
    }
    let theme = Theme::new(true, false);
    for (keys, place) in &places {
        for spec in COMMANDS {
            let mut model = place.clone();
            run(&mut model, Invocation::from(spec.command));
            let after = screen(&model, &theme);
            assert!(!after.trim().is_empty(), "{} after {keys}", spec.name);
        }
    }
}

#[test]
fn the_palette_finds_commands_by_what_they_do() {
    let first = |query: &str| {
        let model = super::overlays::typed(&format!(":{query}"));
        let Some(Overlay::List(list)) = &model.overlay else {
            panic!("no palette")
        };
        let labels = list.shown.iter().map(|&at| list.items[at].label.clone());
        labels.collect::<Vec<_>>()
    };
    assert_eq!(first("clipboard"), ["copy"]);
    // Names come first, and nothing comes twice.
    let sort = first("sort");
    assert_eq!(sort[0], "sort");
    assert!(!first("another training sample").is_empty());
    assert_eq!(sort.iter().filter(|label| *label == "sort").count(), 1);
    assert!(first("no command does this").is_empty());
}
