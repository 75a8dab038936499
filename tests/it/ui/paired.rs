//! The feature panel tries a change with more seeds: when, on which samples, and what it says of it.

use std::collections::BTreeMap;

use grafscope_core::experiment::ScorePair;
use grafscope_core::job::JobContext;
use grafscope_core::predict::Scores;
use grafscope_explorer::effect::{Answer, Effect, Generation, Job, JobKind};
use grafscope_explorer::jobs::runner::JobRunner;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::layout::areas::areas;
use grafscope_explorer::message::Message;
use grafscope_explorer::model::Model;
use grafscope_explorer::overlay::features::paired::{PairedChange, SEEDS};
use grafscope_explorer::screen::Work;
use grafscope_explorer::theme::Theme;
use grafscope_explorer::update::update;
use ratatui::style::Color;

use crate::support::player::{drawn, launch, played_from, press, press_only, size, text_of};

const WIDE: Size = size(120, 40);
const SMALL: Size = size(80, 24);

/// The explorer after the panel has switched `op_count` off.
fn switched() -> Model {
    let player = played_from(launch("forest trees=2", 32), WIDE, "fjj<space>");
    player.model().clone()
}

fn change(model: &Model) -> &PairedChange {
    model.training.change.as_ref().unwrap()
}

#[test]
fn a_switch_is_tried_with_five_seeds_on_the_same_samples() {
    let mut player = played_from(launch("forest trees=2", 32), WIDE, "fjj<space>");
    let training = player.model().training.clone();
    let change = training.change.unwrap();
    assert!(change.is_done() && change.pairs.len() == SEEDS);
    assert!(change.pairs.keys().copied().eq(0..5));
    let of_first = ScorePair {
        before: training.previous.unwrap().scores,
        now: training.current.unwrap().scores,
    };
    assert_eq!(change.pairs[&0], of_first);
    // The others are what the explorer itself has with these seeds.
    press(&mut player, "r");
    let training = &player.model().training;
    assert_eq!(
        training.current.as_ref().unwrap().scores,
        change.pairs[&1].now
    );
    assert!(
        training.change.is_none(),
        "another seed is no change to try"
    );
    press(&mut player, "<space>");
    let again = player.model().training.change.as_ref().unwrap();
    assert!(again.pairs.keys().copied().eq(1..6));
    assert_eq!(again.pairs[&1].before, change.pairs[&1].now);
    press(&mut player, "+");
    assert!(
        player.model().training.change.is_none(),
        "nor is another size"
    );
}

#[test]
fn only_the_open_panel_tries_a_change_and_first_comes_the_current_seed() {
    let mut model = played_from(launch("forest trees=2", 32), WIDE, "=op_count<cr>")
        .model()
        .clone();
    assert!(model.training.change.is_none());
    let effects = press_only(&mut model, "f");
    let asked = |effects: &[Effect]| {
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Start(_, Job::Paired(_))))
    };
    assert!(asked(&effects), "a change made before it was opened");
    // The next change is trained first.
    let effects = press_only(&mut model, "jj<space>jj<space>");
    assert!(!asked(&effects) && model.training.change.is_none());
    let train = effects.into_iter().rev().find_map(|effect| match effect {
        Effect::Start(generation, job @ Job::Train { .. }) => Some((generation, job)),
        _ => None,
    });
    let (generation, job) = train.unwrap();
    let context = JobContext::default();
    let trained = JobRunner::default().perform(generation, job, &context, &mut |_| ());
    let effects = update(&mut model, trained.unwrap());
    assert!(asked(&effects));
    assert_eq!(change(&model).pairs.len(), 1);
}

#[test]
fn the_newest_change_wins() {
    let mut model = switched();
    model.training.change.as_mut().unwrap().work = Work::Running(None);
    let pair = change(&model).pairs[&1];
    let effects = press_only(&mut model, "<space>");
    // The cores are free before the next training begins.
    assert!(
        matches!(
            effects[..2],
            [
                Effect::Stop(JobKind::Paired),
                Effect::Start(_, Job::Train { .. })
            ]
        ),
        "{effects:?}"
    );
    for generation in 0..50 {
        let _ = update(
            &mut model,
            Message::Answer(
                JobKind::Paired,
                Generation(generation),
                Answer::Paired(1, Box::new(pair)),
            ),
        );
    }
    assert!(
        model.training.change.is_none(),
        "late news of the old one is none"
    );
    // One that is done needs no stop.
    let effects = press_only(&mut switched(), "<space>");
    assert!(
        matches!(effects[0], Effect::Start(_, Job::Train { .. })),
        "{effects:?}"
    );
}

/// The panel with a change by these differences of tau and R2, and the reverse of MAE.
fn tried(differences: &[f64]) -> Model {
    let mut model = switched();
    let now = model.training.current.as_ref().unwrap().scores;
    let pair = |delta: &f64| {
        let before = Scores {
            tau: now.tau - delta,
            spearman: now.spearman,
            r2: now.r2 - delta,
            mae: now.mae + delta,
            ..now
        };
        ScorePair { before, now }
    };
    let pairs: BTreeMap<u64, ScorePair> = (0..).zip(differences.iter().map(pair)).collect();
    let work = if pairs.len() == SEEDS {
        Work::Done
    } else {
        Work::Running(None)
    };
    model.training.change = Some(PairedChange { pairs, work });
    model
}

/// The panel's text, and whether anything in it is green, or red.
fn panel(model: &Model, theme: &Theme) -> (String, bool, bool) {
    let buffer = drawn(model, theme);
    let body = areas(model).unwrap().body;
    let frame = model.overlay.as_ref().unwrap().popup(body).unwrap().frame;
    let mut cells = Vec::new();
    for y in frame.y..frame.y + frame.height {
        cells.extend((frame.x..frame.x + frame.width).map(|x| buffer[(x, y)].fg));
    }
    let has = |colour| cells.contains(&colour);
    (text_of(&buffer, frame), has(Color::Green), has(Color::Red))
}

const NOISE: [f64; 5] = [0.02, -0.02, 0.01, -0.01, 0.002];
const BETTER: [f64; 5] = [0.02, 0.021, 0.019, 0.022, 0.018];

#[test]
fn a_change_within_noise_is_grey_and_says_so() {
    let mut model = tried(&NOISE);
    for theme in [
        Theme::new(true, false),
        Theme::new(false, false),
        Theme::new(true, true),
    ] {
        for size in [WIDE, SMALL, size(40, 10), size(60, 30)] {
            model.size = size;
            let (text, green, red) = panel(&model, &theme);
            assert!(text.contains("within noise"), "{size:?}: {text}");
            assert!(!green && !red, "{text}");
        }
    }
    model.size = WIDE;
    let (text, ..) = panel(&model, &Theme::new(true, false));
    assert!(
        text.contains("0.000  [-0.019, +0.020] within noise"),
        "{text}"
    );
    assert!(text.contains("5 seeds with equal samples"), "{text}");
    // Nothing is called significant: five pairs cannot be.
    assert!(
        !text.contains("signific") && !text.contains("worse"),
        "{text}"
    );
}

#[test]
fn a_change_is_coloured_once_all_seeds_are_done_and_its_interval_excludes_zero() {
    let model = tried(&BETTER);
    let (text, green, red) = panel(&model, &Theme::new(true, false));
    assert!(
        green && !red && text.contains("+0.020  [+0.018, +0.022]"),
        "{text}"
    );
    let worse = BETTER.map(|delta| -delta);
    let (_, green, red) = panel(&tried(&worse), &Theme::new(true, false));
    assert!(red && !green);
    let mut model = tried(&BETTER[..3]);
    for size in [WIDE, SMALL, size(60, 30), size(40, 10)] {
        model.size = size;
        let (text, green, red) = panel(&model, &Theme::new(true, false));
        assert!(!green && !red && text.contains("3 of 5 seeds"), "{text}");
        assert!(!text.contains("within noise"), "{text}");
    }
}
