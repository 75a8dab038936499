//! Derived columns in the explorer: typed, shown, followed, kept, removed.

use std::sync::Arc;

use grafscope_core::table::Direction;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::message::Level;
use grafscope_explorer::model::Launch;
use grafscope_explorer::session::Session;
use grafscope_explorer::session::restore_state::{Restoring, Startup};
use grafscope_explorer::session::snapshot::SessionSnapshot;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;

use crate::support::player::{launch, played_from, press, screen, size, values};

const SIZE: Size = size(120, 40);

fn small() -> Launch {
    launch("linear", 60)
}

fn after(text: &str) -> Player {
    played_from(small(), SIZE, text)
}

fn problem(player: &Player) -> String {
    let prompt = player.model().prompt().expect("a prompt");
    let problem = prompt.problem.as_ref().expect("a problem");
    problem.message.clone()
}

/// The session of `player`, through its text.
fn kept(player: &Player) -> Session {
    let session = SessionSnapshot::new(player.model()).unwrap().session();
    assert_eq!(Session::parse(&session.to_text()).unwrap(), session);
    session
}

#[test]
fn a_derived_column_is_shown_under_the_cursor_and_can_be_sorted_by_and_filtered_for() {
    let mut player = after("dgap = val_acc - predicted<cr>");
    let model = player.model();
    assert!(model.prompt().is_none());
    assert!(screen(model, &Theme::new(false, true)).contains("gap"));
    let (gap, error) = (values(model, "gap"), values(model, "error"));
    assert!(gap.iter().zip(&error).all(|(gap, error)| *gap == -error));
    press(&mut player, "s");
    let model = player.model();
    assert_eq!(model.view.sort, [("gap".to_owned(), Direction::Descending)]);
    let first = model.row_at(0).unwrap() as usize;
    let most = gap.iter().copied().fold(f64::MIN, f64::max);
    assert_eq!(gap[first], most);
    press(&mut player, "/gap > 2<cr>");
    let passing = gap.iter().filter(|gap| **gap > 2.0).count();
    assert_eq!(player.model().arrangement.rows.len(), passing);
}

#[test]
fn it_follows_the_predictor_and_the_target() {
    let mut player = after("dgap = abs(true - predicted)<cr>s");
    let before = values(player.model(), "gap");
    press(&mut player, "r");
    let model = player.model();
    let (gap, size) = (values(model, "gap"), values(model, "abs_error"));
    assert_ne!(gap, before);
    assert_eq!(gap, size);
    // The rows are in the order of the new values.
    let rows = model.arrangement.rows.iter();
    let sorted: Vec<f64> = rows.map(|&row| gap[row as usize]).collect();
    assert!(sorted.windows(2).all(|pair| pair[0] >= pair[1]));
    press(&mut player, "tcifar100<cr>");
    let model = player.model();
    let data = model.data.as_ref().unwrap();
    assert_eq!(data.opened.shown_dataset().name, "cifar100");
    assert_eq!(values(model, "gap"), values(model, "abs_error"));
    assert_ne!(values(model, "gap"), gap);
}

#[test]
fn marks_are_followed_as_well() {
    let mut player = after("dmine = marked and canonical<cr>");
    assert_eq!(values(player.model(), "mine").iter().sum::<f64>(), 0.0);
    press(&mut player, "T");
    let canonical = values(player.model(), "canonical").iter().sum::<f64>();
    assert_eq!(
        values(player.model(), "mine").iter().sum::<f64>(),
        canonical
    );
}

#[test]
fn a_fault_is_shown_while_it_is_typed_and_stays_with_the_line() {
    let mut player = after("dgap = val_acc - eror<cr>");
    assert!(problem(&player).contains("did you mean `error`"));
    press(&mut player, "<esc>dval_acc = error<cr>");
    assert!(problem(&player).contains("choose another name"));
    press(&mut player, "<esc>dgap = error<cr>dgap = error * 2<cr>");
    assert!(problem(&player).contains("`gap =` removes it"));
}

#[test]
fn the_palette_derives_too_and_shows_what_is_wrong() {
    let mut player = after(":derive gap = val_acc - predicted<cr>");
    assert!(player.model().table().unwrap().find("gap").is_some());
    press(&mut player, ":derive x = gapp<cr>");
    assert!(problem(&player).contains("did you mean `gap`"));
    press(&mut player, "<esc>:derive gap =<cr>");
    assert!(player.model().table().unwrap().find("gap").is_none());
}

#[test]
fn what_is_used_is_not_removed() {
    let mut player = after("dwide = op_count(c3) * 2<cr>dwider = wide + 1<cr>dwide =<cr>");
    assert!(problem(&player).contains("`wider` is derived from `wide`"));
    press(&mut player, "<esc>/wider > 3<cr>dwider =<cr>");
    assert!(problem(&player).contains("the filter uses `wider`"));
    press(&mut player, "<esc>\\=graf+wider<cr>dwider =<cr>");
    assert!(problem(&player).contains("the predictor uses `wider`"));
    press(&mut player, "<esc>=graf<cr>s");
    assert_eq!(player.model().view.sort[0].0, "wider");
    press(&mut player, "dwider =<cr>");
    let model = player.model();
    assert!(model.table().unwrap().find("wider").is_none());
    assert!(model.view.sort.is_empty());
    assert!(!model.view.columns.contains(&"wider".to_owned()));
    press(&mut player, "uuuuuu");
    assert_eq!(player.model().arrangement.rows.len(), 15_625);
    press(&mut player, "dnone =<cr>");
    assert!(problem(&player).contains("these are: wide"));
}

#[test]
fn a_column_with_the_error_in_it_is_refused_as_a_feature() {
    let mut player = after("dgap = val_acc - predicted<cr>=graf+gap<cr>");
    let why = problem(&player);
    assert!(
        why.contains("`gap` cannot be a feature: it is derived from"),
        "{why}"
    );
    press(
        &mut player,
        "<esc>dwide = op_count(c3) * op_count(c1)<cr>=graf+wide<cr>",
    );
    let model = player.model();
    assert!(model.prompt().is_none());
    let trained = model.training.current.as_ref().unwrap();
    assert_eq!(trained.n_features, 192);
}

#[test]
fn sessions_keep_them() {
    let player = after("dgap = val_acc - predicted<cr>s/gap > 1<cr>");
    let rows = Arc::clone(&player.model().arrangement);
    let session = kept(&player);
    assert_eq!(
        session.derived,
        Some(vec!["gap = val_acc - predicted".to_owned()])
    );
    let startup = |session: Session| Startup {
        session: Some(Restoring {
            session: Arc::new(session),
            told: "opened".to_owned(),
        }),
        ..Startup::default()
    };
    let launch = |session: &Session| {
        let mut launch = small();
        launch.source = session.source(&launch.source);
        launch
    };
    let again = Player::started(launch(&session), startup(session.clone()), SIZE).unwrap();
    assert_eq!(again.model().arrangement, rows);
    // What cannot be derived is left out and said.
    let other = Session {
        derived: Some(vec!["gap = lost - predicted".to_owned()]),
        filter: None,
        ..session
    };
    let again = Player::started(launch(&other), startup(other), SIZE).unwrap();
    let notice = again.model().notice.clone().unwrap();
    assert_eq!(notice.level, Level::Error);
    assert!(
        notice.text.contains("gap = lost - predicted"),
        "{}",
        notice.text
    );
}

#[test]
fn what_the_command_line_derives_is_there_from_the_start() {
    let mut launch = small();
    launch.source.derived = vec!["gap = val_acc - predicted".to_owned()];
    launch.view.filter = "gap > 1".to_owned();
    let player = Player::start(launch, SIZE).unwrap();
    let model = player.model();
    let gap = values(model, "gap");
    let passing = gap.iter().filter(|gap| **gap > 1.0).count();
    assert_eq!(model.arrangement.rows.len(), passing);
    assert_eq!(model.view.columns[0], "gap");
    let mut launch = small();
    launch.source.derived = vec!["gap = val_acc - predictd".to_owned()];
    let error = Player::start(launch, SIZE).err().unwrap().to_string();
    assert!(
        error.contains("--derive") && error.contains("did you mean one of `predicted`"),
        "{error}"
    );
}

#[test]
fn a_predictor_on_a_later_one_is_retrained_when_an_earlier_one_is_removed() {
    let mut player = after("done = op_count(c3) * 2<cr>dtwo = op_count(c1) * op_count(c3)<cr>");
    press(&mut player, "=graf+two<cr>");
    let before = player.model().training.current.clone().unwrap();
    press(&mut player, "done =<cr>");
    let model = player.model();
    let trained = model.training.current.as_ref().unwrap();
    assert_eq!(trained.scores, before.scores);
    let two = model.table().unwrap().find("two").unwrap();
    assert!(model.used.contains(&two));
    let attributed = model.attributed().unwrap();
    assert!(attributed.columns.contains(&Some(two)));
}
