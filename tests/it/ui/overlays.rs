//! What is drawn outside the panes: title, status, hints, prompt, lists, panels, help.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use grafscope_core::experiment::ScorePair;
use grafscope_core::job::Progress;
use grafscope_core::predict::Settings;
use grafscope_core::predict::{Part, Provenance, Scores};
use grafscope_explorer::command::keymap::Keymap;
use grafscope_explorer::command::place::contexts;
use grafscope_explorer::input::key::keys;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::layout::areas::areas;
use grafscope_explorer::message::{Level, Message, Notice};
use grafscope_explorer::model::Model;
use grafscope_explorer::overlay::Overlay;
use grafscope_explorer::overlay::features::paired::PairedChange;
use grafscope_explorer::predictor::state::{Running, Trained};
use grafscope_explorer::screen::Work;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;
use grafscope_explorer::update::update;
use ratatui::style::{Color, Modifier};

use crate::support::player::{drawn, launch, size, text_of};

const SIZES: [Size; 3] = [size(80, 24), size(120, 40), size(40, 10)];

fn trained(features: &str, tau: f64, mae: f64) -> Trained {
    Trained {
        settings: Settings {
            features: features.to_owned(),
            ..Settings::default()
        },
        dataset: "cifar10".to_owned(),
        target: "val_acc".to_owned(),
        provenance: Provenance::default(),
        scores: Scores {
            tau,
            spearman: tau + 0.15,
            r2: tau - 0.1,
            mae,
            rmse: 2.0 * mae,
            best_of_top10_rank: 12.0,
            ..Scores::undefined(9345)
        },
        out_of_fold: false,
        n_features: 68,
        n_distinct: 41,
        parts: Vec::new(),
        readable_tree: None,
        feature_names: Arc::default(),
        took: Some(Duration::from_millis(12)),
        predictions: grafscope_core::diagnosis::Predictions::none(),
    }
}

/// The built-in benchmark with three predictors whose scores are made up here, so that no change of
/// the predictor changes what these tests see.
pub(super) static BASE: LazyLock<Model> = LazyLock::new(|| {
    let player = Player::start(launch("forest trees=2", 100), SIZES[0]).unwrap();
    let mut model = player.model().clone();
    let now = trained("graf-node_degree+params", 0.733, 1.18);
    let before = trained("graf-node_degree", 0.712, 1.21);
    model.settings = now.settings.clone();
    model.training.history = vec![now.clone(), before.clone(), trained("graf", 0.702, 1.3)];
    model.training.current = Some(now);
    model.training.previous = Some(before);
    model
});

/// The explorer after `text` was typed; background work is never done.
pub(super) fn typed(text: &str) -> Model {
    let mut model = BASE.clone();
    for key in keys(text).unwrap() {
        let _ = update(&mut model, Message::Key(key));
    }
    model
}

/// Tries the last change with all seeds: the differences lie around `delta`.
fn tried(model: &mut Model, delta: f64) {
    let now = model.training.current.as_ref().unwrap().scores;
    let pair = |seed: u64| {
        let delta = delta + 0.005 * (seed as f64 - 2.0);
        let before = Scores {
            tau: now.tau - delta,
            spearman: now.spearman - delta,
            r2: now.r2 - delta,
            mae: now.mae + delta,
            ..now
        };
        (seed, ScorePair { before, now })
    };
    model.training.change = Some(PairedChange {
        pairs: (0..5).map(pair).collect(),
        work: Work::Done,
    });
}

/// Everything on the screen but the panes.
pub(super) fn around_the_panes(model: &Model) -> String {
    let buffer = drawn(model, &Theme::new(true, false));
    let areas = areas(model).unwrap();
    let popup = model
        .overlay
        .as_ref()
        .and_then(|overlay| overlay.popup(areas.body));
    [
        Some(areas.title),
        popup.map(|popup| popup.frame),
        Some(areas.prompt),
        Some(areas.status),
        Some(areas.hints),
    ]
    .into_iter()
    .flatten()
    .map(|area| text_of(&buffer, area))
    .collect()
}

fn running(model: &mut Model) {
    model.training.running = Some(Running {
        generation: grafscope_explorer::effect::Generation(9),
        progress: Some(Progress {
            what: "trees",
            done: 40,
            total: 100,
        }),
    });
}

fn blended(model: &mut Model) {
    let part = |model, weight| Part { model, weight };
    let trained = model.training.current.as_mut().unwrap();
    trained.parts = vec![
        part("forest", 0.0),
        part("boosting", 0.3149),
        part("gp", 0.6851),
    ];
}

/// A situation with its name.
fn scenes() -> Vec<(&'static str, Model)> {
    let change = |model: Model, change: &dyn Fn(&mut Model)| {
        let mut model = model;
        change(&mut model);
        model
    };
    let forest = || {
        let mut model = typed("");
        model.settings.model = "forest trees=20".parse().unwrap();
        model
    };
    let press = |text: &'static str| {
        move |model: &mut Model| {
            for key in keys(text).unwrap() {
                let _ = update(model, Message::Key(key));
            }
        }
    };
    vec![
        ("plain", typed("")),
        ("marked", typed(" ")),
        (
            "opening",
            Model::new(
                launch("forest trees=2", 100),
                Arc::new(Keymap::builtin()),
                SIZES[0],
            ),
        ),
        ("training", change(typed(""), &running)),
        (
            "failed",
            change(typed(""), &|model| {
                model.training.failed = Some(
                    "training size 9999 is out of range: 2 to 9444 rows can be drawn".to_owned(),
                );
            }),
        ),
        (
            "notice",
            change(typed(""), &|model| {
                model.notice = Some(Notice {
                    text: "copied (4, 0, 3, 1, 4, 3)".to_owned(),
                    level: Level::Info,
                });
            }),
        ),
        (
            "filtered",
            change(typed(""), &|model| {
                "abs(error) > 3 and min_path_len(nor_conv_3x3) <= 1"
                    .clone_into(&mut model.view.filter);
            }),
        ),
        ("filter_empty", typed("/")),
        (
            "filter_counted",
            change(typed("/abs(error) > 3"), &|model| {
                if let Some(Overlay::Prompt(prompt)) = &mut model.overlay {
                    prompt.matches = Some(812);
                }
            }),
        ),
        ("filter_wrong", typed("/abs(eror) > 3 and true > 0")),
        ("filter_offers", typed("/min_path_len(c<tab>")),
        ("row", typed("i120")),
        ("palette", typed(":")),
        ("palette_narrowed", typed(":sort<down>")),
        ("targets", typed("t<down><down>")),
        ("columns", typed("c")),
        ("columns_nothing", typed("cqqqq")),
        ("features", typed("f")),
        (
            "features_noise",
            change(typed("f"), &|model| tried(model, 0.0)),
        ),
        (
            "features_better",
            change(typed("f"), &|model| tried(model, 0.02)),
        ),
        ("features_narrowed", typed("fjj/deg")),
        ("features_training", change(typed("fjjj"), &running)),
        ("parameters", change(forest(), &press("Pj"))),
        ("parameters_wrong", change(forest(), &press("P0<cr>"))),
        ("features_blend", change(typed("f"), &blended)),
        ("blend", change(typed(""), &blended)),
        ("help", typed("?")),
        ("help_searched", typed("?/wilcoxon<cr>")),
        ("palette_by_description", typed(":prediction interval")),
    ]
}

#[test]
fn each_situation_reads_well_at_each_size() {
    for (name, mut model) in scenes() {
        for size in SIZES {
            model.size = size;
            let name = format!("{name}_{}x{}", size.width, size.height);
            insta::assert_snapshot!(name, around_the_panes(&model));
        }
    }
}

#[test]
fn without_colour_no_cell_has_one() {
    for (name, model) in scenes() {
        let buffer = drawn(&model, &Theme::new(false, false));
        let coloured = buffer
            .content
            .iter()
            .find(|cell| cell.fg != Color::Reset || cell.bg != Color::Reset);
        assert!(coloured.is_none(), "{name}: {coloured:?}");
    }
}

#[test]
fn in_ascii_every_cell_is_ascii() {
    for (name, mut model) in scenes() {
        for size in SIZES {
            model.size = size;
            let buffer = drawn(&model, &Theme::new(true, true));
            let other = buffer.content.iter().find(|cell| !cell.symbol().is_ascii());
            assert!(other.is_none(), "{name}: {other:?}");
        }
    }
}

#[test]
fn no_size_is_too_small_to_be_drawn() {
    let mut scenes = scenes();
    for width in (0..=120).step_by(7) {
        for height in (0..=40).step_by(3) {
            for (_, model) in &mut scenes {
                model.size = size(width, height);
                let _ = drawn(model, &Theme::new(true, false));
            }
        }
    }
}

#[test]
fn the_status_line_keeps_what_matters_at_each_width() {
    let mut model = typed("");
    for width in 40..=160 {
        model.size = size(width, 24);
        let buffer = drawn(&model, &Theme::new(true, false));
        let line = text_of(&buffer, areas(&model).unwrap().status);
        for part in ["n 100", "graf-node_d", "τ 0.733"] {
            assert!(line.contains(part), "{width}: {line}");
        }
        // No number is cut: each is followed by what it was written with.
        for word in line.split(" · ").flat_map(str::split_whitespace) {
            let known = "blend n seed graf-node_degree+params graf-node_degree+params: graf-node_degre… graf-node_d… features \
                distinct) τ ρ R² MAE % %, scored ms 100 0 68 (41 0.733 0.883 0.63 1.18 9,345 12";
            assert!(
                known.split_whitespace().any(|known| known == word),
                "{width}: {word} in {line}"
            );
        }
        assert_eq!(line.contains("12 ms"), line.contains("12 "), "{line}");
    }
    model.training.current.as_mut().unwrap().took = None;
    assert!(!around_the_panes(&model).contains(" ms"));
}

#[test]
fn old_scores_are_marked_while_new_ones_are_awaited() {
    let (_, training) = scenes()
        .into_iter()
        .find(|(name, _)| *name == "training")
        .unwrap();
    let text = around_the_panes(&training);
    assert!(
        text.contains("40/100 trees") && text.contains("stale: τ 0.733"),
        "{text}"
    );
    assert!(!around_the_panes(&typed("")).contains("stale"));
}

#[test]
fn hints_are_keys_that_work_here() {
    for (name, mut model) in scenes() {
        if model.notice.is_some() {
            continue;
        }
        model.size = size(300, 40);
        let buffer = drawn(&model, &Theme::new(false, false));
        let area = areas(&model).unwrap().hints;
        // Without colour, keys are bold and nothing else of the line is.
        let mut shown = Vec::new();
        let mut key = String::new();
        for x in area.x..area.x + area.width {
            let cell = &buffer[(x, area.y)];
            if cell.modifier.contains(Modifier::BOLD) {
                key += cell.symbol();
            } else if !key.is_empty() {
                shown.push(std::mem::take(&mut key));
            }
        }
        assert!(!shown.is_empty(), "{name}");
        for key in shown {
            let key = key.parse().unwrap();
            let bound = contexts(&model)
                .iter()
                .any(|&context| model.keymap.command(context, key).is_some());
            assert!(bound, "{name}: {key}");
        }
    }
}

#[test]
fn the_caret_stands_below_the_fault() {
    let model = typed("/abs(eror) > 3");
    let prompt = text_of(
        &drawn(&model, &Theme::new(true, false)),
        areas(&model).unwrap().prompt,
    );
    let lines: Vec<_> = prompt.lines().collect();
    let at = lines[0].find("eror").unwrap();
    assert_eq!(lines[1].find("^^^^"), Some(at));
    assert!(lines[1].contains("did you mean `error`?"), "{prompt}");
}

#[test]
fn the_cursor_of_a_long_prompt_is_in_sight() {
    for width in [40, 80] {
        let mut model = typed(&format!("/{}", "canonical and ".repeat(20)));
        model.size = size(width, 24);
        let buffer = drawn(&model, &Theme::new(false, false));
        let prompt = areas(&model).unwrap().prompt;
        let cursor =
            (0..width).find(|&x| buffer[(x, prompt.y)].modifier.contains(Modifier::REVERSED));
        assert!(cursor.is_some());
    }
}

#[test]
fn the_entry_under_the_cursor_is_in_sight_and_reversed() {
    for (list, steps) in [(":", 40), ("c", 150), ("f", 100), ("t", 11)] {
        let step = if list == "f" { "j" } else { "<down>" };
        let mut model = typed(&format!("{list}{}", step.repeat(steps)));
        for size in SIZES {
            model.size = size;
            let buffer = drawn(&model, &Theme::new(false, false));
            let place = model
                .overlay
                .as_ref()
                .unwrap()
                .popup(areas(&model).unwrap().body)
                .unwrap();
            let reversed = (place.body.y..place.body.y + place.body.height)
                .filter(|&y| {
                    buffer[(place.body.x, y)]
                        .modifier
                        .contains(Modifier::REVERSED)
                })
                .count();
            assert_eq!(reversed, 1, "{list} {size:?}");
        }
    }
}

#[test]
fn a_better_tau_has_its_sign() {
    let panel = around_the_panes(&typed("f"));
    assert!(panel.contains("+0.021"), "{panel}");
    assert!(panel.contains("-0.03"), "{panel}");
}

#[test]
fn titles_are_not_dimmed_by_the_line_they_stand_on() {
    let model = typed("f");
    let frame = model
        .overlay
        .as_ref()
        .unwrap()
        .popup(areas(&model).unwrap().body)
        .unwrap()
        .frame;
    let panel = drawn(&model, &Theme::new(true, false));
    let title = &panel[(frame.x + 2, frame.y)];
    assert_eq!(title.symbol(), "f");
    assert!(!title.modifier.contains(Modifier::DIM));

    let panes = drawn(&typed(""), &Theme::new(true, false));
    let reversed = panes
        .content
        .iter()
        .filter(|cell| cell.modifier.contains(Modifier::REVERSED));
    assert!(
        reversed
            .filter(|cell| cell.modifier.contains(Modifier::BOLD) && cell.symbol() != " ")
            .all(|cell| !cell.modifier.contains(Modifier::DIM))
    );
}
