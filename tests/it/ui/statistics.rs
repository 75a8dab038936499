//! Column statistics and frequencies: over which rows, what keys do, and how they look.

use std::sync::LazyLock;

use grafscope_core::predict::Rows;
use grafscope_core::statistics::{Frequencies, TableSummary};
use grafscope_core::table::ColumnId;
use grafscope_explorer::command::keymap::Context;
use grafscope_explorer::command::place::contexts;
use grafscope_explorer::effect::{Effect, Job, JobKind};
use grafscope_explorer::frequencies::state::frequency_areas;
use grafscope_explorer::jobs::runner::JobRunner;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::layout::areas::areas;
use grafscope_explorer::message::{Message, Mouse, MouseAction};
use grafscope_explorer::model::Model;
use grafscope_explorer::screen::layout::screen_areas;
use grafscope_explorer::screen::{Screen, Work};
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::statistics::state::Figure;
use grafscope_explorer::table::grid::{Shown, shown_columns};
use grafscope_explorer::theme::Theme;
use grafscope_explorer::update::update;

use crate::support::player::{
    launch, launch_on, notice, played_from, press, press_only, screen, screen_inside, size,
};
use crate::support::synthetic;

const SIZES: [Size; 3] = [size(80, 24), size(120, 40), size(40, 10)];

static BASE: LazyLock<Model> = LazyLock::new(|| after("").model().clone());

fn after(keys: &str) -> Player {
    played_from(launch("forest trees=3", 100), size(120, 40), keys)
}

fn summary(model: &Model) -> &TableSummary {
    model.inspection.statistics.found.as_deref().unwrap()
}

fn frequencies(model: &Model) -> &Frequencies {
    model.inspection.frequencies.found.as_deref().unwrap()
}

fn id(model: &Model, name: &str) -> ColumnId {
    model.table().unwrap().find(name).unwrap()
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.collect();
    values.iter().sum::<f64>() / values.len() as f64
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
}

#[test]
fn every_column_is_summed_up_over_the_scored_rows_shown() {
    let player = after("*");
    let model = player.model();
    assert_eq!(model.screen, Screen::Statistics);
    assert_eq!(contexts(model), [Context::Statistics, Context::Screens]);
    let found = summary(model);
    let scores = model.training.current.as_ref().unwrap().scores;
    assert_eq!(
        (found.sample.rows.len(), found.sample.shown),
        (9_345, 15_625)
    );
    assert_eq!(found.columns.len(), model.table().unwrap().columns().len());
    let of = |name: &str| found.columns[id(model, name).0];
    // The same rows and the same correlation as the scores of the predictor.
    near(of("predicted").correlations[0], scores.spearman);
    near(of("true").correlations[1], scores.spearman);
    near(of("error").correlations[2], 1.0);
    let scored = of("scored");
    assert_eq!((scored.min, scored.distinct, scored.missing), (1.0, 1, 0));
    assert!(scored.correlations[0].is_nan());
    let count = of("op_count(nor_conv_3x3)");
    assert_eq!((count.min, count.max, count.distinct), (0.0, 6.0, 7));
    let text = screen(model, &Theme::new(false, false));
    assert!(
        text.contains("over 9,345 scored rows of 15,625 shown"),
        "{text}"
    );
}

#[test]
fn a_key_takes_all_rows_shown_and_a_filter_is_followed() {
    let mut player = after("/op_count(none) = 0<cr>*");
    let shown = player.model().arrangement.rows.len();
    let scored = summary(player.model()).sample.clone();
    assert_eq!(scored.shown, shown);
    assert!(scored.scored && scored.rows.len() < shown);
    press(&mut player, "H");
    let model = player.model();
    assert_eq!(summary(model).sample.rows.len(), shown);
    let text = screen(model, &Theme::new(false, false));
    assert!(text.contains("over all 4,096 rows shown"), "{text}");
    // The values of a column are over the same rows.
    press(&mut player, "<cr>");
    assert_eq!(frequencies(player.model()).sample.rows.len(), shown);
    press(&mut player, "H");
    assert_eq!(frequencies(player.model()).sample, scored);
}

#[test]
fn columns_are_sorted_by_every_figure_and_gone_to_by_name() {
    let mut player = after("*");
    let first = |player: &Player| {
        let screen = &player.model().inspection.statistics;
        screen.listed()[0]
    };
    assert_eq!(first(&player), ColumnId(0));
    for figure in Figure::ALL {
        press(&mut player, "s");
        let screen = &player.model().inspection.statistics;
        assert_eq!(screen.sorted, Some(figure));
        assert_eq!(screen.selected, Some(first(&player)));
    }
    // By the size of the correlation with the error, which is that with itself.
    assert_eq!(first(&player), id(player.model(), "error"));
    press(&mut player, "s");
    assert_eq!(player.model().inspection.statistics.sorted, None);
    press(&mut player, "S");
    let columns = summary(player.model()).columns.len();
    assert_eq!(first(&player), ColumnId(columns - 1));
    press(&mut player, "h");
    assert_eq!(
        player.model().inspection.statistics.sorted,
        Some(Figure::WithError)
    );
    press(&mut player, ";flops<cr>");
    let flops = id(player.model(), "flops");
    assert_eq!(player.model().inspection.statistics.selected, Some(flops));
    press(&mut player, "t");
    let model = player.model();
    assert_eq!(model.screen, Screen::Panes);
    assert_eq!(
        shown_columns(model)[model.cursor.column],
        Shown::Column(flops)
    );
}

#[test]
fn few_values_are_listed_with_the_means_of_their_rows() {
    let player = after(";count(c3)<cr>K");
    let model = player.model();
    assert_eq!(model.screen, Screen::Frequencies);
    let found = frequencies(model);
    assert_eq!(found.parts.len(), 7);
    let table = model.table().unwrap();
    let values = |name: &str| &table.column(id(model, name)).values;
    let (counts, truth) = (values("op_count(nor_conv_3x3)"), values("true"));
    let (predicted, error) = (values("predicted"), values("error"));
    for (times, part) in found.parts.iter().enumerate() {
        let rows = found.sample.rows.iter().map(|&row| row as usize);
        let rows: Vec<usize> = rows
            .filter(|&row| counts.get(row) == times as f64)
            .collect();
        assert_eq!(part.rows, rows.len());
        for (values, found) in [truth, predicted, error].into_iter().zip(part.means) {
            near(found, mean(rows.iter().map(|&row| values.get(row))));
        }
    }
}

#[test]
fn what_is_under_the_cursor_becomes_the_filter() {
    for keys in [
        ";count(c3)<cr>Kjj",
        ";count(c3)<cr>Ks",
        ";params<cr>Ksj",
        ";params<cr>KG",
        ";uncertainty<cr>K+sj",
        ";interval<cr>K-",
        ";onehot.1_2(none)<cr>K",
        "lK",
        "lKss",
        "lllKHG",
        "*;flops<cr><cr>s",
    ] {
        let mut player = after(keys);
        let model = player.model();
        let part = *model.inspection.frequencies.selected().unwrap();
        assert!(part.rows > 0, "{keys}");
        press(&mut player, "<cr>");
        let model = player.model();
        let filter = &model.view.filter;
        assert_eq!(model.screen, Screen::Panes, "{keys}");
        assert_eq!(model.arrangement.rows.len(), part.rows, "{keys}: {filter}");
        press(&mut player, "u");
        assert_eq!(player.model().view.filter, "", "{keys}");
    }
}

#[test]
fn a_value_can_be_hidden_and_the_screen_shows_what_is_left() {
    let mut player = after(";count(c3)<cr>Kj!");
    let model = player.model();
    assert_eq!(model.screen, Screen::Frequencies);
    assert_eq!(model.view.filter, "not op_count(nor_conv_3x3) = 1");
    assert_eq!(frequencies(model).parts.len(), 6);
    press(&mut player, "!");
    let filter = "not op_count(nor_conv_3x3) = 1 and not op_count(nor_conv_3x3) = 2";
    assert_eq!(player.model().view.filter, filter);
    press(&mut player, "quu");
    assert_eq!(player.model().view.filter, "");
}

#[test]
fn many_values_are_in_bins_whose_number_keys_change() {
    let mut player = after("lK");
    let bins = |player: &Player| frequencies(player.model()).parts.len();
    assert!(frequencies(player.model()).is_binned());
    let twenty = bins(&player);
    press(&mut player, "+");
    assert!(bins(&player) > twenty);
    press(&mut player, "---");
    assert!(bins(&player) < twenty && bins(&player) > 1);
    press(&mut player, ";count(c3)<cr>+");
    assert!(notice(player.model()).contains("there are no bins"));
}

#[test]
fn values_are_sorted_by_rows_and_means() {
    let mut player = after(";count(c3)<cr>Ks");
    let keys = |player: &Player, of: fn(&grafscope_core::statistics::Part) -> f64| {
        let screen = &player.model().inspection.frequencies;
        let parts = &frequencies(player.model()).parts;
        let listed = screen.listed().into_iter();
        listed.map(|at| of(&parts[at])).collect::<Vec<f64>>()
    };
    let descending = |keys: Vec<f64>| keys.is_sorted_by(|a, b| a >= b);
    assert!(descending(keys(&player, |part| part.rows as f64)));
    press(&mut player, "s");
    assert!(descending(keys(&player, |part| part.means[0])));
    press(&mut player, "s");
    assert!(descending(keys(&player, |part| part.means[1])));
    press(&mut player, "s");
    assert!(descending(keys(&player, |part| part.means[2].abs())));
    press(&mut player, "S");
    assert!(descending(keys(&player, |part| -part.means[2].abs())));
    press(&mut player, "sS");
    let screen = &player.model().inspection.frequencies;
    assert_eq!(screen.listed(), [6, 5, 4, 3, 2, 1, 0]);
}

#[test]
fn each_screen_goes_back_to_where_it_was_opened() {
    let mut player = after("l*");
    let truth = id(player.model(), "true");
    assert_eq!(player.model().inspection.statistics.selected, Some(truth));
    press(&mut player, "<cr>");
    assert_eq!(player.model().inspection.frequencies.column, "true");
    press(&mut player, "<esc>");
    assert_eq!(player.model().screen, Screen::Statistics);
    press(&mut player, "<esc>");
    assert_eq!(player.model().screen, Screen::Panes);
    press(&mut player, "KK");
    assert_eq!(player.model().screen, Screen::Panes);
    press(&mut player, "0K");
    assert_eq!(player.model().screen, Screen::Panes);
    assert!(notice(player.model()).contains("move the cursor to a column"));
}

#[test]
fn a_click_puts_the_cursor_on_a_line() {
    let mut player = after("*");
    let click = |player: &mut Player, y: fn(&Model) -> u16| {
        let y = y(player.model());
        let action = MouseAction::Click;
        player
            .send(Message::Mouse(Mouse { action, x: 3, y }))
            .unwrap();
    };
    let body = |model: &Model| screen_areas(areas(model).unwrap().body).body;
    click(&mut player, |model| {
        screen_areas(areas(model).unwrap().body).body.y + 4
    });
    let selected = player.model().inspection.statistics.selected;
    assert_eq!(selected, Some(ColumnId(3)));
    press(&mut player, ";count(c3)<cr><cr>");
    assert!(frequency_areas(body(player.model())).0.height > 0);
    click(&mut player, |model| {
        let body = screen_areas(areas(model).unwrap().body).body;
        frequency_areas(body).1.y + 3
    });
    assert_eq!(player.model().inspection.frequencies.cursor, 2);
}

#[test]
fn without_a_predictor_all_rows_shown_count() {
    let unmeasured = synthetic::Source201 {
        rows: 700,
        measured_every: None,
        forest: false,
    };
    let mut model = synthetic::explorer_of(unmeasured, size(120, 40));
    for key in grafscope_explorer::input::key::keys("*").unwrap() {
        synthetic::send_of(&mut model, Message::Key(key), unmeasured);
    }
    let found = summary(&model);
    assert!(!found.sample.scored);
    assert_eq!(found.sample.rows.len(), 700);
    let truth = found.columns[id(&model, "true").0];
    assert_eq!((truth.missing, truth.distinct), (700, 0));
    let theme = Theme::new(false, false);
    assert!(screen(&model, &theme).contains("over all 700 rows shown"));
    press_only(&mut model, "H");
    assert!(notice(&model).contains("no row is scored"));
}

#[test]
fn nothing_is_computed_before_a_screen_is_open_and_closing_it_stops_the_work() {
    let job = |effects: &[Effect], kind| {
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Start(_, job) if job.kind() == kind))
    };
    let stops = |effects: &[Effect], kind| {
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Stop(of) if *of == kind))
    };
    for (keys, kind) in [("*", JobKind::Summarise), ("lK", JobKind::Frequencies)] {
        let mut model = BASE.clone();
        assert!(job(&press_only(&mut model, keys), kind));
        let text = screen(&model, &Theme::new(false, false));
        assert!(text.contains("running"), "{text}");
        assert!(stops(&press_only(&mut model, "q"), kind));
        assert_eq!(model.screen, Screen::Panes);
        // Opened again it is asked for again, and a second time it is not.
        assert!(job(&press_only(&mut model, keys), kind));
        assert!(!job(&press_only(&mut model, "j"), kind));
    }
    assert_eq!(BASE.inspection.statistics.work, Work::Idle);
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let mut model = BASE.clone();
    let effects = press_only(&mut model, "*");
    let jobs = effects.into_iter().find_map(|effect| match effect {
        Effect::Start(generation, job @ Job::Summarise(_)) => Some((generation, job)),
        _ => None,
    });
    let (generation, job) = jobs.unwrap();
    let [one, four] = [1, 4].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let mut model = model.clone();
        let message = pool.build().unwrap().install(|| {
            let context = grafscope_core::job::JobContext::default();
            JobRunner::default().perform(generation, job.clone(), &context, &mut |_| ())
        });
        let _ = update(&mut model, message.unwrap());
        let columns = summary(&model).columns.iter();
        let bits = columns.flat_map(|column| {
            let numbers = [column.mean, column.std].into_iter();
            numbers.chain(column.correlations).map(f64::to_bits)
        });
        bits.collect::<Vec<_>>()
    });
    assert_eq!(one, four);
}

#[test]
fn missing_values_have_a_line_and_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.csv");
    let space = grafscope_core::space::find("nb201").unwrap();
    let all = space.architectures();
    let mut text = String::from("arch,acc,extra\n");
    for (row, arch) in all.iter().step_by(40).enumerate() {
        let extra = if row % 3 == 0 {
            String::new()
        } else {
            format!("{}", row % 2)
        };
        text += &format!("\"{}\",{row},{extra}\n", space.print(arch, 0));
    }
    std::fs::write(&path, text).unwrap();
    let mut launch = launch_on(&path.display().to_string(), "tree", 20);
    launch.settings.rows = Rows::All;
    launch.source.targets = Some(vec!["acc".to_owned()]);
    let mut player = played_from(launch, size(120, 40), ";extra<cr>K");
    let found = frequencies(player.model());
    assert_eq!(found.parts.len(), 3);
    assert!(found.summary.missing > 0);
    assert_eq!(found.parts[2].rows, found.summary.missing);
    press(&mut player, "G<cr>");
    assert!(player.model().view.filter.starts_with("missing(extra)"));
    assert_eq!(
        player.model().arrangement.rows.len(),
        frequencies(player.model()).summary.missing
    );
    press(&mut player, "u,");
    assert!(!player.model().view.filter.is_empty());
}

#[test]
fn they_read_well() {
    for size in SIZES {
        let mut player = played_from(launch("forest trees=2", 100), size, "");
        let name = |what: &str| format!("{what}_{}x{}", size.width, size.height);
        for (what, keys) in [
            ("statistics", "*;count(none)<cr>"),
            ("statistics_sorted", "h"),
            ("frequencies", ";count(c3)<cr><cr>jj"),
            ("frequencies_binned", ";true<cr>s"),
        ] {
            press(&mut player, keys);
            let theme = Theme::new(false, false);
            insta::assert_snapshot!(name(what), screen_inside(player.model(), &theme));
        }
    }
}

#[test]
fn nothing_breaks_at_any_size_or_without_rows() {
    for size in [size(40, 10), size(20, 6), size(200, 60)] {
        for keys in [
            "*",
            "lK",
            "/op_count(none) > 99<cr>*",
            "/op_count(none) > 99<cr>llK",
        ] {
            let mut player = played_from(launch("tree", 32), size, keys);
            for key in ["", "j", "G", "s", "S", "l", "+", "<cr>", "!", "H", "<esc>"] {
                press(&mut player, key);
                screen(player.model(), &Theme::new(false, true));
                screen(player.model(), &Theme::new(true, false));
            }
        }
    }
}
