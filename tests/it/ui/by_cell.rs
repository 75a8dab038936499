//! Going to a column by name, and filters made of the value under the cursor.

use grafscope_core::filter::{Program, has_encoding};
use grafscope_core::job::JobContext;
use grafscope_core::table::Direction;
use grafscope_explorer::layout::areas::areas;
use grafscope_explorer::model::Model;
use grafscope_explorer::overlay::Overlay;
use grafscope_explorer::screen::Screen;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::table::grid::{Shown, grid, shown_columns};
use grafscope_explorer::theme::Theme;

use crate::support::player::{cursor_column, launch, notice, played_from, press, screen, size};
use crate::support::synthetic;

fn start(columns: &[&str]) -> Player {
    let mut launch = launch("tree", 100);
    launch.view.columns = columns.iter().map(|&name| name.to_owned()).collect();
    played_from(launch, size(80, 24), "")
}

fn is_in_sight(model: &Model) -> bool {
    let width = areas(model).unwrap().table.width;
    let columns = grid(model, width).columns;
    columns
        .iter()
        .any(|column| column.place == model.cursor.column)
}

/// The row under the cursor, and what it has in the column under it.
fn cell(model: &Model) -> (u32, f64) {
    let row = model.selected.unwrap();
    let Shown::Column(id) = shown_columns(model)[model.cursor.column] else {
        panic!("an encoding is no number");
    };
    (
        row,
        model.table().unwrap().column(id).values.get(row as usize),
    )
}

#[test]
fn a_column_is_gone_to_by_letters_names_and_headers() {
    let mut player = start(&["params", "flops"]);
    for (typed, name) in [
        ("flops", "flops"),
        ("countc3", "op_count(nor_conv_3x3)"),
        ("rank.err", "rank_error"),
        (
            "min_path_len( c3 , skip )",
            "min_path_len(skip_connect,nor_conv_3x3)",
        ),
        ("pred", "predicted"),
        ("arch", "arch"),
    ] {
        press(&mut player, &format!(";{typed}<cr>"));
        let model = player.model();
        let found = cursor_column(model);
        let table = model.table().unwrap();
        if name == "arch" {
            assert_eq!(found, name);
        } else {
            assert_eq!(
                table.resolve(&found).unwrap(),
                table.resolve(name).unwrap(),
                "{typed}"
            );
        }
        assert!(is_in_sight(model), "{typed}");
    }
}

#[test]
fn the_list_opens_on_the_current_column() {
    let mut player = start(&["params", "flops"]);
    press(&mut player, "$;");
    let Some(Overlay::List(list)) = &player.model().overlay else {
        panic!("no list");
    };
    let chosen: Vec<_> = list.items.iter().filter(|item| item.chosen).collect();
    assert_eq!(chosen.len(), 1);
    assert_eq!(chosen[0].label, "flops");
    press(&mut player, "<cr>");
    assert_eq!(cursor_column(player.model()), "flops");
    assert_eq!(player.model().view.columns, ["params", "flops"]);
}

#[test]
fn a_new_column_comes_beside_the_cursor_and_into_sight() {
    let many = [
        "params",
        "flops",
        "rank_true",
        "rank_predicted",
        "uncertainty",
        "lower",
        "upper",
    ];
    for (keys, place) in [("0", 0), ("ll", 0), ("llll", 1), ("lllll", 2), ("$", 7)] {
        let mut player = start(&many);
        press(&mut player, &format!("{keys};canonical<cr>"));
        let model = player.model();
        assert_eq!(model.view.columns[place], "canonical", "{keys}");
        assert_eq!(model.view.columns.len(), 8);
        assert_eq!(cursor_column(model), "canonical");
        assert!(is_in_sight(model), "{keys}");
        press(&mut player, "u");
        assert_eq!(player.model().view.columns, many);
    }
    // So do those ticked in the list, one beside the other.
    let mut player = start(&many);
    press(
        &mut player,
        "llllcop_count(none)<space><c-u>op_count(skip_connect)<space><cr>",
    );
    let model = player.model();
    assert_eq!(
        model.view.columns[1..3],
        ["op_count(none)", "op_count(skip_connect)"]
    );
    assert!(is_in_sight(model));
}

#[test]
fn the_palette_sorts_by_a_column_and_goes_to_one() {
    let mut player = start(&["params"]);
    let key = |name: &str, direction| (name.to_owned(), direction);
    for (typed, sort) in [
        ("sort params", key("params", Direction::Descending)),
        ("sort rank:asc", key("rank_true", Direction::Ascending)),
        ("sort abs(error)", key("abs(error)", Direction::Descending)),
        ("sort flop:asc", key("flops", Direction::Ascending)),
        (
            "sort op_count(c3)",
            key("op_count(nor_conv_3x3)", Direction::Descending),
        ),
    ] {
        press(&mut player, &format!(":{typed}<cr>"));
        assert_eq!(player.model().view.sort, [sort], "{typed}");
    }
    press(&mut player, "u");
    assert_eq!(
        player.model().view.sort,
        [key("flops", Direction::Ascending)]
    );
    press(&mut player, ":column uncert.<cr>");
    assert_eq!(cursor_column(player.model()), "uncertainty");
    press(&mut player, ":column op_count");
    let Some(Overlay::List(list)) = &player.model().overlay else {
        panic!("no palette");
    };
    let first = &list.selected().unwrap().label;
    assert!(first.starts_with("column op_count("), "{first}");
    press(&mut player, "<esc>");
    // A word with nothing behind it, or a command, is what it was.
    press(&mut player, "h:sort<cr>");
    assert_eq!(player.model().view.sort.len(), 1);
    // From another screen the table is shown.
    press(&mut player, "e:column flops<cr>");
    assert_eq!(player.model().screen, Screen::Panes);
    assert_eq!(cursor_column(player.model()), "flops");
}

#[test]
fn a_feature_set_shows_all_its_columns() {
    let mut player = start(&["params", "flops"]);
    press(&mut player, "llll;onehot");
    let Some(Overlay::List(list)) = &player.model().overlay else {
        panic!("no list");
    };
    let last = &list.items[*list.shown.last().unwrap()];
    assert_eq!(last.label, "onehot");
    assert!(last.note.contains("all 30 columns"), "{}", last.note);
    let steps = "<down>".repeat(list.shown.len());
    press(&mut player, &format!("{steps}<cr>"));
    let columns = &player.model().view.columns;
    assert_eq!(columns.len(), 32);
    assert!(columns[0] == "params" && columns[31] == "flops");
    assert!(
        columns[1..31]
            .iter()
            .all(|name| name.starts_with("onehot."))
    );
    assert_eq!(cursor_column(player.model()), columns[1]);
}

#[test]
fn a_name_that_no_column_has_is_told() {
    let mut player = start(&["params"]);
    let before = player.model().view.clone();
    for (typed, told) in [
        (":sort qqqq<cr>", "no column is called `qqqq`"),
        (
            ":column flopps<cr>",
            "no column is called `flopps`; did you mean `flops`",
        ),
        (":sort params:up<cr>", "unknown order `up`"),
    ] {
        press(&mut player, typed);
        assert!(
            notice(player.model()).contains(told),
            "{typed}: {}",
            notice(player.model())
        );
        assert_eq!(player.model().view, before, "{typed}");
    }
    press(&mut player, ":sort qqqq");
    let theme = Theme::new(false, false);
    assert!(screen(player.model(), &theme).contains("no column has these letters"));
}

#[test]
fn the_value_under_the_cursor_is_filtered_by_exactly() {
    let columns = [
        "op_count(none)",
        "params",
        "uncertainty",
        "rank_error",
        "interval",
        "scored",
        "in_training",
        "canonical",
        "val_acc.std",
        "node_degree.avg_in(none)",
        "predicted_a",
        "flops",
    ];
    for step in 1..=3 + columns.len() {
        let mut player = start(&columns);
        press(&mut player, &format!("I6<cr>{}", "l".repeat(step)));
        let (row, value) = cell(player.model());
        let name = cursor_column(player.model());
        let id = player.model().table().unwrap().find(&name).unwrap();
        let all = player.model().table().unwrap().column(id).values.clone();
        let same = |of: f64| of == value || of.is_nan() && value.is_nan();
        let count = all.iter().filter(|&of| same(of)).count();
        assert!(count > 0);
        press(&mut player, ",");
        let model = player.model();
        assert_eq!(model.arrangement.rows.len(), count, "{}", model.view.filter);
        assert!(
            model.arrangement.rows.contains(&row),
            "{}",
            model.view.filter
        );
        assert!(
            notice(model).contains(&model.view.filter),
            "{}",
            notice(model)
        );
        press(&mut player, "u");
        assert_eq!(player.model().view.filter, "");
        press(&mut player, "I6<cr>!");
        let model = player.model();
        assert_eq!(
            model.arrangement.rows.len(),
            15_625 - count,
            "what is left, missing values included: {}",
            model.view.filter
        );
    }
}

#[test]
fn conditions_add_up() {
    let mut player = start(&["op_count(none)", "canonical"]);
    press(&mut player, "/val_acc > 90 or val_acc < 20<cr>llll,");
    let number = cell(player.model()).1;
    let first = format!("(val_acc > 90 or val_acc < 20) and op_count(none) = {number}");
    assert_eq!(player.model().view.filter, first);
    press(&mut player, ",");
    assert_eq!(player.model().view.filter, first);
    assert!(notice(player.model()).contains("already"));
    press(&mut player, "l");
    let canonical = cell(player.model()).1 > 0.0;
    press(&mut player, "!");
    let opposite = if canonical {
        "not canonical"
    } else {
        "not canonical = 0"
    };
    let filter = &player.model().view.filter;
    assert_eq!(*filter, format!("{first} and {opposite}"));
    press(&mut player, "u");
    assert_eq!(player.model().view.filter, first);
}

#[test]
fn the_cell_of_an_encoding_is_its_architecture() {
    for form in ["", "Y", "YY"] {
        let mut player = start(&["params"]);
        press(&mut player, &format!("{form}jjj0,"));
        let model = player.model();
        assert_eq!(model.arrangement.rows, [model.selected.unwrap()]);
        assert!(
            model.view.filter.starts_with("arch("),
            "{}",
            model.view.filter
        );
        press(&mut player, "u!");
        assert_eq!(player.model().arrangement.rows.len(), 15_624);
    }
}

#[test]
fn every_encoding_can_be_a_condition() {
    let model = synthetic::explorer(700, size(80, 24));
    let table = model.table().unwrap();
    let data = model.data.as_ref().unwrap();
    let bench = &data.opened.bench;
    for row in [0, 7, 699] {
        for form in 0..bench.space.forms().len() {
            let filter = has_encoding(&bench.space.print(&bench.archs[row], form));
            for filter in [filter.clone(), format!("({filter} and not missing(true))")] {
                let program = Program::new(&filter, table).unwrap();
                let passes = program.passes(table, &JobContext::default()).unwrap();
                let passing: Vec<usize> = (0..700).filter(|&row| passes[row]).collect();
                assert_eq!(passing, [row], "{filter}");
            }
        }
    }
}

#[test]
fn without_rows_there_is_no_value() {
    let mut player = start(&["params"]);
    press(&mut player, "/op_count(none) > 99<cr>,");
    assert_eq!(player.model().view.filter, "op_count(none) > 99");
}
