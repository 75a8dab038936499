//! Several targets at once: columns, scores and keys of further targets, and which one is the main one.

use grafscope_core::bench::Source;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::model::{Launch, Model};
use grafscope_explorer::session::Session;
use grafscope_explorer::session::restore_state::{Restoring, Startup};
use grafscope_explorer::session::snapshot::SessionSnapshot;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;

use crate::support::player::{launch, notice, played_from, press, screen, size, values};
use crate::support::side_file::partly_measured;

const SIZE: Size = size(200, 60);

fn of_targets(targets: &[&str]) -> Launch {
    let (main, further) = targets.split_first().unwrap();
    Launch {
        target: Some((*main).to_owned()),
        further: further.iter().map(|&name| name.to_owned()).collect(),
        ..launch("forest trees=20", 60)
    }
}

fn of(targets: &[&str]) -> Player {
    played_from(of_targets(targets), SIZE, "")
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}

fn shown(model: &Model) -> String {
    screen(model, &Theme::new(false, true))
}

#[test]
fn a_further_target_is_predicted_as_it_is_alone() {
    let (both, alone) = (of(&["val_acc", "latency"]), of(&["latency"]));
    for (further, main) in [
        ("predicted.latency", "predicted"),
        ("error.latency", "error"),
        ("uncertainty.latency", "uncertainty"),
        ("lower.latency", "lower"),
        ("upper.latency", "upper"),
        ("scored.latency", "scored"),
        ("in_training", "in_training"),
    ] {
        let (here, there) = (values(both.model(), further), values(alone.model(), main));
        assert_eq!(bits(&here), bits(&there), "{further}");
    }
    let further = &both.model().training.further;
    let current = alone.model().training.current.as_ref().unwrap();
    assert_eq!(further.len(), 1);
    assert_eq!(further[0].scores, current.scores);
    // And the main target as it is alone.
    let main = of(&["val_acc"]);
    let predicted = |player: &Player| bits(&values(player.model(), "predicted"));
    assert_eq!(predicted(&both), predicted(&main));
}

#[test]
fn columns_of_further_targets_are_filtered_sorted_and_shown() {
    let mut player = of(&["val_acc", "latency"]);
    let text = shown(player.model());
    assert!(text.contains("tau latency 0."), "{text}");
    assert!(text.contains("prediction of latency"), "{text}");
    let predicted = values(player.model(), "predicted.latency");
    let median = {
        let mut sorted = predicted.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        sorted[sorted.len() / 2]
    };
    press(
        &mut player,
        &format!("/predicted.latency < {median} and predicted.val_acc > 0<cr>"),
    );
    let rows = &player.model().arrangement.rows;
    assert!(rows.iter().all(|&row| predicted[row as usize] < median));
    let passing = predicted.iter().filter(|value| **value < median).count();
    let scored = values(player.model(), "scored");
    let both = (predicted.iter().zip(&scored))
        .filter(|(value, scored)| **value < median && **scored > 0.0);
    assert!([passing, both.count()].contains(&rows.len()));
    // By an error, rows that the target is not scored on come last.
    press(&mut player, "\\H:sort abs(error.latency)<cr>");
    let scored = values(player.model(), "scored.latency");
    let rows = &player.model().arrangement.rows;
    let flags: Vec<bool> = rows.iter().map(|&row| scored[row as usize] > 0.0).collect();
    assert!(flags.is_sorted_by(|a, b| a >= b));
}

#[test]
fn the_next_target_becomes_the_main_one_without_being_trained_again() {
    let mut launch = of_targets(&["val_acc", "latency"]);
    launch.show_times = true;
    let mut player = played_from(launch, SIZE, "");
    let took = |player: &Player| player.model().training.current.as_ref().unwrap().took;
    let (first, further) = (took(&player), values(player.model(), "predicted.latency"));
    let accuracy = values(player.model(), "predicted");
    press(&mut player, "~");
    let model = player.model();
    let data = model.data.as_ref().unwrap();
    assert_eq!(data.opened.target_names(), ["latency", "val_acc"]);
    assert_eq!(bits(&values(model, "predicted")), bits(&further));
    assert_eq!(bits(&values(model, "predicted.val_acc")), bits(&accuracy));
    assert_eq!(values(model, "true"), values(model, "latency"));
    // A name with its target means the same whichever is the main one.
    assert_eq!(model.table().unwrap().resolve("predicted.latency"), {
        model.table().unwrap().resolve("predicted")
    });
    press(&mut player, "~");
    // Two trainings take the same time to the nanosecond only if they are one.
    assert_eq!(took(&player), first);
    // On the screen of errors too.
    press(&mut player, "e~");
    let text = shown(player.model());
    let data = player.model().data.as_ref().unwrap();
    assert_eq!(data.opened.shown_target().name, "latency");
    assert!(
        player.model().screen != grafscope_explorer::screen::Screen::Panes,
        "{text}"
    );
}

#[test]
fn columns_that_were_chosen_follow_the_main_target() {
    let mut launch = of_targets(&["val_acc", "latency"]);
    launch.view.columns = vec!["predicted.latency".to_owned(), "params".to_owned()];
    let mut player = played_from(launch, SIZE, "");
    press(&mut player, "~");
    assert_eq!(player.model().view.columns, ["predicted.val_acc", "params"]);
}

#[test]
fn further_targets_are_chosen_from_a_list() {
    let mut player = of(&["val_acc"]);
    press(&mut player, "~");
    assert!(player.model().training.further.is_empty());
    press(&mut player, "<c-t>lat<space><cr>");
    let names = |player: &Player| -> Vec<String> {
        let further = &player.model().training.further;
        further.iter().map(|of| of.target.clone()).collect()
    };
    assert_eq!(names(&player), ["latency"]);
    // Another data set keeps them; another target of it too.
    press(&mut player, "tcifar100 val_acc<cr>");
    assert_eq!(names(&player), ["latency"]);
    press(&mut player, "tcifar100 train_time<cr>");
    assert_eq!(names(&player), ["latency"]);
    press(&mut player, "<c-t>lat<space><cr>");
    assert!(names(&player).is_empty());
    let table = player.model().table().unwrap();
    assert_eq!(table.find("predicted.latency"), None);
}

#[test]
fn a_level_is_that_of_all_targets() {
    let mut player = of(&["val_acc", "latency"]);
    let width = |player: &Player| {
        let (lower, upper) = (
            values(player.model(), "lower.latency"),
            values(player.model(), "upper.latency"),
        );
        upper[0] - lower[0]
    };
    let wide = width(&player);
    press(&mut player, "%50<cr>");
    assert!(width(&player) < wide);
    assert_eq!(player.model().training.further[0].intervals.level, 0.5);
}

#[test]
fn a_feature_that_is_a_further_target_is_refused() {
    let mut launch = of_targets(&["val_acc", "latency"]);
    launch.settings.features = "graf+latency".to_owned();
    let failed = Player::start(launch, SIZE).map(|player| {
        let training = &player.model().training;
        training.failed.clone().unwrap_or_default()
    });
    let reason = failed.unwrap_or_else(|error| error.to_string());
    assert!(
        reason.contains("latency") && reason.contains("target"),
        "{reason}"
    );
}

#[test]
fn unknown_targets_and_equal_ones_are_refused() {
    for (targets, reason) in [
        (["val_acc", "val_acc"], "`val_acc` is given twice"),
        (["val_acc", "nothing"], "no target `nothing`; it has"),
    ] {
        let error = Player::start(of_targets(&targets), SIZE).err().unwrap();
        assert!(error.to_string().contains(reason), "{error}");
    }
}

#[test]
fn a_session_keeps_further_targets_and_bounds() {
    let mut player = of(&["val_acc", "latency"]);
    press(&mut player, "{params < 1<cr>");
    let session = SessionSnapshot::new(player.model()).unwrap().session();
    assert_eq!(Session::parse(&session.to_text()).unwrap(), session);
    assert_eq!(session.further_targets, Some(vec!["latency".to_owned()]));
    assert_eq!(session.bounds.as_deref(), Some("params < 1"));
    let startup = Startup {
        session: Some(Restoring {
            session: session.into(),
            told: String::new(),
        }),
        ..Startup::default()
    };
    let restored = Player::started(launch("forest trees=20", 60), startup, SIZE).unwrap();
    let model = restored.model();
    assert_eq!(model.training.further.len(), 1);
    assert_eq!(model.bounds.text, "params < 1");
    assert!(
        values(model, "feasible")
            .iter()
            .all(|of| [0.0, 1.0].contains(of))
    );
}

#[test]
fn training_rows_are_measured_in_all_targets_and_each_is_scored_on_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut launch = of_targets(&["val_acc", "edge_latency"]);
    launch.source = Source {
        targets: Some(vec!["val_acc".to_owned(), "edge_latency".to_owned()]),
        no_cache: true,
        ..Source::named(partly_measured(folder.path()).display().to_string())
    };
    let mut player = played_from(launch, SIZE, "");
    let model = player.model();
    let latency = values(model, "edge_latency");
    let in_training = values(model, "in_training");
    let trained = in_training.iter().filter(|flag| **flag > 0.0).count();
    assert_eq!(trained, 60);
    let pairs = in_training.iter().zip(&latency);
    assert!(
        pairs
            .into_iter()
            .all(|(flag, of)| *flag == 0.0 || !of.is_nan())
    );
    let main = model.training.current.as_ref().unwrap().scores.rows;
    let further = model.training.further[0].scores.rows;
    assert!(further < main, "{further} of {main}");
    let scored = values(model, "scored.edge_latency");
    assert_eq!(scored.iter().sum::<f64>() as usize, further);
    let text = shown(model);
    assert!(text.contains("rows have all targets"), "{text}");
    // The same samples whichever is the main one.
    press(&mut player, "~");
    assert_eq!(values(player.model(), "in_training"), in_training);
    assert_eq!(notice(player.model()), "");
}
