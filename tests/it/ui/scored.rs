//! One population at a time: what is jumped to, sorted by error and shown alone are scored rows.

use grafscope_core::predict::Rows;
use grafscope_core::table::Direction;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::layout::areas::areas;
use grafscope_explorer::model::Model;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::table::grid::grid;
use grafscope_explorer::theme::Theme;
use ratatui::style::Modifier;

use crate::support::player::{drawn, launch, notice, played_from, press, screen, size};

const LARGE: Size = size(160, 40);

fn after(text: &str) -> Player {
    played_from(launch("forest trees=10", 100), LARGE, text)
}

fn seen(player: &Player) -> String {
    screen(player.model(), &Theme::new(false, false))
}

fn value(model: &Model, column: &str, row: u32) -> f64 {
    let table = model.table().unwrap();
    let values = &table.column(table.find(column).unwrap()).values;
    values.get(row as usize)
}

fn is_scored(model: &Model, row: u32) -> bool {
    value(model, "scored", row) == 1.0
}

/// The scored rows among those shown.
fn scored(model: &Model) -> Vec<u32> {
    let rows = model.arrangement.rows.iter().copied();
    rows.filter(|&row| is_scored(model, row)).collect()
}

fn size_of_error(model: &Model, row: u32) -> f64 {
    value(model, "error", row).abs()
}

#[test]
fn the_worst_error_is_that_of_a_scored_row_and_so_are_the_next() {
    let mut player = after("w");
    let model = player.model();
    let worst = model.selected.unwrap();
    let mut order = scored(model);
    let larger = model.arrangement.rows.iter();
    let larger = larger.filter(|&&row| size_of_error(model, row) > size_of_error(model, worst));
    assert!(larger.count() > 0, "rows that no score is over err more");
    let errors = |row: &u32| size_of_error(model, *row);
    order.sort_by(|a, b| errors(b).total_cmp(&errors(a)).then(a.cmp(b)));
    assert_eq!(worst, order[0]);
    let told = notice(player.model());
    assert!(
        told.starts_with("worst of 9,345 scored rows: off by "),
        "{told}"
    );
    for (at, row) in order.iter().enumerate().take(5).skip(1) {
        press(&mut player, "n");
        assert_eq!(player.model().selected, Some(*row));
        let number = format!("worst #{} of 9,345 scored rows", at + 1);
        assert!(
            notice(player.model()).starts_with(&number),
            "{}",
            notice(player.model())
        );
    }
    press(&mut player, "w");
    assert_eq!(player.model().selected, Some(order[0]));
}

#[test]
fn jumps_name_the_rows_that_they_rank() {
    let mut player = after("b");
    assert_eq!(
        notice(player.model()),
        "best of 9,445 measured canonical rows"
    );
    press(&mut player, "B");
    assert_eq!(
        notice(player.model()),
        "predicted best of 9,345 scored rows"
    );
    let model = player.model();
    let best = value(model, "predicted", model.selected.unwrap());
    let rows = scored(model).into_iter();
    assert!(
        rows.map(|row| value(model, "predicted", row))
            .all(|other| other <= best)
    );
    press(&mut player, "/op_count(none) = 1<cr>w");
    let rows = scored(player.model());
    let told = notice(player.model());
    let expected = format!(
        "worst of {},{:03} filtered scored rows",
        rows.len() / 1000,
        rows.len() % 1000
    );
    assert!(told.starts_with(&expected), "{told}, {expected}");
    press(&mut player, "/<c-u>not canonical<cr>w");
    assert_eq!(notice(player.model()), "no row shown is scored");
    press(&mut player, "b");
    assert_eq!(notice(player.model()), "no row shown is measured canonical");
    press(&mut player, "\\pb");
    assert_eq!(player.model().settings.rows, Rows::All);
    assert_eq!(notice(player.model()), "best of 15,625 measured rows");
    press(&mut player, "w");
    assert!(notice(player.model()).starts_with("worst of 15,525 scored rows"));
}

#[test]
fn sorted_by_an_error_scored_rows_come_first_at_either_end() {
    let mut player = after("lll");
    for (name, direction, mark) in [
        ("error", Direction::Descending, " ▼"),
        ("error", Direction::Ascending, " ▲"),
        ("abs(error)", Direction::Descending, "|▼|"),
        ("abs(error)", Direction::Ascending, "|▲|"),
        ("error", Direction::Descending, " ▼"),
    ] {
        press(&mut player, "s");
        let model = player.model();
        assert_eq!(model.view.sort, [(name.to_owned(), direction)]);
        assert!(seen(&player).contains(mark), "{}", seen(&player));
        let rows = &model.arrangement.rows;
        let (first, last) = rows.split_at(9_345);
        assert!(first.iter().all(|&row| is_scored(model, row)));
        assert!(last.iter().all(|&row| !is_scored(model, row)));
        for part in [first, last] {
            let errors = part.iter().map(|&row| match name {
                "error" => value(model, "error", row),
                _ => size_of_error(model, row),
            });
            let errors: Vec<f64> = errors.filter(|error| !error.is_nan()).collect();
            assert!(errors.windows(2).all(|pair| match direction {
                Direction::Descending => pair[0] >= pair[1],
                Direction::Ascending => pair[0] <= pair[1],
            }));
        }
    }
}

#[test]
fn scored_rows_can_be_shown_alone() {
    let mut player = after("H");
    let all_scored = |player: &Player| {
        let rows = &player.model().arrangement.rows;
        rows.len() == scored(player.model()).len()
    };
    assert!(all_scored(&player));
    assert_eq!(player.model().arrangement.rows.len(), 9_345);
    assert!(
        seen(&player).contains("of 9,345 · scored only"),
        "{}",
        seen(&player)
    );
    // They are those of the predictor that is there now.
    for change in ["r", "+", "tcifar100<cr>"] {
        press(&mut player, change);
        assert!(all_scored(&player), "after {change}");
        let rows = player
            .model()
            .training
            .current
            .as_ref()
            .unwrap()
            .scores
            .rows;
        assert_eq!(
            player.model().arrangement.rows.len(),
            rows,
            "after {change}"
        );
    }
    press(&mut player, "/op_count(none) = 1<cr>");
    let text = seen(&player);
    let [passing, shown] = [
        player.model().passing.rows.len(),
        scored(player.model()).len(),
    ];
    assert!(all_scored(&player) && shown < passing);
    assert!(text.contains("· scored only"), "{text}");
    let count = format!("{},{:03} of 15,625 rows", passing / 1000, passing % 1000);
    assert!(text.contains(&count), "{count}\n{text}");
    press(&mut player, "uu");
    assert_eq!(player.model().arrangement.rows.len(), 15_625);
    assert!(!seen(&player).contains("· scored only"));
    press(&mut player, "UH");
    assert_eq!(player.model().arrangement.rows.len(), 15_625);
    press(&mut player, "H/not canonical<cr>");
    let text = seen(&player);
    assert!(
        text.contains("no row that passes the filter is scored"),
        "{text}"
    );
    assert!(
        text.contains("H shows rows that are not scored too"),
        "{text}"
    );
}

#[test]
fn hidden_rows_are_still_drawn_for_training() {
    let scores = |keys: &str| {
        let player = after(&format!("/op_count(nor_conv_3x3) >= 2<cr>pp{keys}"));
        assert_eq!(player.model().settings.rows, Rows::Filtered);
        player.model().training.current.as_ref().unwrap().scores
    };
    assert_eq!(scores("Hrr"), scores("rr"));
}

#[test]
fn rows_that_are_not_scored_are_dim() {
    let player = after("G");
    let model = player.model();
    let table = areas(model).unwrap().table;
    for theme in [Theme::new(true, false), Theme::new(false, false)] {
        let buffer = drawn(model, &theme);
        let x = table.x + grid(model, table.width).columns[0].x;
        let (mut dim, mut plain) = (0, 0);
        for line in 0..areas(model).unwrap().table_rows() {
            let position = model.cursor.top + line;
            if position == model.cursor.position {
                continue;
            }
            let y = table.y + 3 + line as u16;
            let is_dim = buffer[(x, y)].modifier.contains(Modifier::DIM);
            let row = model.row_at(position).unwrap();
            assert_eq!(is_dim, !is_scored(model, row), "row {row}");
            dim += usize::from(is_dim);
            plain += usize::from(!is_dim);
            if value(model, "canonical", row) == 0.0 {
                assert_eq!(buffer[(table.x + 1, y)].symbol(), "·");
            }
        }
        assert!(dim > 0 && plain > 0);
    }
}

#[test]
fn under_a_filter_scores_say_which_rows_they_are_over() {
    let mut player = after("");
    let text = seen(&player);
    assert!(
        text.contains("9,345 scored") && !text.contains("on all"),
        "{text}"
    );
    press(&mut player, "e");
    let text = seen(&player);
    assert!(text.contains("errors  on 9,345 scored rows"), "{text}");
    press(&mut player, "q/op_count(none) = 3<cr>");
    let text = seen(&player);
    assert!(text.contains("on all 9,345 scored rows"), "{text}");
    press(&mut player, "e");
    let rows = scored(player.model()).len();
    let text = seen(&player);
    for part in [
        format!("on {rows} filtered scored rows"),
        format!("on {rows} filtered, MAE "),
        "on all 9,345 scored rows".to_owned(),
    ] {
        assert!(text.contains(&part), "{part}\n{text}");
    }
    // Where there is little room too.
    let narrow = played_from(
        launch("forest trees=10", 100),
        size(80, 24),
        "/op_count(none) = 3<cr>e6",
    );
    let text = seen(&narrow);
    assert!(text.contains("on all"), "{text}");
}

#[test]
fn the_pane_of_an_architecture_says_why_it_is_not_scored() {
    for (filter, said) in [
        ("scored", ""),
        ("in_training", "not scored: trained on"),
        ("not canonical", "not scored: not canonical"),
    ] {
        let player = after(&format!("/{filter}<cr>"));
        let text = seen(&player);
        assert_eq!(text.contains("not scored:"), !said.is_empty(), "{text}");
        assert!(text.contains(said), "{text}");
    }
}
