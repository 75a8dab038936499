//! Names: what a header says is accepted wherever a column is named, and encodings have one form.

use grafscope_core::table::Direction;
use grafscope_explorer::layout::areas::areas;
use grafscope_explorer::model::Launch;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::table::grid::{Shown, grid, header};
use grafscope_explorer::theme::Theme;

use crate::support::player::{
    cursor_column, drawn, launch, launch_on, notice, played_from, press, screen, size, text_of,
};

fn start(change: impl FnOnce(&mut Launch)) -> Player {
    let mut launch = launch("tree", 100);
    change(&mut launch);
    played_from(launch, size(120, 40), "")
}

#[test]
fn what_headers_say_names_columns_in_filters() {
    let mut player = start(|_| ());
    for (typed, meant) in [
        ("pred > 90", "predicted > 90"),
        ("rank <= 10", "rank_true <= 10"),
        ("abs(rank.err) > 900", "abs(rank_error) > 900"),
        ("uncert. > 1", "uncertainty > 1"),
        ("canon and train", "canonical and in_training"),
        (
            "arch(410242)",
            "onehot.1_2(pool) and onehot.1_3(skip) and onehot.1_4(c1) and onehot.2_3(none) and onehot.2_4(pool) and onehot.3_4(c1)",
        ),
        (
            "arch(c3~0 c3~0 c3~0)",
            "onehot.1_2(c3) and onehot.1_3(c3) and onehot.1_4(c3)",
        ),
    ] {
        press(&mut player, &format!("/<c-u>{typed}<cr>"));
        let rows = player.model().arrangement.rows.clone();
        let some = !rows.is_empty() && rows.len() < 15_625;
        assert!(some || typed.starts_with("uncert"), "{typed}");
        press(&mut player, &format!("/<c-u>{meant}<cr>"));
        assert_eq!(player.model().arrangement.rows, rows, "{typed}");
    }
    press(&mut player, "/<c-u>arch = 410242<cr>");
    let problem = player.model().prompt().unwrap().problem.clone().unwrap();
    assert!(
        problem.message.contains("arch(c3~0)"),
        "{}",
        problem.message
    );
}

#[test]
fn what_headers_say_names_columns_at_the_start() {
    let player = start(|launch| {
        launch.view.columns = ["arch", "pred", "uncert.", "rank.err", "rank.err"]
            .map(str::to_owned)
            .to_vec();
        launch.view.sort = vec![("rank".to_owned(), Direction::Ascending)];
    });
    let view = &player.model().view;
    assert_eq!(view.columns, ["uncertainty", "rank_error"]);
    assert_eq!(view.sort, [("rank_true".to_owned(), Direction::Ascending)]);
    // The order of the encodings is that of the benchmark.
    let player = start(|launch| {
        launch.view.columns = vec!["arch".to_owned()];
        launch.view.sort = vec![("arch".to_owned(), Direction::Descending)];
    });
    assert!(player.model().view.sort.is_empty());
    assert!(player.model().view.columns.is_empty());
}

#[test]
fn a_feature_set_names_its_columns() {
    let columns = |names: &[&str]| {
        let names = names.iter().map(|&name| name.to_owned()).collect();
        let player = start(|launch| launch.view.columns = names);
        player.model().view.columns.clone()
    };
    let all = columns(&["params", "onehot"]);
    assert_eq!(all.len(), 1 + 30);
    assert_eq!(all[0], "params");
    assert!(all[1..].iter().all(|name| name.starts_with("onehot.")));
    assert_eq!(columns(&["op_count", "op_count(c3)"]).len(), 5);
    assert_eq!(columns(&["op_count-op_count(c3)"]).len(), 4);
}

#[test]
fn every_header_names_its_column() {
    let player = start(|_| ());
    let table = player.model().table().unwrap();
    for column in table.columns() {
        let found = table.resolve(&column.spec.short).unwrap();
        assert_eq!(table.column(found).spec.name, column.spec.name);
    }
}

#[test]
fn the_palette_goes_to_a_column_by_name_or_header() {
    let mut player = start(|_| ());
    for (typed, name) in [
        ("rank.err", "rank_error"),
        ("predicted", "predicted"),
        ("arch<down>", "arch"),
        ("count(c3)", "op_count(nor_conv_3x3)"),
    ] {
        press(&mut player, &format!(":{typed}<cr>"));
        assert_eq!(cursor_column(player.model()), name, "{typed}");
    }
    // Columns do not stand among the commands.
    press(&mut player, ":");
    assert!(!screen(player.model(), &Theme::new(false, false)).contains("go to this column"));
}

#[test]
fn lists_of_columns_are_narrowed_by_header_too() {
    let mut player = start(|_| ());
    press(&mut player, "crank.err<space><cr>");
    assert!(
        !player
            .model()
            .view
            .columns
            .contains(&"rank_error".to_owned())
    );
}

#[test]
fn encodings_have_one_form_which_the_header_names_and_a_key_switches() {
    let mut player = start(|_| ());
    for width in [60, 80, 120, 200] {
        assert_eq!(grid(player.model(), width).form, 2);
    }
    assert_eq!(header(player.model(), Shown::Arch), ["digits", "arch"]);
    press(&mut player, "F410242<cr>y");
    assert_eq!(notice(player.model()), "copied 410242");
    press(&mut player, "Y");
    assert_eq!(notice(player.model()), "encodings are shown as tuple");
    press(&mut player, "y");
    assert_eq!(notice(player.model()), "copied (4, 0, 3, 1, 4, 3)");
    assert_eq!(header(player.model(), Shown::Arch)[0], "tuple");
    press(&mut player, "Yy");
    assert!(notice(player.model()).starts_with("copied |avg_pool_3x3~0|+|"));
    press(&mut player, "Yy");
    assert_eq!(notice(player.model()), "copied 410242");
}

#[test]
fn the_command_line_chooses_the_form() {
    let player = start(|launch| launch.form = Some("Tuple".to_owned()));
    assert_eq!(header(player.model(), Shown::Arch)[0], "tuple");
    let failed = Player::start(
        Launch {
            form: Some("adjacency".to_owned()),
            ..launch("tree", 100)
        },
        size(80, 24),
    );
    let reason = failed.map(|_| ()).unwrap_err().to_string();
    let expected = "nb201 has no form `adjacency`; its forms are tuple, string, digits";
    assert!(reason.contains(expected), "{reason}");
}

#[test]
fn long_encodings_are_told_apart_at_every_size() {
    let mut archs = String::from("arch,acc\n");
    let space = grafscope_core::space::find("nb101").unwrap();
    let all = space.architectures();
    for (row, arch) in all.iter().step_by(1_000).enumerate() {
        archs += &format!("\"{}\",{row}\n", space.print(arch, 0));
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cells.csv");
    std::fs::write(&path, archs).unwrap();
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        let launch = launch_on(&path.display().to_string(), "tree", 20);
        let player = played_from(launch, size(width, height), "G");
        let model = player.model();
        assert_eq!(header(model, Shown::Arch), ["compact", "arch"]);
        let areas = areas(model).unwrap();
        let shown = text_of(&drawn(model, &Theme::new(false, false)), areas.table);
        let words = shown.split_whitespace();
        let mut labels: Vec<_> = words.filter(|word| word.contains("e-")).collect();
        assert_eq!(labels.len(), areas.table_rows(), "{shown}");
        labels.sort_unstable();
        labels.dedup();
        assert_eq!(labels.len(), areas.table_rows(), "{shown}");
        assert!(!labels.iter().any(|label| label.contains('…')), "{shown}");
    }
}
