//! Finding architectures as one types.

use grafscope_explorer::effect::{Effect, Job};
use grafscope_explorer::message::{Level, Message};
use grafscope_explorer::model::Model;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;

use crate::support::player::{
    launch, notice_and_level, played_from, press, press_only, screen, size,
};

fn start() -> Player {
    played_from(launch("tree", 100), size(120, 40), "")
}

fn place(model: &Model) -> String {
    let prompt = model.prompt().unwrap();
    (prompt.spec.count.unwrap())(model, prompt).unwrap_or_default()
}

#[test]
fn the_first_match_is_shown_while_one_types() {
    let mut player = start();
    press(&mut player, "jjj");
    let begun = player.model().cursor;
    press(&mut player, "F41");
    let many = player.model().found.shown();
    assert!(many > 1_250, "{many}");
    press(&mut player, "0242");
    assert_eq!(player.model().found.shown(), 1);
    assert_eq!(place(player.model()), "1/1");
    assert_ne!(player.model().cursor, begun);
    assert!(screen(player.model(), &Theme::new(false, false)).contains("1/1"));
    press(&mut player, "<bs><bs><bs><bs>");
    assert_eq!(player.model().found.shown(), many);
    assert!(place(player.model()).ends_with(&grouped(many)));
    press(&mut player, "<esc>");
    assert_eq!(player.model().cursor, begun);
    assert!(player.model().found.rows.is_empty());
}

#[test]
fn matches_are_numbered_in_the_order_shown() {
    let mut player = start();
    press(&mut player, "Fc3~0 c3~0 c3~0<cr>");
    assert_eq!(
        notice_and_level(player.model()),
        ("match 1/125", Level::Info)
    );
    press(&mut player, "nn");
    assert_eq!(notice_and_level(player.model()).0, "match 3/125");
    press(&mut player, "NNN");
    assert_eq!(notice_and_level(player.model()).0, "match 125/125");
    // Sorted, they have other places; filtered, some are not shown.
    press(&mut player, "ls");
    press(&mut player, "/true > 90<cr>n");
    let (text, level) = notice_and_level(player.model());
    assert!(
        level == Level::Info && text.contains("more are not shown"),
        "{text}"
    );
    press(&mut player, "/<c-u>true < 20<cr>n");
    assert_eq!(
        notice_and_level(player.model()),
        ("125 found, none of them among the rows shown", Level::Error)
    );
}

#[test]
fn an_earlier_search_comes_back_when_a_new_one_is_given_up() {
    let mut player = start();
    press(&mut player, "F4444<cr>");
    let found = player.model().found.rows.clone();
    press(&mut player, "F000<esc>");
    assert_eq!(player.model().found.rows, found);
    press(&mut player, "Fnowhere<cr>");
    assert_eq!(notice_and_level(player.model()).1, Level::Error);
    press(&mut player, "F<cr>");
    assert!(player.model().prompt().is_none());
}

#[test]
fn what_is_pasted_is_gone_to_again() {
    let mut player = start();
    for text in ["[4, 0, 3, 1, 4, 3]", "4 0 3 1 4 3", "[4, 0, 3, 1, 4, 3]"] {
        press(&mut player, "g");
        player.send(Message::Paste(text.to_owned())).unwrap();
        press(&mut player, "y");
        assert_eq!(notice_and_level(player.model()).0, "copied 410242");
    }
}

#[test]
fn nothing_is_searched_on_the_thread_that_draws() {
    let player = start();
    let mut model = player.model().clone();
    let effects = press_only(&mut model, "Fc3~0");
    let searches = effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Start(_, Job::Find(_))));
    assert_eq!(searches.count(), 4, "a job for each letter");
    assert!(model.found.rows.is_empty());
}

#[test]
fn the_screen_says_which_match_it_is() {
    let mut player = start();
    press(&mut player, "Fc3~0 none~1");
    for (width, height) in [(80, 24), (120, 40)] {
        player.send(Message::Resize(size(width, height))).unwrap();
        let shown = screen(player.model(), &Theme::new(false, false));
        let bottom: Vec<_> = shown.lines().rev().take(4).collect();
        let place = format!("1/{}", grouped(player.model().found.shown()));
        assert!(bottom.iter().any(|line| line.ends_with(&place)), "{shown}");
    }
}

fn grouped(number: usize) -> String {
    match number {
        ..1_000 => number.to_string(),
        _ => format!("{},{:03}", number / 1_000, number % 1_000),
    }
}
