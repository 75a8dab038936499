//! What the explorer shows before the user has chosen anything, and that a choice of the user's stays.

use std::collections::VecDeque;

use grafscope_core::bench::Better;
use grafscope_core::job::JobContext;
use grafscope_core::table::Direction;
use grafscope_explorer::automatic::state::Automatic;
use grafscope_explorer::config::LiveSettings;
use grafscope_explorer::effect::{Effect, Job};
use grafscope_explorer::input::key::keys;
use grafscope_explorer::jobs::runner::JobRunner;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::message::Message;
use grafscope_explorer::model::{Launch, Model};
use grafscope_explorer::session::Session;
use grafscope_explorer::session::restore_state::{Restoring, Startup};
use grafscope_explorer::session::snapshot::SessionSnapshot;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;
use grafscope_explorer::update::{start, update};

use crate::support::player::{launch, launch_on, press, screen, screen_inside, size};

const MEDIUM: Size = size(120, 40);

/// The explorer as the program starts it.
fn automatic() -> Launch {
    let mut launch = launch("forest trees=20", 100);
    launch.view.automatic = Automatic::ALL;
    launch
}

fn first() -> Player {
    Player::start(automatic(), MEDIUM).unwrap()
}

fn values(model: &Model, column: &str) -> Vec<f64> {
    let table = model.table().unwrap();
    let values = &table.column(table.find(column).unwrap()).values;
    let rows = model.arrangement.rows.iter();
    rows.map(|&row| values.get(row as usize)).collect()
}

fn is_descending(values: &[f64]) -> bool {
    values.windows(2).all(|pair| pair[0] >= pair[1])
}

/// The columns of features, and not what stands before and behind them.
fn features(model: &Model) -> Vec<&str> {
    let columns = model.view.columns.iter().map(String::as_str);
    columns.skip(1).take(12).collect()
}

/// Does what `effects` ask for, without the jobs that `waits` names: these are given back.
fn perform(
    model: &mut Model,
    runner: &mut JobRunner,
    effects: Vec<Effect>,
    waits: fn(&Job) -> bool,
) -> Vec<Effect> {
    let mut effects = VecDeque::from(effects);
    let mut waiting = Vec::new();
    while let Some(effect) = effects.pop_front() {
        match effect {
            Effect::Start(_, ref job) if waits(job) => waiting.push(effect),
            Effect::Start(generation, job) => {
                let mut messages = Vec::new();
                let mut early = |message| messages.push(message);
                let last = runner.perform(generation, job, &JobContext::default(), &mut early);
                messages.extend(last);
                for message in messages {
                    effects.extend(update(model, message));
                }
            }
            _ => {}
        }
    }
    waiting
}

fn trains(job: &Job) -> bool {
    matches!(job, Job::Train { .. })
}

#[test]
fn it_shows_scored_rows_best_predicted_first_and_features_that_matter() {
    for of in [size(80, 24), MEDIUM, size(200, 60)] {
        let player = Player::start(automatic(), of).unwrap();
        for (name, theme) in [
            ("", Theme::new(true, false)),
            ("_ascii", Theme::new(false, true)),
        ] {
            let name = format!("first_{}x{}{name}", of.width, of.height);
            insta::assert_snapshot!(name, screen_inside(player.model(), &theme));
        }
    }
    let player = first();
    let model = player.model();
    let scored = model.training.current.as_ref().unwrap().scores.rows;
    assert_eq!(model.arrangement.rows.len(), scored);
    assert!(is_descending(&values(model, "predicted")));
    assert_eq!(model.view.columns[0], "interval");
    let used = features(model);
    let table = model.table().unwrap();
    assert!(
        used.iter()
            .all(|name| model.used.contains(&table.find(name).unwrap()))
    );
    assert!(model.undo.is_empty(), "there is nothing to take back");
}

#[test]
fn before_predictions_the_best_are_first_and_no_row_moves_under_a_user_who_has_begun() {
    for key in [None, Some("j")] {
        let mut model = Model::started(automatic(), Startup::default(), MEDIUM);
        let mut runner = JobRunner::default();
        let effects = start(&mut model);
        let waiting = perform(&mut model, &mut runner, effects, trains);
        assert_eq!(waiting.len(), 1, "training is all that is left to do");
        assert_eq!(model.arrangement.rows.len(), 15_625);
        assert!(is_descending(&values(&model, "true")));
        let before = model.arrangement.clone();
        let effects = key.map(|key| update(&mut model, Message::Key(keys(key).unwrap()[0])));
        perform(&mut model, &mut runner, effects.unwrap_or_default(), trains);
        perform(&mut model, &mut runner, waiting, |_| false);
        assert!(model.training.current.is_some());
        if key.is_some() {
            assert_eq!(model.arrangement, before);
            assert_eq!(model.cursor.position, 1);
            let kept = SessionSnapshot::new(&model).unwrap().session();
            assert_eq!(kept.scored_only, Some(true), "the next time it is as ever");
        } else {
            assert_eq!(model.view.sort[0].0, "predicted");
            assert!(model.view.scored_only);
        }
    }
}

#[test]
fn what_is_best_follows_the_target() {
    let mut launch = launch_on("nas-bench-graph", "linear", 100);
    launch.view.automatic = Automatic::ALL;
    launch.target = Some("latency".to_owned());
    let player = Player::start(launch, MEDIUM).unwrap();
    let model = player.model();
    let better = model.data.as_ref().unwrap().opened.shown_target().better;
    assert_eq!(better, Better::Lower);
    assert_eq!(
        model.view.sort[0],
        ("predicted".to_owned(), Direction::Ascending)
    );
}

#[test]
fn columns_of_the_users_stay_and_undo_gives_the_choice_back() {
    let mut player = first();
    press(&mut player, "llllx0");
    let chosen = player.model().view.columns.clone();
    assert_eq!(chosen[0], first().model().view.columns[1]);
    assert!(!player.model().view.automatic.columns);
    press(&mut player, "=op_count<cr>r");
    assert_eq!(player.model().view.columns, chosen);
    press(&mut player, "u");
    assert!(player.model().view.automatic.columns);
    let (model, table) = (player.model(), player.model().table().unwrap());
    let first = features(model).into_iter().take(3);
    assert!(
        first
            .map(|name| table.find(name).unwrap())
            .all(|id| model.used.contains(&id))
    );
}

#[test]
fn columns_do_not_move_below_the_cursor() {
    let mut player = first();
    let before = player.model().view.columns.clone();
    press(&mut player, "lllll=op_count<cr>");
    assert_eq!(player.model().view.columns, before);
    press(&mut player, "0");
    assert_ne!(player.model().view.columns, before);
    assert_eq!(player.model().view.columns[0], before[0]);
}

#[test]
fn columns_keep_their_order_while_importances_change_little() {
    let mut player = first();
    let before = player.model().view.columns.clone();
    let place = |columns: &[String], name: &str| columns.iter().position(|of| of == name);
    press(&mut player, "+");
    let after = &player.model().view.columns;
    // Of the first features most are where they were, however the forest was drawn.
    let stay = before[1..9].iter().filter(|name| {
        let moved = place(&before, name).zip(place(after, name));
        moved.is_some_and(|(before, after)| before.abs_diff(after) <= 3)
    });
    assert!(stay.count() >= 5, "{before:?}\n{after:?}");
    assert!(player.model().training.current.is_some());
}

#[test]
fn the_signs_in_the_margin_are_explained_where_they_stand() {
    let theme = Theme::new(false, false);
    let mut player = first();
    assert!(!screen(player.model(), &theme).contains("not canonical"));
    press(&mut player, "H");
    press(&mut player, "G");
    let text = screen(player.model(), &theme);
    assert!(text.contains("· not canonical"), "{text}");
    press(&mut player, "/in_training<cr>");
    let text = screen(player.model(), &theme);
    assert!(text.contains("t trained on"), "{text}");
}

#[test]
fn a_session_keeps_that_nothing_was_chosen_and_what_was() {
    let kept = |player: &Player| {
        let session = SessionSnapshot::new(player.model()).unwrap().session();
        Session::parse(&session.to_text()).unwrap()
    };
    let restored = |session: Session, launch: Launch| {
        let startup = Startup {
            session: Some(Restoring {
                session: std::sync::Arc::new(session),
                told: "opened".to_owned(),
            }),
            ..Startup::default()
        };
        Player::started(launch, startup, MEDIUM).unwrap()
    };
    let mut player = first();
    press(&mut player, "jjj");
    let session = kept(&player);
    assert_eq!(session.settings.columns, Some(vec!["auto".to_owned()]));
    let again = restored(session, launch("forest trees=20", 100));
    assert_eq!(again.model().view, player.model().view);
    assert_eq!(again.model().selected, player.model().selected);
    press(&mut player, "xlllllxls");
    let again = restored(kept(&player), automatic());
    assert_eq!(again.model().view, player.model().view);
    assert_eq!(again.model().view.automatic, Automatic::default());
    // An order of the user's is one of all rows, as on the command line.
    let sorted = Session::parse("version = 1\n[view]\nsort = [\"params:asc\"]\n").unwrap();
    let again = restored(sorted, automatic());
    let view = &again.model().view;
    assert!(view.automatic.columns && !view.automatic.sort && !view.scored_only);
    assert_eq!(again.model().arrangement.rows.len(), 15_625);
    // Looking around is no work that would be kept in place of an earlier view.
    let (before, mut player) = (SessionSnapshot::new(first().model()).unwrap(), first());
    press(&mut player, "jjlG");
    let now = SessionSnapshot::new(player.model()).unwrap();
    assert_eq!(before.session().settings, now.session().settings);
}

#[test]
fn sorting_and_filtering_show_the_top_and_a_key_goes_back() {
    let mut player = first();
    press(&mut player, "jjjjj");
    let there = player.model().selected;
    press(&mut player, "0ls");
    let model = player.model();
    assert_eq!((model.cursor.position, model.cursor.top), (0, 0));
    assert_ne!(model.selected, there);
    press(&mut player, "'");
    assert_eq!(player.model().selected, there);
    press(&mut player, "'");
    assert_eq!(player.model().cursor.position, 0);
    for jump in ["G", "b", "I77<cr>", "w"] {
        press(&mut player, "gj");
        let there = player.model().selected;
        press(&mut player, jump);
        assert_ne!(player.model().selected, there, "{jump}");
        press(&mut player, "'");
        assert_eq!(player.model().selected, there, "{jump}");
    }
    press(&mut player, "/op_count(none) = 3<cr>");
    assert_eq!(player.model().cursor.position, 0);
    press(&mut player, "\\");
    assert_eq!(player.model().cursor.position, 0);
}

#[test]
fn what_is_not_there_to_go_back_to_is_said() {
    let mut player = first();
    press(&mut player, "'");
    let notice = |player: &Player| player.model().notice.clone().unwrap().text;
    assert_eq!(notice(&player), "no jump yet to go back from");
    press(&mut player, "j/op_count(none) = 3<cr>'");
    assert_eq!(
        notice(&player),
        "the row that the last jump left is not shown now"
    );
}

#[test]
fn a_setting_keeps_the_row() {
    let startup = Startup {
        live: LiveSettings {
            follow: true,
            ..LiveSettings::default()
        },
        ..Startup::default()
    };
    let mut player = Player::started(automatic(), startup, MEDIUM).unwrap();
    press(&mut player, "jjjjj");
    let there = player.model().selected;
    for change in ["0ls", "s", "H", "/op_count(none) <lt> 9<cr>", "r"] {
        press(&mut player, change);
        assert_eq!(player.model().selected, there, "{change}");
    }
}

#[test]
fn retraining_keeps_the_row_unless_it_is_the_first() {
    let mut player = first();
    press(&mut player, "r");
    assert_eq!(player.model().cursor.position, 0);
    press(&mut player, "jjj");
    let there = player.model().selected;
    press(&mut player, "+");
    // A row that is trained on now is not shown any more.
    if player.model().position_of(there.unwrap()).is_some() {
        assert_eq!(player.model().selected, there);
    }
}

#[test]
fn the_filter_opens_with_what_is_in_force() {
    let mut player = first();
    let text = |player: &Player| player.model().prompt().unwrap().input.value().to_owned();
    press(&mut player, "/op_count(none) = 0<cr>/");
    assert_eq!(text(&player), "op_count(none) = 0");
    press(&mut player, " and params > 1<cr>");
    assert_eq!(
        player.model().view.filter,
        "op_count(none) = 0 and params > 1"
    );
    press(&mut player, "/<up>");
    assert_eq!(
        text(&player),
        "op_count(none) = 0",
        "the one before is a step away"
    );
    press(&mut player, "<esc>/<c-u><cr>");
    assert_eq!(player.model().view.filter, "");
}

#[test]
fn a_newcomer_is_told_what_to_begin_with_until_the_first_key() {
    let startup = Startup {
        newcomer: true,
        ..Startup::default()
    };
    let theme = Theme::new(false, true);
    for (width, height) in [(80, 24), (120, 40)] {
        let of = size(width, height);
        let mut player = Player::started(automatic(), startup.clone(), of).unwrap();
        let text = screen(player.model(), &theme);
        insta::assert_snapshot!(
            format!("newcomer_{width}x{height}"),
            text.lines().last().unwrap()
        );
        press(&mut player, "j");
        assert!(!screen(player.model(), &theme).contains("New here?"));
    }
}
