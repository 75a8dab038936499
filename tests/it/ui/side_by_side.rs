//! The marked architectures side by side.

use std::path::Path;

use grafscope_explorer::effect::{Effect, Job};
use grafscope_explorer::input::key::keys;
use grafscope_explorer::layout::area::{Area, Size};
use grafscope_explorer::message::Message;
use grafscope_explorer::model::Model;
use grafscope_explorer::screen::Screen;
use grafscope_explorer::side_by_side::lines::{Comparison, compare};
use grafscope_explorer::side_by_side::page::{SidePage, SideRow};
use grafscope_explorer::side_by_side::state::{MOST, compared_rows};
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;
use grafscope_explorer::update::update;

use crate::support::player::{launch, played_from, press, press_only, screen, size};

const SMALL: Size = size(80, 24);

/// With the best three architectures marked, by the true value.
const MARKED: &str = "ls<space><space><space>";

fn marked(size: Size) -> Player {
    played_from(launch("forest trees=10", 60), size, MARKED)
}

fn compared(model: &Model) -> Comparison {
    compare(model, &compared_rows(model)).unwrap()
}

fn page(model: &Model) -> SidePage {
    let Size { width, height } = model.size;
    let body = Area {
        width,
        height: height - 3,
        ..Area::default()
    };
    SidePage::new(model, body).unwrap()
}

fn text(player: &Player) -> String {
    screen(player.model(), &Theme::new(false, true))
}

#[test]
fn two_fit_into_80_columns_and_the_others_are_scrolled_to() {
    let mut player = marked(SMALL);
    press(&mut player, "a");
    assert_eq!(player.model().screen, Screen::SideBySide);
    assert_eq!(page(player.model()).shown, 0..2);
    let shown = text(&player);
    for said in [
        "3 marked architectures, 1 to 2 shown",
        "true",
        "pred",
        "error",
    ] {
        assert!(shown.contains(said), "{said}:\n{shown}");
    }
    press(&mut player, "lll");
    assert_eq!(page(player.model()).shown, 1..3);
    press(&mut player, "h");
    assert_eq!(page(player.model()).shown, 0..2);
    press(&mut player, "G");
    let model = player.model();
    let page = page(model);
    assert_eq!(model.inspection.side_by_side.scroll, page.last_scroll());
    assert!(page.last_scroll() > 0);
    press(&mut player, "a");
    assert_eq!(player.model().screen, Screen::Panes);
}

#[test]
fn four_fit_into_200_columns() {
    let mut player = marked(size(200, 60));
    press(&mut player, "<space>a");
    assert_eq!(page(player.model()).shown, 0..4);
    assert!(text(&player).contains("4 marked architectures:"));
}

#[test]
fn fewer_than_two_are_not_compared() {
    let mut player = played_from(launch("linear", 60), SMALL, "a");
    assert_eq!(player.model().screen, Screen::Panes);
    let notice = player.model().notice.clone().unwrap();
    assert!(notice.text.contains("mark two or more"), "{}", notice.text);
    press(&mut player, "Ta");
    let compared = compared_rows(player.model());
    assert_eq!(compared.len(), MOST);
    assert!(text(&player).contains("first 16 of 15,625 marked"));
}

#[test]
fn features_that_differ_are_sorted_by_the_difference_of_their_shap_values() {
    let mut player = marked(SMALL);
    press(&mut player, "a");
    let model = player.model();
    let compared = compared(model);
    assert_eq!(compared.explained, 3);
    let range = |shap: &[f64]| {
        let most = shap.iter().copied().fold(f64::MIN, f64::max);
        most - shap.iter().copied().fold(f64::MAX, f64::min)
    };
    let features = compared.features.iter().filter(|of| of.column.is_some());
    let features: Vec<_> = features.collect();
    assert!(!features.is_empty());
    for of in &features {
        assert!(
            of.values.iter().any(|value| *value != of.values[0]),
            "{}",
            of.label
        );
    }
    let sorted = features
        .windows(2)
        .all(|pair| range(&pair[0].shap) >= range(&pair[1].shap));
    assert!(sorted);
    // With the sum of all others they are the whole difference of the predictions.
    let sum = |at: usize| compared.features.iter().map(|of| of.shap[at]).sum::<f64>();
    let predicted = compared
        .figures
        .iter()
        .find(|of| of.label == "pred")
        .unwrap();
    let in_training = model.table().unwrap().find("in_training").unwrap();
    let data = model.data.as_ref().unwrap();
    let rows = compared_rows(model);
    if rows.iter().all(|&row| data.value(in_training, row) == 0.0) {
        let difference = predicted.values[1] - predicted.values[0];
        assert!((sum(1) - sum(0) - difference).abs() < 1e-6);
    }
}

#[test]
fn until_shap_values_are_there_the_figures_and_features_are() {
    let mut model = marked(SMALL).model().clone();
    let effects = press_only(&mut model, "a");
    let jobs = effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Start(_, Job::Attribute(_))));
    assert_eq!(jobs.count(), 1, "one after the other");
    assert_eq!(compared(&model).explained, 0);
    let shown = screen(&model, &Theme::new(false, true));
    let lines = page(&model).lines;
    assert!(
        lines
            .iter()
            .any(|row| matches!(row, SideRow::Line(of) if of.label == "true"))
    );
    assert!(!compared(&model).features.is_empty());
    assert!(shown.contains("true"), "{shown}");
}

#[test]
fn they_follow_the_predictor_and_the_panes_get_theirs_back() {
    let mut player = marked(size(120, 40));
    press(&mut player, "a<esc>");
    let attributed = player.model().attributed().expect("of the selected row");
    assert_eq!(Some(attributed.row), player.model().selected);
    press(&mut player, "ra");
    assert_eq!(compared(player.model()).explained, 3);
}

#[test]
fn the_comparison_is_copied_and_written() {
    let mut player = marked(SMALL);
    press(&mut player, "a");
    let mut model = player.model().clone();
    let effects: Vec<Effect> = (keys("y").unwrap().into_iter())
        .flat_map(|key| update(&mut model, Message::Key(key)))
        .collect();
    let [Effect::Copy(copied)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    let head: Vec<&str> = copied.lines().next().unwrap().split('\t').collect();
    assert_eq!((head[0], head.len()), ("name", 7));
    assert_eq!(head[4], format!("shap({})", head[1]));
    assert!(copied.lines().any(|line| line.starts_with("predicted\t")));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("side.csv");
    write(&mut player, &path);
    let mut reader = csv::Reader::from_path(&path).unwrap();
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len() + 1, copied.lines().count());
    assert_eq!(&records[0][0], "true");
    write(&mut player, &path);
    let notice = player.model().notice.clone().unwrap();
    assert!(notice.text.contains("exists already"), "{}", notice.text);
}

fn write(player: &mut Player, path: &Path) {
    press(player, &format!("o<c-u>{}<cr>", path.display()));
}
