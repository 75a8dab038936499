//! The screen of the search that the rows are of.

use std::time::SystemTime;

use grafscope_core::bench::Source;
use grafscope_core::predict::Settings;
use grafscope_explorer::model::Launch;
use grafscope_explorer::screen::{Screen, Work};
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;

use crate::support::growing::{Growing, lines};
use crate::support::player::{played_from, press, screen, size};

fn start(file: &Growing, keys: &str) -> Player {
    let launch = Launch {
        settings: Settings {
            model: "linear".parse().unwrap(),
            ..Settings::default()
        },
        ..Launch::of(Source {
            space: Some("nb201".to_owned()),
            follow: true,
            ..Source::named(file.path().to_str().unwrap())
        })
    };
    played_from(launch, size(100, 40), keys)
}

#[test]
fn predictors_of_the_first_rows_are_scored_on_later_ones() {
    let file = Growing::new(120);
    let mut player = start(&file, "_");
    assert_eq!(player.model().screen, Screen::Learning);
    let learning = player.model().experiments.learning.clone();
    assert_eq!(learning.work, Work::Done);
    let found = &learning.found;
    let canonical = &player.model().data.as_ref().unwrap().opened.bench.canonical;
    assert_eq!(
        found.order.len(),
        canonical.iter().filter(|&&yes| yes).count()
    );
    assert!(found.order.is_sorted(), "the file's own order");
    assert!(found.best.is_sorted(), "higher is better");
    for of in &found.foresight {
        assert_eq!(
            of.trained_on + of.scored,
            found.order.len(),
            "no row is scored that it has seen"
        );
        assert!(of.scored >= 10);
    }
    assert_eq!(found.foresight[0].trained_on, 8);
    assert!(found.foresight.last().unwrap().tau > found.foresight[0].tau);
    let text = screen(player.model(), &Theme::new(false, true));
    assert!(text.contains("learning so far"), "{text}");
    assert!(text.contains("best val_acc so far"), "{text}");
    assert!(text.contains("tau on the rows measured later"), "{text}");
    press(&mut player, "g");
    let text = screen(player.model(), &Theme::new(false, true));
    assert!(
        text.contains("trained on the first 8, scored on the"),
        "{text}"
    );
    // More measurements, and the cursor at the end goes with them.
    press(&mut player, "G");
    file.append(&lines(120..160));
    player.look(SystemTime::UNIX_EPOCH).unwrap();
    let more = &player.model().experiments.learning;
    assert!(more.found.order.len() > found.order.len());
    let last = more.marks().len() - 1;
    assert_eq!(more.mark(), Some((last, more.found.order.len())));
    press(&mut player, "q");
    assert_eq!(player.model().screen, Screen::Panes);
}

#[test]
fn few_measurements_have_a_best_value_and_no_predictor() {
    let file = Growing::new(12);
    let player = start(&file, "_");
    let learning = &player.model().experiments.learning;
    assert!(learning.found.foresight.is_empty());
    assert!(!learning.found.best.is_empty());
    let text = screen(player.model(), &Theme::new(false, true));
    assert!(text.contains("at least 10"), "{text}");
}
