//! Bounds and the column `feasible`: a choice under constraints.

use grafscope_explorer::message::Level;
use grafscope_explorer::model::Launch;
use grafscope_explorer::snapshot::play::Player;

use crate::support::player::{launch, notice, played_from, press, size, values};

fn start(bounds: &str, further: &[&str]) -> Player {
    let launch = Launch {
        further: further.iter().map(|&name| name.to_owned()).collect(),
        bounds: bounds.to_owned(),
        ..launch("forest trees=40", 200)
    };
    played_from(launch, size(160, 40), "")
}

/// The median latency.
fn middle(player: &Player) -> f64 {
    let mut all = values(player.model(), "latency");
    all.sort_unstable_by(f64::total_cmp);
    all[all.len() / 2]
}

#[test]
fn what_is_known_without_training_holds_or_does_not() {
    let player = start("params < 0.5 and 0.1 <= params", &[]);
    let params = values(player.model(), "params");
    for (feasible, params) in values(player.model(), "feasible").iter().zip(params) {
        let holds = (0.1..0.5).contains(&params);
        assert_eq!(*feasible, f64::from(u8::from(holds)), "{params}");
    }
}

#[test]
fn a_probability_is_about_the_share_of_rows_that_keep_within_a_bound() {
    let mut player = start("", &["latency"]);
    let middle = middle(&player);
    press(&mut player, &format!("{{latency < {middle}<cr>"));
    let told = notice(player.model()).to_owned();
    assert!(told.contains("keep within latency <"), "{told}");
    let model = player.model();
    let (feasible, latency) = (values(model, "feasible"), values(model, "latency"));
    assert!(feasible.iter().all(|of| (0.0..=1.0).contains(of)));
    let scored = values(model, "scored.latency");
    let rows = (0..scored.len()).filter(|&row| scored[row] > 0.0);
    for range in [0.05..0.35, 0.35..0.65, 0.65..0.95] {
        let of: Vec<usize> = rows
            .clone()
            .filter(|&row| range.contains(&feasible[row]))
            .collect();
        let mean = of.iter().map(|&row| feasible[row]).sum::<f64>() / of.len() as f64;
        let holds = of.iter().filter(|&&row| latency[row] < middle).count();
        let share = holds as f64 / of.len() as f64;
        assert!(
            (share - mean).abs() < 0.25,
            "{range:?}: {share} of {}, not {mean}",
            of.len()
        );
    }
    // At the predicted value itself it is even.
    let predicted = values(model, "predicted.latency");
    let close = |row: &usize| (predicted[*row] - middle).abs() < 1e-9;
    assert!(
        (0..predicted.len())
            .filter(close)
            .all(|row| (feasible[row] - 0.5).abs() < 1e-3)
    );
    assert_eq!(told.split(' ').next().unwrap().replace(',', "").parse(), {
        Ok(feasible.iter().filter(|of| **of >= 0.9).count())
    });
}

#[test]
fn bounds_on_several_columns_multiply_and_follow_the_predictor() {
    let mut player = start("", &["latency"]);
    let middle = middle(&player);
    press(&mut player, &format!("{{latency < {middle}<cr>"));
    let one = values(player.model(), "feasible");
    press(
        &mut player,
        &format!("{{<c-u>latency < {middle} and params < 0.5<cr>"),
    );
    let both = values(player.model(), "feasible");
    let params = values(player.model(), "params");
    for row in 0..one.len() {
        let expected = if params[row] < 0.5 { one[row] } else { 0.0 };
        assert_eq!(both[row].to_bits(), expected.to_bits());
    }
    press(&mut player, "r");
    assert_ne!(
        values(player.model(), "feasible"),
        both,
        "another predictor"
    );
    press(&mut player, "{<c-u><cr>");
    assert_eq!(notice(player.model()), "no bounds");
    assert!(
        values(player.model(), "feasible")
            .iter()
            .all(|of| of.is_nan())
    );
}

#[test]
fn the_best_feasible_row_is_one_key_away() {
    let mut player = start("", &["latency"]);
    press(&mut player, "}");
    assert!(player.model().bounds.text.is_empty());
    let middle = middle(&player);
    press(&mut player, &format!("{{latency < {middle}<cr>}}"));
    let model = player.model();
    let (feasible, predicted) = (values(model, "feasible"), values(model, "predicted"));
    let scored = values(model, "scored");
    let allowed = |row: &usize| scored[*row] > 0.0 && feasible[*row] >= 0.9;
    let best = (0..scored.len()).filter(allowed);
    let best = best
        .max_by(|&a, &b| predicted[a].total_cmp(&predicted[b]))
        .unwrap();
    let selected = model.selected.unwrap() as usize;
    assert!(allowed(&selected));
    assert_eq!(predicted[selected].to_bits(), predicted[best].to_bits());
    assert!(
        notice(model).contains("scored feasible"),
        "{}",
        notice(model)
    );
    press(&mut player, "{<c-u>latency < 0<cr>}");
    assert_eq!(player.model().notice.as_ref().unwrap().level, Level::Error);
    // It is a column as any other.
    press(
        &mut player,
        &format!("{{<c-u>latency < {middle}<cr>/feasible >= 0.9<cr>"),
    );
    let rows = &player.model().arrangement.rows;
    assert!(!rows.is_empty());
}

#[test]
fn what_is_no_bound_is_told_while_it_is_typed() {
    let mut player = start("", &["latency"]);
    for (text, reason) in [
        ("latency = 5", "is not a bound"),
        ("latency < 5 or params < 1", "is not a bound"),
        ("latency + params < 5", "is not a bound"),
        ("latency < params", "is not a bound"),
        ("latencie < 5", "did you mean"),
        ("train_time < 5", "make it a further target"),
        ("predicted.latency < 5", "on the target itself"),
        ("predicted > 5", "on the target itself"),
        ("canonical > 0.5", "no target that is predicted"),
        ("latency < 3 and latency > 4", "no value is within"),
        ("latency < 5%", "in percent"),
        ("latency <", ""),
    ] {
        press(&mut player, &format!("{{<c-u>{text}"));
        let problem = player.model().prompt().unwrap().problem.clone();
        let message = problem.expect(text).message;
        assert!(message.contains(reason), "{text}: {message}");
        press(&mut player, "<cr>");
        assert!(player.model().prompt().is_some(), "{text}");
        press(&mut player, "<esc>");
    }
    for text in [
        "latency in 3..4",
        "val_acc >= 90% and latency < 1e9",
        "-1 < params",
    ] {
        press(&mut player, &format!("{{<c-u>{text}<cr>"));
        assert_eq!(player.model().bounds.text, text);
    }
}

#[test]
fn bounds_that_do_not_fit_another_choice_of_targets_are_left_out_and_said() {
    let mut player = start("latency < 0.02", &["latency"]);
    press(&mut player, "<c-t>lat<space><cr>");
    assert!(player.model().bounds.text.is_empty());
    assert!(
        values(player.model(), "feasible")
            .iter()
            .all(|of| of.is_nan())
    );
}
