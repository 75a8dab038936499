//! Keys in, state out: the explorer on the built-in benchmark, background work done at once.

use grafscope_core::job::JobContext;
use grafscope_core::predict::Rows;
use grafscope_core::table::Direction;
use grafscope_explorer::config::LiveSettings;
use grafscope_explorer::effect::{Effect, Generation, Job};
use grafscope_explorer::input::key::keys;
use grafscope_explorer::jobs::runner::JobRunner;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::layout::areas::areas;
use grafscope_explorer::message::{Message, Mouse, MouseAction};
use grafscope_explorer::model::{Launch, Model, Pane};
use grafscope_explorer::overlay::Overlay;
use grafscope_explorer::session::restore_state::Startup;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::update::update;

use crate::support::player::{launch, notice, played_from, press, size};

fn start() -> Player {
    played_from(launch("forest trees=10", 100), size(120, 40), "")
}

/// The explorer after `text` was typed.
fn after(text: &str) -> Player {
    let mut player = start();
    press(&mut player, text);
    player
}

/// The value of the selected row in `column`.
fn selected(model: &Model, column: &str) -> f64 {
    let table = model.table().unwrap();
    let values = &table.column(table.find(column).unwrap()).values;
    values.get(model.selected.unwrap() as usize)
}

/// The values of all shown rows in `column`, in order.
fn shown(model: &Model, column: &str) -> Vec<f64> {
    let table = model.table().unwrap();
    let values = &table.column(table.find(column).unwrap()).values;
    model
        .arrangement
        .rows
        .iter()
        .map(|&row| values.get(row as usize))
        .collect()
}

#[test]
fn it_starts_with_every_row_and_a_trained_predictor() {
    let player = start();
    let model = player.model();
    assert_eq!(model.arrangement.rows.len(), 15_625);
    let trained = model.training.current.as_ref().unwrap();
    assert_eq!(trained.n_features, 191);
    assert_eq!(trained.scores.rows, 9_445 - 100);
    assert!(trained.scores.tau > 0.5);
    assert_eq!(shown(model, "in_training").iter().sum::<f64>(), 100.0);
    assert!(!model.training.is_stale());
}

#[test]
fn moving_stays_in_the_table_and_keeps_the_cursor_on_the_screen() {
    let mut player = after("G");
    let last = player.model().arrangement.rows.len() - 1;
    assert_eq!(player.model().cursor.position, last);
    press(&mut player, "j");
    assert_eq!(player.model().cursor.position, last);
    let page = areas(player.model()).unwrap().table_rows();
    assert_eq!(player.model().cursor.top, last + 1 - page);
    press(&mut player, "g<pagedown><c-u>");
    assert_eq!(player.model().cursor.position, page - page / 2);
    press(&mut player, "$");
    let columns = player.model().view.columns.len();
    assert_eq!(player.model().cursor.column, columns + 3);
    press(&mut player, "0hh");
    assert_eq!(player.model().cursor.column, 0);
    assert_eq!(player.model().cursor.first_column, 0);
}

#[test]
fn a_filter_is_counted_while_it_is_typed_and_applied_on_enter() {
    let mut player = after("/op_count(none) >= 4");
    assert_eq!(player.model().prompt().unwrap().matches, Some(265));
    assert_eq!(player.model().arrangement.rows.len(), 15_625);
    press(&mut player, "<cr>");
    assert_eq!(player.model().arrangement.rows.len(), 265);
    assert!(
        shown(player.model(), "op_count(none)")
            .iter()
            .all(|&count| count >= 4.0)
    );
    press(&mut player, "u");
    assert_eq!(player.model().arrangement.rows.len(), 15_625);
    press(&mut player, "U");
    assert_eq!(player.model().arrangement.rows.len(), 265);
    press(&mut player, "\\");
    assert_eq!(player.model().view.filter, "");
}

#[test]
fn a_wrong_filter_stays_in_the_prompt_with_its_fault() {
    let mut player = after("/val_ac > 3<cr>");
    let problem = player.model().prompt().unwrap().problem.clone().unwrap();
    assert_eq!(problem.span, Some(0..6));
    assert!(problem.message.contains("val_acc"), "{}", problem.message);
    press(&mut player, "<esc>");
    assert!(player.model().overlay.is_none());
    assert_eq!(player.model().view.filter, "");
}

#[test]
fn filters_are_recalled_and_names_completed() {
    let mut player = after("/params > 1<cr>/<c-u>flops > 9<cr>/<c-u>xx<up><up>");
    let text = |player: &Player| player.model().prompt().unwrap().input.value().to_owned();
    assert_eq!(text(&player), "params > 1");
    press(&mut player, "<down><down>");
    assert_eq!(text(&player), "xx");
    press(&mut player, "<c-u>rank_pr<tab>");
    assert_eq!(text(&player), "rank_predicted");
    press(&mut player, "<c-u>min_path_len(nor_conv_3<tab>");
    assert!(text(&player).starts_with("min_path_len(nor_conv_3x3"));
}

#[test]
fn names_of_a_feature_set_are_completed() {
    let mut player = after("=gr<tab>");
    let text = |player: &Player| player.model().prompt().unwrap().input.value().to_owned();
    assert_eq!(text(&player), "graf");
    press(&mut player, "-node<tab>");
    assert_eq!(text(&player), "graf-node_degree");
    let offers = player.model().prompt().unwrap().offers();
    assert_eq!(offers[..2], ["node_degree", "node_degree.in_degree("]);
    press(&mut player, "<c-u>op_count + ma<tab><tab>");
    assert_eq!(text(&player), "op_count + max_op_on_path");
    press(&mut player, "<c-u>op_count(nor_conv_3<tab>");
    assert!(text(&player).starts_with("op_count(nor_conv_3x3"));
    // Neither functions nor targets are features.
    for start in ["ab", "val", "no"] {
        press(&mut player, &format!("<c-u>{start}<tab>"));
        let offers = player.model().prompt().unwrap().offers();
        assert!(
            !offers
                .iter()
                .any(|offer| offer == "not" || offer.starts_with("abs"))
        );
        assert!(!text(&player).starts_with("val_"));
    }
}

#[test]
fn sorting_turns_round_and_takes_further_keys() {
    // The column of `true` is the second one.
    let mut player = after("ls");
    let values = shown(player.model(), "true");
    assert!(values.windows(2).all(|pair| pair[0] >= pair[1]));
    press(&mut player, "s");
    let values = shown(player.model(), "true");
    assert!(values.windows(2).all(|pair| pair[0] <= pair[1]));
    press(&mut player, "llS");
    let sort = &player.model().view.sort;
    assert_eq!(sort[0], ("true".to_owned(), Direction::Ascending));
    assert_eq!(sort[1], ("error".to_owned(), Direction::Descending));
    press(&mut player, "X");
    assert_eq!(
        player.model().arrangement.rows,
        (0..15_625).collect::<Vec<_>>()
    );
}

#[test]
fn the_selected_architecture_stays_selected() {
    let startup = Startup {
        live: LiveSettings {
            follow: true,
            ..LiveSettings::default()
        },
        ..Startup::default()
    };
    let mut player =
        Player::started(launch("forest trees=10", 100), startup, size(120, 40)).unwrap();
    press(&mut player, "I5000<cr>");
    let row = player.model().selected;
    assert_eq!(row, Some(4999));
    for change in [
        "lls",
        "r",
        "s",
        "/not canonical or true > 10<cr>",
        "\\",
        "+",
    ] {
        press(&mut player, change);
        assert_eq!(player.model().selected, row, "after {change}");
        let model = player.model();
        assert_eq!(model.row_at(model.cursor.position), row, "after {change}");
    }
}

#[test]
fn jumps_find_best_predicted_best_and_worst_error() {
    let mut player = after("b");
    assert_eq!(selected(player.model(), "rank_true"), 1.0);
    let of = |model: &Model, column, flag| -> Vec<f64> {
        let rows = shown(model, column).into_iter().zip(shown(model, flag));
        rows.filter(|row| row.1 == 1.0).map(|row| row.0).collect()
    };
    press(&mut player, "B");
    let best = selected(player.model(), "predicted");
    let predicted = of(player.model(), "predicted", "scored");
    assert!(predicted.iter().all(|&predicted| predicted <= best));
    press(&mut player, "w");
    let worst = selected(player.model(), "error").abs();
    let errors = of(player.model(), "error", "scored");
    assert!(errors.iter().all(|error| error.abs() <= worst));
    press(&mut player, "tlatency<cr>b");
    let latency = of(player.model(), "true", "canonical");
    let least = latency.into_iter().fold(f64::INFINITY, f64::min);
    assert_eq!(
        selected(player.model(), "true"),
        least,
        "lower latency is better"
    );
}

#[test]
fn architectures_are_found_in_any_form() {
    let digits = after("F421211<cr>");
    let row = digits.model().selected;
    assert_eq!(digits.model().found.rows.len(), 1);
    let bench = &digits.model().data.as_ref().unwrap().opened.bench;
    let arch = &bench.archs[row.unwrap() as usize];
    for form in 0..bench.space.forms().len() {
        let encoding = bench.space.print(arch, form);
        let mut player = start();
        player.send(Message::Paste(encoding.clone())).unwrap();
        assert_eq!(player.model().selected, row, "{encoding}");
    }
    let mut player = after("F4444<cr>");
    let found = player.model().found.rows.len();
    assert!(found > 1);
    let first = player.model().selected;
    press(&mut player, "nN");
    assert_eq!(player.model().selected, first);
    press(&mut player, "Fnowhere<cr>");
    assert!(notice(player.model()).contains("no architecture"));
}

#[test]
fn every_setting_trains_anew() {
    let mut player = start();
    let tau = |player: &Player| player.model().training.current.as_ref().unwrap().scores.tau;
    let mut last = tau(&player);
    for change in [
        "r",
        "+",
        "#300<cr>",
        "@forest<cr>",
        "R77<cr>",
        "=op_count+flops<cr>",
        "p",
    ] {
        press(&mut player, change);
        let trained = player.model().training.current.clone().unwrap();
        assert_eq!(trained.settings, player.model().settings, "after {change}");
        assert!(tau(&player).to_bits() != last.to_bits(), "after {change}");
        last = tau(&player);
    }
    assert_eq!(player.model().settings.rows, Rows::All);
    assert_eq!(
        player
            .model()
            .training
            .current
            .as_ref()
            .unwrap()
            .scores
            .rows,
        15_625 - 300
    );
    press(&mut player, "=op_cuont<cr>");
    assert!(player.model().prompt().unwrap().problem.is_some());
    assert_eq!(player.model().settings.features, "op_count+flops");
}

#[test]
fn an_impossible_training_size_keeps_the_old_predictions_as_stale() {
    let mut player = start();
    let before = shown(player.model(), "predicted");
    press(&mut player, "#20000<cr>");
    assert!(player.model().training.is_stale());
    assert!(
        player
            .model()
            .training
            .failed
            .as_ref()
            .unwrap()
            .contains("20000")
    );
    let after = shown(player.model(), "predicted");
    assert!(
        before
            .iter()
            .zip(&after)
            .all(|(a, b)| a.to_bits() == b.to_bits())
    );
    press(&mut player, "#64<cr>");
    assert!(!player.model().training.is_stale());
}

#[test]
fn the_sample_can_be_drawn_from_the_filtered_rows() {
    let mut player = after("/op_count(nor_conv_3x3) >= 2<cr>pp");
    assert_eq!(player.model().settings.rows, Rows::Filtered);
    let count = |player: &Player| {
        let model = player.model();
        let table = model.table().unwrap();
        let convs = &table
            .column(table.find("op_count(nor_conv_3x3)").unwrap())
            .values;
        let trained = &table.column(table.find("in_training").unwrap()).values;
        (0..table.rows())
            .filter(|&row| trained.get(row) == 1.0)
            .map(|row| convs.get(row))
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), n| {
                (low.min(n), high.max(n))
            })
    };
    assert!(count(&player).0 >= 2.0);
    press(&mut player, "/<c-u>op_count(nor_conv_3x3) = 0<cr>");
    assert_eq!(count(&player), (0.0, 0.0));
}

#[test]
fn switches_of_the_feature_panel_train_at_once() {
    let mut player = after("f");
    let Some(Overlay::Features(panel)) = &player.model().overlay else {
        panic!("no panel");
    };
    let families: Vec<_> = panel
        .rows
        .iter()
        .filter(|row| row.family)
        .map(|row| row.label.clone())
        .collect();
    assert_eq!(
        families,
        [
            "params",
            "flops",
            "op_count",
            "min_path_len",
            "max_op_on_path",
            "node_degree",
            "onehot",
            "paths"
        ]
    );
    press(&mut player, "<space>");
    assert_eq!(player.model().settings.features, "graf+params");
    assert_eq!(
        player.model().training.current.as_ref().unwrap().n_features,
        192
    );
    assert!(player.model().training.previous.is_some());
    press(&mut player, "jjo");
    assert_eq!(player.model().settings.features, "op_count");
    press(&mut player, "<space>");
    assert!(notice(player.model()).contains("at least one feature"));
    press(&mut player, "/onehot");
    press(&mut player, "<cr>");
    press(&mut player, "<space><esc>");
    assert_eq!(player.model().settings.features, "op_count+onehot");
    assert!(player.model().overlay.is_none());
}

#[test]
fn a_digit_goes_back_to_an_earlier_feature_set() {
    let mut player = after("=op_count<cr>=flops<cr>f");
    let history: Vec<_> = player
        .model()
        .training
        .history
        .iter()
        .map(|t| t.settings.features.clone())
        .collect();
    assert_eq!(history, ["flops", "op_count", "graf"]);
    press(&mut player, "3");
    assert_eq!(player.model().settings.features, "graf");
    press(&mut player, "9");
    assert!(notice(player.model()).contains("no such entry"));
}

#[test]
fn data_set_and_target_are_chosen_together() {
    let mut player = after("tImageNet16 val<cr>");
    let trained = player.model().training.current.clone().unwrap();
    assert_eq!(
        (trained.dataset.as_str(), trained.target.as_str()),
        ("ImageNet16-120", "val_acc")
    );
    assert!(shown(player.model(), "true").iter().all(|&acc| acc < 50.0));
    // Parameters are known exactly from the cell: a forest must nearly see it.
    press(&mut player, "tcifar10 params<cr>");
    let trained = player.model().training.current.clone().unwrap();
    assert_eq!(trained.target, "params");
    assert!(trained.scores.tau > 0.8);
    // The list of features must not give the target away.
    press(&mut player, "=graf+params<cr>");
    assert!(
        player
            .model()
            .training
            .failed
            .as_ref()
            .unwrap()
            .contains("target")
    );
}

#[test]
fn marks_survive_sort_and_filter_and_can_be_filtered() {
    let mut player = after("<space><space>");
    assert_eq!(player.model().marks.len(), 2);
    press(&mut player, "ls/true > 80<cr>\\r");
    assert_eq!(player.model().marks.iter().collect::<Vec<_>>(), [0, 1]);
    press(&mut player, "/marked<cr>");
    assert_eq!(player.model().arrangement.rows.len(), 2);
    press(&mut player, "T");
    assert!(player.model().marks.is_empty());
    assert!(player.model().arrangement.rows.is_empty());
    press(&mut player, "\\M");
    assert_eq!(player.model().arrangement.rows.len(), 15_625);
}

#[test]
fn columns_are_chosen_hidden_and_moved() {
    let mut player = start();
    let before = player.model().view.columns.clone();
    press(&mut player, "cnode_degree.avg_in(none)<space><cr>");
    assert_eq!(player.model().view.columns[0], "node_degree.avg_in(none)");
    press(&mut player, ">");
    assert_eq!(player.model().view.columns[1], "node_degree.avg_in(none)");
    press(&mut player, "x");
    assert_eq!(player.model().view.columns, before);
    press(&mut player, "0x");
    assert_eq!(player.model().view.columns, before);
    assert!(notice(player.model()).contains("always shown"));
}

#[test]
fn the_palette_runs_commands_and_goes_to_rows() {
    let mut player = after(":jump best<cr>");
    assert_eq!(selected(player.model(), "rank_true"), 1.0);
    press(&mut player, ":1234<cr>");
    assert_eq!(player.model().cursor.position, 1233);
    press(&mut player, ":sort-also<esc>");
    assert!(player.model().view.sort.is_empty());
}

#[test]
fn panes_take_the_focus_and_zoom() {
    let mut player = after("<tab>");
    assert_eq!(player.model().focus, Pane::Detail);
    press(&mut player, "jjj");
    assert_eq!(player.model().detail_scroll, 3);
    press(&mut player, "/avg_in<cr>");
    assert_eq!(player.model().detail_query, "avg_in");
    press(&mut player, "<esc><tab>z");
    assert_eq!(player.model().detail_query, "");
    assert_eq!(player.model().focus, Pane::Plot);
    assert!(player.model().view.zoomed);
    let areas = areas(player.model()).unwrap();
    assert_eq!(areas.plot.width, 120);
    press(&mut player, "<s-tab><s-tab>u");
    assert_eq!(player.model().focus, Pane::Table);
    assert!(!player.model().view.zoomed);
}

#[test]
fn the_mouse_selects_sorts_and_scrolls() {
    let mut player = start();
    let table = areas(player.model()).unwrap().table;
    let mouse = |player: &mut Player, action, x, y| {
        player.send(Message::Mouse(Mouse { action, x, y })).unwrap();
    };
    mouse(
        &mut player,
        MouseAction::Click,
        table.x + 10,
        table.y + 3 + 5,
    );
    assert_eq!(player.model().cursor.position, 5);
    mouse(
        &mut player,
        MouseAction::WheelDown,
        table.x + 10,
        table.y + 8,
    );
    assert_eq!(player.model().cursor.position, 8);
    mouse(&mut player, MouseAction::WheelUp, table.x + 10, table.y + 8);
    assert_eq!(player.model().cursor.position, 5);
    // A header of each column in turn, until one sorts: the encoding does not.
    let grid = grafscope_explorer::table::grid::grid(player.model(), table.width);
    let truth = grid.columns[1];
    mouse(
        &mut player,
        MouseAction::Click,
        table.x + truth.x,
        table.y + 1,
    );
    assert_eq!(player.model().view.sort[0].0, "true");
    let plot = areas(player.model()).unwrap().plot;
    let before = player.model().selected;
    mouse(
        &mut player,
        MouseAction::Click,
        plot.x + plot.width / 2,
        plot.y + plot.height / 2,
    );
    assert_eq!(player.model().focus, Pane::Plot);
    assert_ne!(player.model().selected, before);
}

#[test]
fn shown_rows_are_written_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.csv");
    let keys = format!("/op_count(none) >= 4<cr>o<c-u>{}<cr>", path.display());
    let mut player = after(&keys);
    assert!(
        notice(player.model()).contains("265 rows"),
        "{}",
        notice(player.model())
    );
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().count(), 266);
    assert!(text.starts_with("arch,true,predicted,error,"));
    press(&mut player, &format!("o<c-u>{}<cr>", path.display()));
    assert!(
        notice(player.model()).contains("exists"),
        "{}",
        notice(player.model())
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn what_cannot_be_started_says_why() {
    let failing = |change: fn(&mut Launch)| {
        let mut launch = crate::support::player::launch("forest trees=10", 100);
        change(&mut launch);
        let size = Size {
            width: 80,
            height: 24,
        };
        Player::start(launch, size)
            .map(|_| ())
            .unwrap_err()
            .to_string()
    };
    assert!(failing(|l| l.source.benchmark = "nas-bench-102".to_owned()).contains("nas-bench-201"));
    assert!(failing(|l| l.dataset = Some("mnist".to_owned())).contains("cifar100"));
    assert!(failing(|l| l.target = Some("accuracy".to_owned())).contains("val_acc"));
    assert!(failing(|l| l.view.filter = "val_acc >".to_owned()).contains("filter"));
    assert!(failing(|l| l.view.columns = vec!["paramz".to_owned()]).contains("params"));
    assert!(failing(|l| l.settings.features = "grafs".to_owned()).contains("graf"));
    let sort = |l: &mut Launch| l.view.sort = vec![("eror".to_owned(), Direction::Ascending)];
    assert!(failing(sort).contains("error"));
}

#[test]
fn any_keys_at_any_size_leave_it_running() {
    let everything = "jk?jj<esc>:so<cr><esc>/a<tab><tab><esc>fj<space><esc>cx<space><esc>t<esc>e<esc>zz<tab>/p<cr><tab>jG<s-tab>F44<cr>nN";
    for (width, height) in [
        (0, 0),
        (1, 1),
        (39, 10),
        (40, 10),
        (41, 11),
        (80, 24),
        (109, 24),
        (110, 30),
        (300, 90),
    ] {
        let mut player =
            Player::start(launch("forest trees=10", 100), Size { width, height }).unwrap();
        for key in keys(everything).unwrap() {
            assert!(player.press(key).unwrap());
            if width > 0 && height > 0 {
                player
                    .screen(&grafscope_explorer::theme::Theme::new(true, false))
                    .unwrap();
            }
        }
    }
}

/// Presses the key and does the training that it starts; gives what came of it before it was done,
/// and the last message.
fn train(model: &mut Model, key: &str) -> (Generation, Vec<u32>, Message, Message) {
    let effects = update(model, Message::Key(keys(key).unwrap()[0]));
    let started = effects.into_iter().find_map(|effect| match effect {
        Effect::Start(generation, job @ Job::Train { .. }) => Some((generation, job)),
        _ => None,
    });
    let (generation, job) = started.unwrap();
    let Job::Train { first, .. } = &job else {
        unreachable!("found as such")
    };
    let first = first.clone();
    let mut early = Vec::new();
    let last =
        JobRunner::default().perform(generation, job, &JobContext::default(), &mut |message| {
            early.push(message);
        });
    assert_eq!(early.len(), 1);
    (generation, first, early.remove(0), last.unwrap())
}

#[test]
fn rows_on_the_screen_are_predicted_before_all_others() {
    let mut model = after("50I50<cr>").model().clone();
    let id = model.table().unwrap().find("predicted").unwrap();
    let value = |model: &Model, row: u32| model.data.as_ref().unwrap().value(id, row);
    let before = model.clone();
    let (_, first, partial, all) = train(&mut model, "r");
    let window = areas(&model).unwrap().table_rows();
    assert!(first.len() > window && first.contains(&model.selected.unwrap()));

    update(&mut model, partial.clone());
    assert!(model.training.is_stale());
    let early: Vec<f64> = first.iter().map(|&row| value(&model, row)).collect();
    assert!(
        first
            .iter()
            .any(|&row| value(&model, row) != value(&before, row))
    );
    assert_eq!(value(&model, 9_999), value(&before, 9_999));

    // Cancelled, the rows show what all others show.
    let mut cancelled = model.clone();
    update(&mut cancelled, Message::Key(keys("<esc>").unwrap()[0]));
    for &row in &first {
        assert_eq!(
            value(&cancelled, row).to_bits(),
            value(&before, row).to_bits()
        );
    }

    update(&mut model, all);
    assert!(!model.training.is_stale());
    for (&row, early) in first.iter().zip(early) {
        assert_eq!(value(&model, row).to_bits(), early.to_bits());
    }
    // What comes late is of no more use.
    let (_, _, later, _) = train(&mut model, "r");
    let now = value(&model, first[0]);
    update(&mut model, partial);
    assert_eq!(value(&model, first[0]).to_bits(), now.to_bits());
    update(&mut model, later);
}
