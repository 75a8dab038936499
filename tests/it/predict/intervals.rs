//! Prediction intervals: what they promise and what they hold, and the level that a person types.

use grafscope_core::predict::Intervals;
use grafscope_explorer::message::Level;
use grafscope_explorer::snapshot::play::Player;

use crate::support::player::{launch, played_from, press, size};

fn intervals(player: &Player) -> &Intervals {
    player.model().training.intervals.as_ref().unwrap()
}

#[test]
fn unseen_rows_lie_inside_about_as_often_as_promised() {
    for model in ["forest", "boosting", "blend", "linear"] {
        let player = played_from(launch(model, 200), size(120, 40), "");
        let intervals = intervals(&player);
        assert_eq!(intervals.rows, 9445 - 200);
        assert_eq!(intervals.calibration_rows, 200);
        // 200 rows say where 9 of 10 lie: two standard deviations of that are 4 %.
        let coverage = intervals.coverage();
        assert!((0.85..0.95).contains(&coverage), "{model}: {coverage}");
    }
}

#[test]
fn a_typed_level_makes_other_intervals_and_columns_to_filter_by() {
    let mut player = played_from(launch("forest trees=30", 100), size(120, 40), "");
    let (inside, width) = (intervals(&player).inside, intervals(&player).width);
    press(&mut player, "%60<cr>");
    let narrow = intervals(&player).clone();
    assert_eq!(narrow.level, 0.6);
    assert!(narrow.inside < inside && narrow.width < width);
    let notice = player.model().notice.clone().unwrap();
    assert!(
        notice.text.starts_with("intervals of 60 % hold"),
        "{}",
        notice.text
    );
    press(
        &mut player,
        "/outside = 1 and canonical = 1 and in_training = 0<cr>",
    );
    let outside = player.model().arrangement.rows.len();
    assert_eq!(outside, narrow.rows - narrow.inside);
    // The filter follows a new level.
    press(&mut player, "%99%<cr>");
    assert!(player.model().arrangement.rows.len() < outside / 4);
    let table = player.model().table().unwrap();
    let value = |name, row: u32| {
        let id = table.find(name).unwrap();
        table.column(id).values.get(row as usize)
    };
    for &row in &player.model().arrangement.rows {
        let truth = value("true", row);
        assert!(truth < value("lower", row) || truth > value("upper", row));
        let half = value("upper", row) - value("predicted", row);
        assert!((value("interval", row) - half).abs() < 1e-9);
    }
}

#[test]
fn a_level_that_cannot_be_had_is_refused_with_what_it_takes() {
    let mut player = played_from(launch("forest trees=10", 16), size(120, 40), "");
    press(&mut player, "%100<cr>");
    let problem = player.model().prompt().unwrap().problem.clone().unwrap();
    assert!(
        problem.message.contains("between 0 and 100"),
        "{}",
        problem.message
    );
    press(&mut player, "<esc>%95<cr>");
    let notice = player.model().notice.clone().unwrap();
    assert_eq!(notice.level, Level::Error);
    assert!(
        notice.text.contains("take 19 training rows"),
        "{}",
        notice.text
    );
    assert!(intervals(&player).coverage().is_nan());
    let table = player.model().table().unwrap();
    let lower = table.find("lower").unwrap();
    assert!(table.column(lower).values.iter().all(f64::is_nan));
}
