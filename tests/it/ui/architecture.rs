//! The screen of one architecture: edits and neighbours, from the keyboard.

use std::sync::LazyLock;

use grafscope_explorer::architecture::edit::state::{AroundOrder, Editing};
use grafscope_explorer::architecture::neighbours::state::NearbyList;
use grafscope_explorer::architecture::state::ArchitectureView;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::model::Model;
use grafscope_explorer::screen::Screen;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;

use crate::support::player::{drawn, launch, launch_on, played_from, press, screen_inside, size};

const SMALL_FOREST: &str = "forest trees=4";
const SIZES: [Size; 3] = [size(80, 24), size(120, 40), size(40, 10)];

/// The explorer after these keys, all work done.
fn played(text: &str) -> Player {
    played_from(launch(SMALL_FOREST, 32), SIZES[1], text)
}

fn edit(player: &Player) -> &Editing {
    &player.model().inspection.architecture.edit
}

fn now(player: &Player) -> String {
    let bench = &player.model().data.as_ref().unwrap().opened.bench;
    bench.space.print(edit(player).now.as_ref().unwrap(), 0)
}

fn selected(player: &Player) -> String {
    let model = player.model();
    let bench = &model.data.as_ref().unwrap().opened.bench;
    bench
        .space
        .print(&bench.archs[model.selected.unwrap() as usize], 0)
}

fn view(player: &Player) -> ArchitectureView {
    player.model().inspection.architecture.view
}

#[test]
fn an_edge_is_chosen_changed_and_taken_back() {
    let mut player = played("b<cr><tab>");
    let model = player.model();
    assert_eq!(model.screen, Screen::Architecture);
    assert_eq!(view(&player), ArchitectureView::Edit);
    let first = now(&player);
    assert_eq!(first, "(2, 2, 0, 2, 2, 3)");
    // The second edge: its operations go round, and each is looked up at once.
    press(&mut player, "lj");
    assert_eq!(now(&player), "(2, 4, 0, 2, 2, 3)");
    let of = edit(&player).fresh().unwrap();
    assert!(of.centre.row.is_some() && !of.centre.truth.is_nan());
    assert!(!of.changes.is_empty());
    press(&mut player, "jj");
    assert_eq!(now(&player), "(2, 0, 0, 2, 2, 3)");
    press(&mut player, "k");
    assert_eq!(now(&player), "(2, 1, 0, 2, 2, 3)");
    press(&mut player, "hj");
    assert_eq!(now(&player), "(4, 1, 0, 2, 2, 3)");
    press(&mut player, "uu");
    assert_eq!(now(&player), "(2, 0, 0, 2, 2, 3)");
    press(&mut player, "U");
    assert_eq!(now(&player), "(2, 1, 0, 2, 2, 3)");
    press(&mut player, "0");
    assert!(!edit(&player).is_edited());
    press(&mut player, "u");
    assert_eq!(now(&player), "(2, 1, 0, 2, 2, 3)");
    assert_eq!(selected(&player), first, "the table stays where it was");
    assert_eq!(player.model().screen, Screen::Architecture);
}

#[test]
fn an_edit_from_the_list_is_made_and_selected_in_the_table() {
    let mut player = played("b<cr><tab>nn");
    let wanted = edit(&player).around().unwrap().evaluated_edits.clone();
    press(&mut player, "e");
    assert_eq!(edit(&player).now.as_ref(), Some(&wanted.arch));
    assert_eq!(edit(&player).fresh().unwrap().centre.row, wanted.row);
    press(&mut player, "<cr>");
    let model = player.model();
    assert_eq!(
        (model.screen, model.selected),
        (Screen::Architecture, wanted.row)
    );
    assert!(!edit(&player).is_edited(), "it starts over from there");
    press(&mut player, "<cr>");
    assert_eq!(player.model().screen, Screen::Panes);
    assert_eq!(player.model().selected, wanted.row);
}

#[test]
fn what_the_filter_hides_is_not_gone_to() {
    let mut player = played("/op_count(c3) = 4<cr>b<cr><tab>lj<cr>");
    let model = player.model();
    assert_eq!(model.screen, Screen::Architecture);
    assert!(model.notice.as_ref().unwrap().text.contains("filter"));
    press(&mut player, "<esc>");
    assert_eq!(player.model().screen, Screen::Panes);
}

#[test]
fn the_list_is_sorted_by_each_figure() {
    let mut player = played("b<cr><tab>");
    let figures = |player: &Player| -> Vec<f64> {
        let edit = edit(player);
        let around = &edit.fresh().unwrap().around;
        let figure = |&at: &usize| match edit.order {
            AroundOrder::Change => at as f64,
            AroundOrder::Predicted => around[at].evaluated_edits.predicted,
            AroundOrder::True => around[at].evaluated_edits.truth,
            AroundOrder::Error => around[at].evaluated_edits.error(),
        };
        edit.shown.iter().map(figure).collect()
    };
    for order in [
        AroundOrder::Predicted,
        AroundOrder::True,
        AroundOrder::Error,
        AroundOrder::Change,
    ] {
        assert_eq!(edit(&player).order, order);
        let down = figures(&player);
        assert!(down.is_sorted_by(|a, b| a >= b), "{order:?}: {down:?}");
        press(&mut player, "S");
        assert!(figures(&player).is_sorted());
        press(&mut player, "Ss");
    }
}

#[test]
fn going_from_row_to_row_begins_anew() {
    let mut player = played("<cr><tab>lj");
    let first = selected(&player);
    assert!(edit(&player).is_edited());
    press(&mut player, "J");
    assert_eq!(player.model().cursor.position, 1);
    assert!(!edit(&player).is_edited() && edit(&player).undo.is_empty());
    assert_eq!(now(&player), selected(&player));
    assert_eq!(
        edit(&player).edit_slot,
        1,
        "the same edge is under the cursor"
    );
    press(&mut player, "[");
    assert_eq!(selected(&player), first);
}

#[test]
fn keys_of_another_view_do_nothing_to_the_table() {
    let mut player = played("sh<cr>");
    let keyed = player.model().view.clone();
    press(&mut player, "uU0esSnN");
    assert_eq!(player.model().screen, Screen::Architecture);
    assert_eq!(player.model().view, keyed);
    press(&mut player, "<tab><tab>uU0esS");
    assert_eq!(player.model().view, keyed);
    assert_eq!(player.model().screen, Screen::Architecture);
}

#[test]
fn neighbours_are_gone_to_with_the_screen_open() {
    let mut player = played("b<cr><tab><tab>jj");
    let nearby = |player: &Player| player.model().inspection.architecture.nearby.clone();
    let of = nearby(&player);
    assert_eq!((of.list, of.cursor), (NearbyList::Nearest, 2));
    let row = of.rows(NearbyList::Nearest)[2].0;
    press(&mut player, "<cr>");
    assert_eq!(player.model().selected, Some(row));
    assert_eq!(player.model().screen, Screen::Architecture);
    assert_eq!(nearby(&player).found.unwrap().row, row);
    press(&mut player, "l");
    let made_of = nearby(&player).chosen().unwrap();
    let trained_model = player.model().training.trained_model.clone().unwrap();
    assert!(trained_model.rows().contains(&made_of));
    press(&mut player, "<cr>");
    assert_eq!(player.model().selected, Some(made_of));
}

#[test]
fn another_predictor_is_asked_anew() {
    let mut player = played("b<cr><tab>");
    let before = edit(&player).fresh().unwrap().centre.predicted;
    press(&mut player, "<esc>r<cr>");
    let after = edit(&player).fresh().unwrap().centre.predicted;
    assert!(before != after || before.is_nan());
    let data = player.model().data.as_ref().unwrap();
    let predicted = data.table.find("predicted").unwrap();
    assert_eq!(
        after,
        data.value(predicted, player.model().selected.unwrap())
    );
}

#[test]
fn a_space_without_predictions_can_be_edited_too() {
    for space in ["tnb101_macro", "nas_bench_macro", "nas_bench_graph"] {
        let mut player = Player::start(launch_on(space, SMALL_FOREST, 32), SIZES[1]).unwrap();
        press(&mut player, "<cr><tab>ljn");
        let of = edit(&player).fresh().unwrap();
        assert!(
            of.centre.row.is_some() && of.centre.predicted.is_nan(),
            "{space}"
        );
        assert!(!of.around.is_empty() && of.local_ranking.held_out == 0);
        press(&mut player, "<tab>j<cr>");
        let _ = drawn(player.model(), &Theme::new(true, false));
    }
}

static SCENES: LazyLock<Vec<(&str, Model)>> = LazyLock::new(|| {
    let scene = |text| played(text).model().clone();
    vec![
        ("edit", scene("b<cr><tab>l")),
        ("edited", scene("b<cr><tab>ljnn")),
        ("neighbours", scene("b<cr><tab><tab>j")),
    ]
});

#[test]
fn the_screen_reads_well_at_each_size() {
    for (name, model) in &*SCENES {
        for size in SIZES {
            let mut model = model.clone();
            model.size = size;
            let name = format!("architecture_{name}_{}x{}", size.width, size.height);
            insta::assert_snapshot!(name, screen_inside(&model, &Theme::new(true, false)));
        }
    }
}

#[test]
fn it_is_drawn_in_ascii_and_at_any_size() {
    for (name, model) in &*SCENES {
        for (width, height) in [
            (0, 0),
            (1, 1),
            (40, 10),
            (41, 11),
            (96, 12),
            (400, 12),
            (40, 90),
        ] {
            let mut model = model.clone();
            model.size = size(width, height);
            let ascii = drawn(&model, &Theme::new(true, true));
            let other = ascii.content.iter().find(|cell| !cell.symbol().is_ascii());
            assert!(other.is_none(), "{name} {width}x{height}: {other:?}");
        }
    }
}
