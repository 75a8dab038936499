//! Why an architecture is predicted what it is, and which features matter to the predictor: what keys and results
//! do, and how it looks.

use std::sync::Arc;

use grafscope_core::diagnosis::importance::By;
use grafscope_explorer::architecture::why::attributed::Attributed;
use grafscope_explorer::command::keymap::Context;
use grafscope_explorer::command::place::contexts;
use grafscope_explorer::detail::state::{DetailLine, detail_lines};
use grafscope_explorer::effect::{Answer, Effect, Generation, Job, JobKind};
use grafscope_explorer::importances::state::Ranked;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::layout::areas::areas;
use grafscope_explorer::message::{Message, Mouse, MouseAction};
use grafscope_explorer::model::Model;
use grafscope_explorer::screen::{Screen, Work};
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;
use grafscope_explorer::update::update;

use crate::support::player::{launch, played_from, press, press_only, screen_inside, size};

fn player(model: &str, features: &str, size: Size) -> Player {
    let mut launch = launch(model, 32);
    features.clone_into(&mut launch.settings.features);
    played_from(launch, size, "")
}

fn trees(size: Size) -> Player {
    player("forest trees=3", "op_count+min_path_len+params", size)
}

fn asked(effects: &[Effect], kind: JobKind) -> Vec<(Generation, &Job)> {
    let job = |effect| match effect {
        &Effect::Start(generation, ref job) if job.kind() == kind => Some((generation, job)),
        _ => None,
    };
    effects.iter().filter_map(job).collect()
}

fn attributed(player: &Player) -> Attributed {
    player.model().attributed().unwrap().clone()
}

#[test]
fn the_pane_says_why_and_follows_the_cursor() {
    let mut player = trees(size(120, 40));
    for key in ["", "j", "<c-d>", "G", "r"] {
        press(&mut player, key);
        let model = player.model();
        let attributed = attributed(&player);
        assert_eq!(Some(attributed.row), model.selected, "{key}");
        let parts: Vec<_> = detail_lines(model)
            .into_iter()
            .filter_map(|line| match line {
                DetailLine::Part(part) => Some(part),
                _ => None,
            })
            .collect();
        assert_eq!(parts.len(), 6);
        assert_eq!(parts[0].value, attributed.attribution.base);
        let sizes: Vec<f64> = parts[1..].iter().map(|part| part.value.abs()).collect();
        assert!(sizes.is_sorted_by(|a, b| a >= b));
        assert_eq!(parts[1].share.unwrap().abs(), 1.0);
        let sum: f64 = attributed.attribution.contributions.iter().sum();
        let prediction = attributed.attribution.prediction;
        assert!((attributed.attribution.base + sum - prediction).abs() < 1e-9);
        let table = model.table().unwrap();
        let row = attributed.row as usize;
        let of = |name: &str| table.column(table.find(name).unwrap()).values.get(row);
        if of("in_training") == 0.0 {
            assert!((of("predicted") - prediction).abs() < 1e-9);
        }
    }
}

#[test]
fn nothing_is_said_of_another_row_than_the_one_selected() {
    let mut model = trees(size(120, 40)).model().clone();
    assert!(model.attributed().is_some());
    let parts = |model: &Model| {
        let lines = detail_lines(model).into_iter();
        lines
            .filter(|line| matches!(line, DetailLine::Part(_)))
            .count()
    };
    let before = parts(&model);
    let effects = press_only(&mut model, "j");
    let jobs = asked(&effects, JobKind::Attribute);
    let [(generation, Job::Attribute(request))] = jobs[..] else {
        panic!("one prediction is asked for");
    };
    assert_eq!(Some(request.row), model.selected);
    assert!(model.attributed().is_none());
    assert_eq!(parts(&model), before, "nothing moves meanwhile");
    // The same is not asked for twice; a click elsewhere asks again.
    assert!(asked(&press_only(&mut model, "l"), JobKind::Attribute).is_empty());
    let old = Arc::new(Attributed {
        row: request.row,
        ..attributed(&trees(size(120, 40)))
    });
    let older = Generation(generation.0 - 1);
    let _ = update(
        &mut model,
        Message::Answer(JobKind::Attribute, older, Answer::Attributed(old)),
    );
    assert!(model.attributed().is_none());
}

#[test]
fn contributions_are_asked_for_where_they_are_seen() {
    let mut model = trees(size(60, 14)).model().clone();
    assert!(asked(&press_only(&mut model, "jj"), JobKind::Attribute).is_empty());
    assert_eq!(
        asked(&press_only(&mut model, "<tab>"), JobKind::Attribute).len(),
        1
    );
}

#[test]
fn one_architecture_shows_every_contribution_by_feature_family_and_operation() {
    let mut player = trees(size(80, 24));
    press(&mut player, "jj<cr>");
    assert_eq!(player.model().screen, Screen::Architecture);
    insta::assert_snapshot!(
        "why_feature_80x24",
        screen_inside(player.model(), &Theme::new(true, false))
    );
    let why = |player: &Player| player.model().inspection.architecture.why;
    press(&mut player, "jjj");
    assert_eq!(why(&player).cursor, 3);
    press(&mut player, "<end>");
    let last = attributed(&player).grouping(By::Feature).len() - 1;
    assert_eq!(why(&player).cursor, last);
    press(&mut player, "g");
    assert_eq!((why(&player).by, why(&player).cursor), (By::Family, 0));
    press(&mut player, "g");
    insta::assert_snapshot!(
        "why_operation_80x24_ascii",
        screen_inside(player.model(), &Theme::new(false, true))
    );
    press(&mut player, "g");
    assert_eq!(why(&player).by, By::Feature);
    press(&mut player, "q");
    assert_eq!(player.model().screen, Screen::Panes);
}

#[test]
fn sums_by_family_and_operation_are_of_all_contributions() {
    let player = trees(size(120, 40));
    let attributed = attributed(&player);
    let sum: f64 = attributed.attribution.contributions.iter().sum();
    for by in [By::Family, By::Operation] {
        let sums: f64 = attributed.largest(by).iter().map(|of| of.1).sum();
        assert!((sums - sum).abs() < 1e-9, "{by:?}");
    }
    let names = &attributed.grouping(By::Operation).names;
    assert!(names.contains(&"nor_conv_3x3".to_owned()) && names.contains(&"cost".to_owned()));
}

#[test]
fn importances_are_sorted_and_summed_up() {
    let mut player = trees(size(120, 40));
    press(&mut player, "i");
    assert_eq!(
        contexts(player.model()),
        [Context::Importances, Context::Screens]
    );
    insta::assert_snapshot!(
        "importances_120x40",
        screen_inside(player.model(), &Theme::new(true, false))
    );
    let of = |player: &Player| player.model().inspection.importances.clone();
    let first = of(&player);
    assert_eq!(first.work, Work::Done);
    let found = first.found.clone().unwrap();
    assert_eq!(found.explained.rows.len(), 1000);
    let sizes: Vec<f64> = first
        .listed()
        .into_iter()
        .map(|at| found.weights(By::Feature)[at].contribution)
        .collect();
    assert!(sizes.is_sorted_by(|a, b| a >= b));
    press(&mut player, "jm");
    assert_eq!((of(&player).ranked, of(&player).cursor), (Ranked::Tau, 0));
    press(&mut player, "ggg");
    assert_eq!(of(&player).by, By::Cluster);
    assert!(
        Arc::ptr_eq(&found, &of(&player).found.unwrap()),
        "nothing is computed twice"
    );
    press(&mut player, "g<cr>");
    let model = player.model();
    assert_eq!(model.screen, Screen::Panes);
    let name = &found.columns[of(&player).selected().unwrap()];
    let name = &model.table().unwrap().column(name.unwrap()).spec.name;
    assert!(model.view.columns.contains(name));
    // Another predictor has other importances.
    press(&mut player, "ri");
    assert!(!Arc::ptr_eq(&found, &of(&player).found.unwrap()));
}

#[test]
fn the_number_of_rows_is_typed_and_work_can_be_stopped() {
    let mut player = trees(size(80, 24));
    press(&mut player, "i#<c-u>40<cr>");
    let screen_of = |model: &Model| model.inspection.importances.clone();
    let found = screen_of(player.model()).found.unwrap();
    assert_eq!(found.explained.rows.len(), 40);
    insta::assert_snapshot!(
        "importances_80x24_ascii",
        screen_inside(player.model(), &Theme::new(false, true))
    );
    let mut model = player.model().clone();
    let effects = press_only(&mut model, "#<c-u>50<cr>");
    let jobs = asked(&effects, JobKind::Importance);
    let [(generation, _)] = jobs[..] else {
        panic!("importances are asked for");
    };
    assert!(screen_of(&model).found.is_none());
    let part = Answer::Weighed(Arc::clone(&found), false);
    let _ = update(
        &mut model,
        Message::Answer(JobKind::Importance, generation, part),
    );
    assert!(screen_of(&model).work.is_running() && screen_of(&model).found.is_some());
    let effects = press_only(&mut model, "<esc>");
    assert!(matches!(effects[..], [Effect::Stop(JobKind::Importance)]));
    assert_eq!(screen_of(&model).work, Work::Idle);
    assert_eq!(
        asked(&press_only(&mut model, "<space>"), JobKind::Importance).len(),
        1
    );
    let _ = press_only(&mut model, "<esc><esc>");
    assert_eq!(model.screen, Screen::Panes);
}

#[test]
fn a_click_selects_a_line_and_every_size_is_drawn() {
    let mut player = player("linear", "op_count+params", size(80, 24));
    press(&mut player, "i");
    let body = areas(player.model()).unwrap().body;
    let click = Mouse {
        action: MouseAction::Click,
        x: 3,
        y: body.y + 2 + 1 + 2,
    };
    player.send(Message::Mouse(click)).unwrap();
    assert_eq!(player.model().inspection.importances.cursor, 2);
    for (width, height) in [(40, 10), (80, 24), (120, 40), (200, 60)] {
        player.send(Message::Resize(size(width, height))).unwrap();
        for ascii in [false, true] {
            assert!(
                screen_inside(player.model(), &Theme::new(!ascii, ascii)).contains("importances")
            );
        }
        press(&mut player, "q<cr>");
        assert!(screen_inside(player.model(), &Theme::new(false, true)).contains("architecture"));
        press(&mut player, "qi");
    }
}

#[test]
fn importances_are_written_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("why.csv");
    let mut player = trees(size(120, 40));
    press(&mut player, "i#<c-u>30<cr>o<c-u>");
    let text = path.to_str().unwrap().to_owned();
    player.send(Message::Paste(text)).unwrap();
    press(&mut player, "<cr>");
    let notice = player.model().notice.clone().unwrap();
    assert!(
        notice.text.starts_with("wrote the importances to"),
        "{}",
        notice.text
    );
    let written = std::fs::read_to_string(&path).unwrap();
    let mut lines = written.lines();
    assert!(
        lines
            .next()
            .unwrap()
            .starts_with("by,name,features,rows_explained,")
    );
    let found = player.model().inspection.importances.found.clone().unwrap();
    let all: usize = By::ALL.iter().map(|&by| found.weights(by).len()).sum();
    assert_eq!(lines.clone().count(), all);
    assert!(lines.any(|line| line.starts_with("feature,op_count(nor_conv_3x3),1,30,")));
}

#[test]
fn models_that_are_no_trees_are_explained_too() {
    for (model, how) in [
        ("linear", "coefficient x value"),
        ("gp", "sampled Shapley values"),
    ] {
        let mut player = player(model, "op_count", size(120, 40));
        press(&mut player, "j");
        let attributed = attributed(&player);
        assert_eq!(attributed.how.name(), how);
        let sum: f64 = attributed.attribution.contributions.iter().sum();
        let prediction = attributed.attribution.prediction;
        assert!((attributed.attribution.base + sum - prediction).abs() < 1e-9);
        let says =
            |line: &DetailLine| matches!(line, DetailLine::Heading { note, .. } if note == how);
        assert!(detail_lines(player.model()).iter().any(says));
    }
}
