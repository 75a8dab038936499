//! The view of error slices: what it says of training rows, and retraining with more of them.

use grafscope_core::diagnosis::{Finding, Slices};
use grafscope_explorer::model::Model;
use grafscope_explorer::theme::Theme;

use super::errors::{SMALL_FOREST, after, body, click, finding};
use crate::support::player::{drawn, launch, played_from, press, screen, size, text_of};

fn slices(model: &Model) -> &Slices {
    let Finding::Slices(found) = finding(model) else {
        panic!("no slices");
    };
    found
}

fn seen(model: &Model) -> String {
    screen(model, &Theme::new(false, false))
}

#[test]
fn every_slice_is_whole_at_80_by_24() {
    let mut player = played_from(launch(SMALL_FOREST, 32), size(80, 24), "e5");
    let count = slices(player.model()).slices.len();
    assert!(count > 2);
    for at in 0..count {
        let model = player.model();
        let slice = &slices(model).slices[at];
        let list = text_of(&drawn(model, &Theme::new(false, false)), body(model));
        assert!(!list.contains('…'), "{list}");
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words(&list).contains(&slice.rule), "{}: {list}", slice.rule);
        // Its advice is below.
        let advice = slice.training.to_string();
        assert!(words(&seen(model)).contains(&advice), "{advice}");
        press(&mut player, "j");
    }
}

#[test]
fn lift_and_what_is_left_out_are_on_the_screen() {
    let player = after("e5");
    let found = slices(player.model());
    let text = seen(player.model());
    let all = found.slices.len() + found.left_out;
    let left_out = format!("{} of {all} regions left out: lift <= 1", found.left_out);
    assert!(found.left_out > 0 && text.contains(&left_out), "{text}");
    let lines: Vec<&str> = text.lines().collect();
    let head = lines
        .iter()
        .position(|line| line.starts_with(" lift  share"));
    let first = format!("{:>5.1} ", found.slices[0].lift);
    assert!(lines[head.unwrap() + 1].starts_with(&first), "{text}");
}

#[test]
fn a_slice_is_retrained_with_more_of_its_rows() {
    let mut player = after("e5");
    let trained = player.model().training.current.clone();
    press(&mut player, "R");
    let text = seen(player.model());
    let mae = format!(
        "MAE {:.2} → ",
        slices(player.model()).slices[0].held_out.mae
    );
    assert!(
        text.contains(&format!("+10 training rows: {mae}")),
        "{text}"
    );
    assert!(
        text.contains(", τ ") && text.contains("on the same rows"),
        "{text}"
    );
    assert_eq!(player.model().training.current, trained);
    // It stays with its slice, and goes with the predictor.
    press(&mut player, "lll+jR");
    let text = seen(player.model());
    assert!(text.contains("+20 training rows: MAE "), "{text}");
    assert!(!text.contains("+10 training rows"), "{text}");
    press(&mut player, "r");
    assert!(!seen(player.model()).contains("training rows: MAE"));
}

#[test]
fn without_a_slice_there_is_nothing_to_retrain_with() {
    let mut player = after("/op_count(none) > 99<cr>e5R");
    let notice = player.model().notice.clone().unwrap();
    assert_eq!(notice.text, "there is no slice under the cursor");
    press(&mut player, "1R");
    assert!(!seen(player.model()).contains("training rows: MAE"));
}

#[test]
fn a_click_on_the_rule_of_a_slice_selects_it() {
    let mut player = after("e5");
    let area = body(player.model());
    // Three lines of head, two of the first slice, figures and rule of the second.
    click(&mut player, area.x + 9, area.y + 3 + 2 + 1);
    assert_eq!(player.model().inspection.errors.slices.cursor, 1);
}
