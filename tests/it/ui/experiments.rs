//! The screens of experiments: what keys and results do, and how they look. Scores are made up here, so
//! that no change of a predictor changes what these tests see.

use std::sync::{Arc, LazyLock};

use grafscope_core::experiment::selection::{Against, Direction, Selected, Step};
use grafscope_core::experiment::{
    Mark, Metric, PairedTest, PerMetric, PredictionTask, Ranking, Run, SearchRun, Seeds, Spread,
    Task, Transfer, TransferRun, Verdict,
};
use grafscope_core::job::{JobContext, Progress};
use grafscope_core::predict::{FeatureSet, TrainError};
use grafscope_explorer::command::keymap::Context;
use grafscope_explorer::command::place::contexts;
use grafscope_explorer::compare::layout::compare_layout;
use grafscope_explorer::compare::state::Compare;
use grafscope_explorer::effect::{Answer, Effect, Generation, Job, JobKind, Ran};
use grafscope_explorer::input::key::keys;
use grafscope_explorer::jobs::runner::JobRunner;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::layout::areas::areas;
use grafscope_explorer::message::{Level, Message, Mouse, MouseAction};
use grafscope_explorer::model::Model;
use grafscope_explorer::overlay::Overlay;
use grafscope_explorer::screen::layout::{screen_areas, transfer_layout};
use grafscope_explorer::screen::{Screen, Work};
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;
use grafscope_explorer::update::update;
use ratatui::style::Color;

use crate::support::player::{drawn, launch, press_only, screen_inside, size};

const SIZES: [Size; 3] = [size(80, 24), size(120, 40), size(40, 10)];

fn player() -> Player {
    Player::start(launch("forest trees=2", 32), SIZES[1]).unwrap()
}

static BASE: LazyLock<Model> = LazyLock::new(|| player().model().clone());

fn typed(text: &str) -> (Model, Vec<Effect>) {
    let mut model = BASE.clone();
    let effects = press_only(&mut model, text);
    (model, effects)
}

/// The job of `kind` that is asked for last.
fn job(effects: &[Effect], kind: JobKind) -> Option<(Generation, &Job)> {
    effects.iter().rev().find_map(|effect| match effect {
        Effect::Start(generation, job) if job.kind() == kind => Some((*generation, job)),
        _ => None,
    })
}

fn tasks(effects: &[Effect]) -> (Generation, Arc<PredictionTask>, Vec<Task>) {
    match job(effects, JobKind::Compare) {
        Some((
            generation,
            Job::Compare {
                prediction_task,
                tasks,
            },
        )) => (generation, Arc::clone(prediction_task), tasks.clone()),
        _ => panic!("no runs are asked for"),
    }
}

fn compare(model: &Model) -> &Compare {
    model.experiments.compare.as_ref().unwrap()
}

/// A run with a made-up score.
fn run(prediction_task: &PredictionTask, task: &Task) -> Ran {
    let features = task.series.features.columns().len() as f64;
    let noise = ((task.seed * 7 + features as u64 * 3) % 5) as f64 * 0.01;
    let tau = 0.3 + 0.08 * (task.train_size as f64).ln() + 0.02 * features.ln() + noise;
    let run = Run {
        key: prediction_task.key(task),
        version: "1".to_owned(),
        content: "0123456789abcdef".to_owned(),
        n_features: features as usize,
        n_train: task.train_size,
        n_test: 9000,
        scores: PerMetric {
            tau,
            spearman: tau + 0.1,
            r2: tau - 0.1,
            mae: 3.0 - tau,
            rmse: 4.0 - tau,
            best_of_top10_rank: 12.0,
            precision_at_1pct: tau - 0.3,
            precision_at_5pct: tau - 0.2,
            precision_at_10pct: tau - 0.1,
            ndcg_at_10: tau + 0.05,
            regret_at_10: 1.0 - tau,
        },
        weights: std::collections::BTreeMap::new(),
        fit_ms: 1.0,
        predict_ms: 1.0,
    };
    (task.clone(), Ok(run))
}

fn ran(prediction_task: &Arc<PredictionTask>, tasks: &[Task]) -> Message {
    let runs = tasks
        .iter()
        .map(|task| run(prediction_task, task))
        .collect();
    let runs = Answer::Ran(Arc::clone(prediction_task), Arc::new(runs));
    // Of a request long gone: runs count all the same.
    Message::Answer(JobKind::Compare, Generation(0), runs)
}

/// The comparison after the first `share` percent of its runs.
fn compared(text: &str, share: usize) -> Model {
    let (mut model, effects) = typed("v");
    let mut effects = effects;
    effects.extend(press_only(&mut model, text));
    let (_, prediction_task, tasks) = tasks(&effects);
    let some = tasks.len() * share / 100;
    let _ = update(&mut model, ran(&prediction_task, &tasks[..some]));
    model
}

#[test]
fn the_comparison_begins_with_common_sets_and_asks_for_every_run() {
    let (model, effects) = typed("v");
    let (_, _, tasks) = tasks(&effects);
    let compare = compare(&model);
    let sets: Vec<&str> = compare
        .summary
        .series
        .iter()
        .map(|of| of.0.as_str())
        .collect();
    assert_eq!(sets, ["graf", "flops+params", "onehot"]);
    assert_eq!(compare.summary.sizes, [16, 32, 64, 128]);
    assert_eq!(tasks.len(), 3 * 4 * 10);
    assert_eq!(compare.done, (0, tasks.len()));
    assert!(compare.running && !compare.paused);
    assert_eq!(contexts(&model), [Context::Compare, Context::Screens]);
    assert!(model.training.current.is_some(), "the predictor stays");
}

#[test]
fn runs_fill_cells_and_a_pause_loses_none() {
    let (mut model, effects) = typed("v");
    let (generation, prediction_task, all) = tasks(&effects);
    let _ = update(&mut model, ran(&prediction_task, &all[..50]));
    assert_eq!(compare(&model).done.0, 50);
    let paused = press_only(&mut model, "<space>");
    assert!(
        matches!(paused[..], [Effect::Stop(JobKind::Compare)]),
        "{paused:?}"
    );
    assert!(compare(&model).paused && !compare(&model).running);
    // What was under way when the pause came counts all the same.
    let _ = update(&mut model, ran(&prediction_task, &all[50..52]));
    let _ = update(
        &mut model,
        Message::Answer(JobKind::Compare, generation, Answer::Compared),
    );
    assert_eq!(compare(&model).done.0, 52);
    assert!(!compare(&model).running, "a pause lasts");
    let effects = press_only(&mut model, "<space>");
    let (_, _, rest) = tasks(&effects);
    assert_eq!(rest, all[52..]);
    let _ = update(&mut model, ran(&prediction_task, &rest));
    let (generation, ..) = tasks(&effects);
    assert!(
        update(
            &mut model,
            Message::Answer(JobKind::Compare, generation, Answer::Compared)
        )
        .is_empty()
    );
    let compare = compare(&model);
    assert_eq!(compare.done, (all.len(), all.len()));
    assert!(!compare.running && !compare.paused);
    assert_eq!(compare.summary.cells[0][0].mark(), Some(Mark::Reference));
}

#[test]
fn escape_stops_then_leaves_and_the_runs_are_there_when_it_is_opened_again() {
    let (mut model, effects) = typed("v");
    let (_, prediction_task, all) = tasks(&effects);
    let _ = update(&mut model, ran(&prediction_task, &all[..9]));
    let _ = press_only(&mut model, "<esc>");
    assert_eq!(
        (model.screen, compare(&model).running),
        (Screen::Compare, false)
    );
    let _ = press_only(&mut model, "<esc>");
    assert_eq!(model.screen, Screen::Panes);
    let _ = press_only(&mut model, "jj");
    assert_eq!(model.cursor.position, BASE.cursor.position + 2);
    assert!(
        press_only(&mut model, "v").is_empty(),
        "it goes on when the user says so"
    );
    assert_eq!((model.screen, compare(&model).done.0), (Screen::Compare, 9));
    // Closed otherwise, runs go on in the background.
    let _ = press_only(&mut model, " vjj");
    assert!(model.screen == Screen::Panes && compare(&model).running);
    let _ = update(&mut model, ran(&prediction_task, &all[9..12]));
    assert_eq!(compare(&model).done.0, 12);
}

#[test]
fn series_are_added_and_removed_while_it_runs() {
    let (mut model, effects) = typed("v");
    let (_, prediction_task, all) = tasks(&effects);
    let _ = update(&mut model, ran(&prediction_task, &all[..30]));
    let effects = press_only(&mut model, "=op_count(c3,<cr>");
    assert!(effects.is_empty());
    let problem = |model: &Model| model.prompt().unwrap().problem.clone().unwrap();
    assert!(!problem(&model).message.is_empty());
    let _ = press_only(&mut model, "<c-u>op_count, forest trees=0");
    let fault = problem(&model);
    assert!(fault.message.contains("1 to 10000"), "{}", fault.message);
    assert_eq!(fault.span, Some(10..24));
    let effects = press_only(&mut model, "<bs>3<cr>");
    let (_, _, more) = tasks(&effects);
    assert_eq!(more.len(), 160 - 30, "what is done is not asked for again");
    let of_new = more
        .iter()
        .filter(|task| task.series.features.text() == "op_count");
    assert_eq!(of_new.count(), 40);
    assert_eq!(compare(&model).method, 3, "the cursor is on it");
    assert_eq!(compare(&model).label(3), "op_count, forest trees=3");
    let _ = press_only(&mut model, "=op_count, forest trees=3<cr>");
    assert!(problem(&model).message.contains("given twice"));
    let effects = press_only(&mut model, "<esc>gx");
    let (_, _, left) = tasks(&effects);
    assert!(
        left.iter()
            .all(|task| task.series.features.text() != "graf")
    );
    let _ = update(&mut model, ran(&prediction_task, &all[30..60]));
    let kept = compare(&model).grid.runs();
    assert!(
        kept.into_iter().all(|run| run.key.features != "graf"),
        "late runs of it are dropped"
    );
    let effects = press_only(&mut model, "xxx");
    assert!(compare(&model).summary.series.is_empty());
    assert!(matches!(
        effects.last(),
        Some(Effect::Stop(JobKind::Compare))
    ));
    let _ = press_only(&mut model, "<cr>j");
    assert_eq!(model.screen, Screen::Compare);
}

#[test]
fn the_list_offers_families_models_and_earlier_predictors() {
    let (mut model, _) = typed("va");
    let Some(Overlay::List(list)) = &model.overlay else {
        panic!("no list");
    };
    for text in ["op_count", "graf, gp", "graf, forest trees=2"] {
        assert!(
            list.items.iter().any(|item| item.label == text),
            "{text}: {:?}",
            list.items
        );
    }
    let effects = press_only(&mut model, "node_d<cr>");
    let (_, _, more) = tasks(&effects);
    assert_eq!(more.len(), 160);
    assert_eq!(compare(&model).summary.series[3].0, "node_degree");
    let _ = press_only(&mut model, "anode_d<cr>");
    let notice = model.notice.as_ref().unwrap();
    assert_eq!(notice.level, Level::Error);
    assert!(notice.text.contains("given twice"));
}

#[test]
fn sizes_seeds_and_the_score_can_be_changed() {
    let mut model = compared("", 100);
    let effects = press_only(&mut model, "#<c-u>8, 32<cr>");
    let (_, _, more) = tasks(&effects);
    assert!(more.iter().all(|task| task.train_size == 8) && more.len() == 30);
    assert_eq!(compare(&model).summary.sizes, [8, 32]);
    let _ = press_only(&mut model, "#<c-u>8 x<cr>");
    let problem = model.prompt().unwrap().problem.clone().unwrap().message;
    assert!(problem.contains("`x` is no training size") && problem.contains("from 2 to 9444"));
    let effects = press_only(&mut model, "<esc>--");
    assert_eq!(compare(&model).grid.seeds().count, 3);
    assert_eq!(tasks(&effects).2.len(), 9);
    let _ = press_only(&mut model, "+");
    assert_eq!(compare(&model).grid.seeds().count, 5);
    let _ = press_only(&mut model, "mmm");
    assert_eq!(compare(&model).metric, Metric::Mae);
    assert_eq!(compare(&model).summary.metric, Metric::Mae);
    let _ = press_only(&mut model, "L");
    assert_eq!(
        compare(&model).summary.sizes,
        [8, 16, 32, 64, 128, 256, 512, 1024]
    );
    let effects = press_only(&mut model, "X");
    assert_eq!(compare(&model).done, (0, 120));
    assert_eq!(tasks(&effects).2.len(), 120);
}

#[test]
fn every_score_can_be_shown_and_is_named() {
    for screen in ["", "c"] {
        let mut model = compared(screen, 100);
        model.size = SIZES[0];
        for metric in Metric::ALL {
            assert_eq!(compare(&model).metric, metric);
            let text = screen_inside(&model, &Theme::new(true, false));
            let mut head = text.lines().take(3);
            assert!(head.any(|line| line.contains(metric.title())), "{text}");
            let mark = compare(&model).summary.cells[0][0].mark();
            assert!(mark.is_some(), "{}", metric.name());
            let effects = press_only(&mut model, "m");
            let again = job(&effects, JobKind::Compare);
            assert!(again.is_none(), "no run is repeated");
        }
        assert_eq!(compare(&model).metric, Metric::Tau, "after the last one");
    }
}

#[test]
fn a_method_is_pinned_as_the_reference_and_let_go() {
    let mut model = compared("", 100);
    let marks = |model: &Model| -> Vec<Option<Mark>> {
        let cells = compare(model).summary.cells.iter();
        cells.map(|line| line[0].mark()).collect()
    };
    let (best, worse) = (Some(Mark::Reference), Some(Mark::Worse));
    assert_eq!(marks(&model), [best, worse, worse]);
    let _ = press_only(&mut model, "jp");
    assert_eq!(compare(&model).line_label(1), "flops+params [pinned]");
    assert_eq!(compare(&model).label(1), "flops+params");
    let better = Some(Mark::Better);
    assert_eq!(marks(&model), [better, best, better]);
    let text = screen_inside(&model, &Theme::new(true, false));
    for line in [
        "flops+params [pinned]",
        "* reference: flops+params",
        "+ better",
        "Holm's correction for 8 comparisons",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let _ = press_only(&mut model, "k");
    let text = screen_inside(&model, &Theme::new(true, false));
    assert!(
        text.contains("against flops+params: better (Δ = +0.0"),
        "{text}"
    );
    // It stays with its method when others go, in every score, and goes with it.
    let _ = press_only(&mut model, "xm");
    assert_eq!(compare(&model).summary.pinned, Some(0));
    let _ = press_only(&mut model, "x");
    assert_eq!(compare(&model).summary.pinned, None);
    assert!(compare(&model).pinned.is_none());
    let mut model = compared("jpp", 100);
    assert_eq!(marks(&model), [best, worse, worse]);
    let _ = press_only(&mut model, "c");
    assert!(screen_inside(&model, &Theme::new(true, false)).contains(": worse (Δ = "));
}

/// The text at 80x24.
fn small(model: &Model, theme: &Theme) -> String {
    let mut model = model.clone();
    model.size = SIZES[0];
    screen_inside(&model, theme)
}

#[test]
fn five_sizes_fit_into_80_columns() {
    for keys in ["#<c-u>8 16 32 64 128<cr>", "#<c-u>8 16 32 64 128<cr>d"] {
        let text = small(&compared(keys, 100), &Theme::new(true, false));
        for size in ["n 8", "n 16", "n 32", "n 64", "n 128"] {
            assert!(text.contains(size), "{size}: {text}");
        }
        assert!(!text.contains('›'), "{text}");
    }
    // What does not fit is said to be there.
    let text = small(&compared("L", 100), &Theme::new(true, false));
    assert!(text.contains("‹ › more sizes"), "{text}");
}

#[test]
fn differences_take_the_place_of_scores() {
    let mut model = compared("d", 100);
    for (theme, lines) in [
        (
            Theme::new(true, false),
            [
                "Δ: mean paired difference in tau from the reference, ± 95 % interval",
                "Δ tau ± 95 % interval",
            ],
        ),
        (
            Theme::new(false, true),
            [
                "diff: mean paired difference in tau from the reference, +- 95 % interval",
                "diff tau +- 95 % interval",
            ],
        ),
    ] {
        let text = small(&model, &theme);
        for line in lines.into_iter().chain(["reference*", "-.09"]) {
            assert!(text.contains(line), "{line}: {text}");
        }
    }
    let difference = compare(&model).summary.cells[1][0]
        .difference
        .unwrap()
        .test
        .delta;
    let figure = format!("{:+.3}±{:.3}", difference.mean, difference.margin).replace("0.", ".");
    let text = small(&model, &Theme::new(true, false));
    assert!(text.contains(&figure), "{figure}: {text}");
    let _ = press_only(&mut model, "d");
    let text = small(&model, &Theme::new(true, false));
    assert!(
        text.contains("mean tau ± standard deviation") && !text.contains("reference*"),
        "{text}"
    );
}

#[test]
fn every_sign_of_the_comparison_has_its_meaning() {
    for (keys, share, entries) in [
        (
            "",
            40,
            vec![
                "± standard deviation",
                "* reference: best",
                "? too few seeds",
                "· no run yet",
                "– needs two seeds",
                "bold: best mean",
            ],
        ),
        (
            "",
            100,
            vec!["no mark: worse", "Holm's correction for 8 comparisons"],
        ),
        // Before the first run, too: what is added later moves nothing.
        (
            "",
            0,
            vec!["bold: best", "* reference: best", "Holm's correction"],
        ),
        ("p", 100, vec!["* reference: graf"]),
    ] {
        let model = compared(keys, share);
        let text = small(&model, &Theme::new(true, false));
        for entry in entries {
            assert!(text.contains(entry), "{entry}: {text}");
        }
    }
    let wide = screen_inside(&compared("", 40), &Theme::new(true, false));
    assert!(
        wide.contains("number: seeds; bar: some are missing"),
        "{wide}"
    );
}

#[test]
fn learning_curves_stand_below_and_move_once_a_round_is_complete() {
    let (mut model, effects) = typed("v");
    let (_, prediction_task, all) = tasks(&effects);
    let text = small(&model, &Theme::new(true, false));
    assert!(text.contains("learning curves: once every cell"), "{text}");
    // A round is three seeds of twelve cells.
    let _ = update(&mut model, ran(&prediction_task, &all[..36]));
    let text = small(&model, &Theme::new(true, false));
    assert!(text.contains("curves: mean, 95 % interval"), "{text}");
    assert!(text.contains("training size n"), "{text}");
    let drawn = Arc::clone(&compare(&model).charted);
    let _ = update(&mut model, ran(&prediction_task, &all[36..60]));
    assert!(Arc::ptr_eq(&drawn, &compare(&model).charted));
    assert!(!Arc::ptr_eq(&drawn, &compare(&model).summary));
    // They follow the score at once, and end where the table does.
    let _ = press_only(&mut model, "m");
    assert_eq!(compare(&model).charted, compare(&model).summary);
    let _ = update(&mut model, ran(&prediction_task, &all[60..]));
    assert_eq!(compare(&model).charted, compare(&model).summary);
    let band = compare(&model).chart_below().curves[0].points[0].spread;
    let margin = compare(&model).summary.cells[0][0].interval.margin;
    assert!((band - margin).abs() < 1e-12);
    // Where there is no room, there are none.
    model.size = SIZES[2];
    assert!(!screen_inside(&model, &Theme::new(true, false)).contains("training size"));
}

#[test]
fn few_seeds_tell_nothing() {
    let model = compared("--j", 100);
    let difference = compare(&model).summary.cells[1][0].difference.unwrap();
    let (run, needed) = (3, 9);
    assert_eq!(difference.verdict, Verdict::TooFewSeeds { run, needed });
    let text = screen_inside(&model, &Theme::new(true, false));
    assert!(
        text.contains("too few seeds to tell: 3 have been run, 9 are needed"),
        "{text}"
    );
    assert!(text.contains("? too few seeds to tell"), "{text}");
    // Without Unicode, too.
    let text = screen_inside(&compared("j", 100), &Theme::new(false, true));
    assert!(text.contains("(diff = -0.0") && text.is_ascii(), "{text}");
}

#[test]
fn a_cell_is_opened_in_the_explorer() {
    let mut model = compared("jl", 100);
    let effects = press_only(&mut model, "ll<cr>");
    assert_eq!(model.screen, Screen::Panes);
    assert_eq!(model.settings.features, "flops+params");
    assert_eq!((model.settings.train_size, model.settings.seed), (128, 0));
    assert!(job(&effects, JobKind::Train).is_some());
    // One of another target opens that first.
    let mut player = player();
    for key in keys("v#<c-u>16<cr>----  qtcifar100<cr>").unwrap() {
        assert!(player.press(key).unwrap());
    }
    assert_ne!(
        player.model().training.current.as_ref().unwrap().dataset,
        "cifar10"
    );
    for key in keys("vG<cr>").unwrap() {
        assert!(player.press(key).unwrap());
    }
    let trained = player.model().training.current.as_ref().unwrap();
    assert_eq!(trained.dataset, "cifar10");
    assert_eq!(trained.settings.features, "onehot");
    assert_eq!(trained.settings.train_size, 16);
}

#[test]
fn a_cell_that_fails_says_why() {
    let (mut model, effects) = typed("v");
    let (_, prediction_task, all) = tasks(&effects);
    let error = TrainError::TargetIsFeature("val_acc".to_owned());
    let runs = Arc::new(vec![(all[0].clone(), Err(error))]);
    let _ = update(
        &mut model,
        Message::Answer(
            JobKind::Compare,
            Generation(0),
            Answer::Ran(prediction_task, runs),
        ),
    );
    let text = screen_inside(&model, &Theme::new(true, false));
    assert!(
        text.contains("failed") && text.contains("val_acc"),
        "{text}"
    );
}

#[test]
fn the_mouse_selects_cells_and_points() {
    let mut model = compared("", 100);
    let body = screen_areas(areas(&model).unwrap().body).body;
    let layout = compare_layout(compare(&model), body);
    let table = layout.table;
    let click = |model: &mut Model, x, y| {
        let action = MouseAction::Click;
        let _ = update(model, Message::Mouse(Mouse { action, x, y }));
    };
    click(
        &mut model,
        body.x + table.label + table.cell * 2 + 3,
        body.y + 2,
    );
    assert_eq!((compare(&model).method, compare(&model).size), (1, 2));
    click(&mut model, body.x + 1, body.y + 3);
    assert_eq!((compare(&model).method, compare(&model).size), (2, 2));
    // A point of the curves below.
    let below = compare(&model).chart_below();
    let place = below.place(layout.curves.unwrap()).unwrap();
    let point = below.curves[1].points[3];
    let (x, y) = place.cell(below.across_of(point.x), point.mean);
    click(&mut model, x.round() as u16, y.round() as u16);
    assert_eq!((compare(&model).method, compare(&model).size), (1, 3));
    let _ = press_only(&mut model, "c");
    assert_eq!(model.screen, Screen::Curves);
    let chart = compare(&model).chart();
    let drawn = chart.split(body).0;
    let place = chart.place(drawn).unwrap();
    let point = chart.curves[0].points[3];
    let (x, y) = place.cell(chart.across_of(point.x), point.mean);
    click(&mut model, x.round() as u16, y.round() as u16);
    assert_eq!((compare(&model).method, compare(&model).size), (0, 3));
    let action = MouseAction::WheelDown;
    let _ = update(&mut model, Message::Mouse(Mouse { action, x: 5, y: 5 }));
    assert_eq!(compare(&model).method, 1);
}

#[test]
fn a_comparison_is_written_in_the_format_of_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut player = player();
    let mut type_keys = |text: &str| {
        for key in keys(text).unwrap() {
            assert!(player.press(key).unwrap());
        }
        player
            .model()
            .notice
            .as_ref()
            .map_or(String::new(), |notice| notice.text.clone())
    };
    type_keys("v----#<c-u>16<cr>");
    for (ending, expect) in [
        ("csv", "graf"),
        ("json", "{"),
        ("md", "|"),
        ("tex", "tabular"),
    ] {
        let path = folder.path().join(format!("table.{ending}"));
        let said = type_keys(&format!("o<c-u>{}<cr>", path.display()));
        assert!(said.contains("wrote the comparison"), "{said}");
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(written.contains(expect), "{ending}: {written}");
    }
    let path = folder.path().join("table.xls");
    let said = type_keys(&format!("o<c-u>{}<cr>", path.display()));
    assert!(
        said.contains("a name that ends with") && said.contains(".tex"),
        "{said}"
    );
    let path = folder.path().join("table.csv");
    let said = type_keys(&format!("o<c-u>{}<cr>", path.display()));
    assert!(
        said.contains("exists"),
        "a file is never written over: {said}"
    );
}

#[test]
fn the_worker_does_the_runs_and_tells_them_all() {
    let (mut model, _) = typed("v#<c-u>16<cr>");
    let effects = press_only(&mut model, "----+-");
    let (generation, prediction_task, all) = tasks(&effects);
    assert_eq!(all.len(), 9);
    let mut told = Vec::new();
    let job = Job::Compare {
        prediction_task: Arc::clone(&prediction_task),
        tasks: all.clone(),
    };
    let done =
        JobRunner::default().perform(generation, job, &JobContext::default(), &mut |message| {
            told.push(message);
        });
    assert!(matches!(done, Some(Message::Answer(_, of, Answer::Compared)) if of == generation));
    for message in told {
        assert!(matches!(message, Message::Answer(_, _, Answer::Ran(..))));
        let _ = update(&mut model, message);
    }
    assert_eq!(compare(&model).done, (9, 9));
    let cell = &compare(&model).summary.cells[0][0];
    assert!(cell.spread.mean > 0.2 && cell.spread.mean < 0.9, "{cell:?}");
}

/// A set with this mean and about this difference from the full one, over ten seeds.
fn against(mean: f64, delta: f64) -> Against {
    let differences = (0..10).map(|seed| delta + 0.002 * (f64::from(seed) - 4.5));
    Against {
        score: Spread { mean, std: 0.02 },
        test: PairedTest::of(&differences.collect::<Vec<f64>>()),
    }
}

fn steps(model: &Model) -> Vec<Step> {
    let table = model.table().unwrap();
    let step = |text: &str, change: &str, mean, delta| Step {
        change: change.to_owned(),
        features: FeatureSet::parse(text, table).unwrap(),
        inner: against(mean, delta),
    };
    vec![
        step("graf-node_degree", "node_degree left out", 0.71, 0.01),
        step(
            "op_count+min_path_len",
            "max_op_on_path left out",
            0.705,
            0.005,
        ),
        step("op_count", "min_path_len left out", 0.69, -0.009),
    ]
}

/// The selection, done.
fn selected() -> Model {
    let (mut model, effects) = typed("E<space>");
    let (generation, _) = job(&effects, JobKind::Select).unwrap();
    let path = steps(&model);
    for step in &path {
        let _ = update(
            &mut model,
            Message::Answer(
                JobKind::Select,
                generation,
                Answer::Stepped(Arc::new(step.clone())),
            ),
        );
    }
    let selected = Selected {
        features: path[1].features.clone(),
        again: path.iter().map(|step| step.inner).collect(),
        full_inner: Spread {
            mean: 0.7,
            std: 0.02,
        },
        full_outer: Spread {
            mean: 0.69,
            std: 0.02,
        },
        outer: against(0.695, 0.001),
        rows: (4722, 4723),
        path,
    };
    let _ = update(
        &mut model,
        Message::Answer(
            JobKind::Select,
            generation,
            Answer::Selected(Ok(Arc::new(selected))),
        ),
    );
    model
}

#[test]
fn a_selection_shows_its_path_and_its_set_is_used_and_named() {
    let (model, effects) = typed("E");
    assert!(effects.is_empty(), "nothing starts unasked");
    let selecting = model.experiments.selection.as_ref().unwrap();
    assert_eq!(selecting.selection.direction, Direction::Backward);
    let mut model = selected();
    let selecting = model.experiments.selection.as_ref().unwrap();
    assert_eq!((&selecting.work, selecting.cursor), (&Work::Done, 1));
    let effects = press_only(&mut model, "s");
    assert_eq!(model.settings.features, "op_count+min_path_len");
    assert!(job(&effects, JobKind::Train).is_some());
    assert_eq!(
        model.prompt().unwrap().spec.label,
        "name of the feature set"
    );
    let _ = press_only(&mut model, "<esc>j<cr>");
    assert_eq!(
        (model.screen, model.settings.features.as_str()),
        (Screen::Panes, "op_count")
    );
}

#[test]
fn a_selection_is_stopped_and_set_anew() {
    let (mut model, effects) = typed("E<space>");
    let (generation, _) = job(&effects, JobKind::Select).unwrap();
    let progress = Progress {
        what: "sets",
        done: 7,
        total: 0,
    };
    let _ = update(
        &mut model,
        Message::Answer(JobKind::Select, generation, Answer::Progress(progress)),
    );
    let work = |model: &Model| model.experiments.selection.as_ref().unwrap().work.clone();
    assert_eq!(work(&model), Work::Running(Some(progress)));
    let _ = press_only(&mut model, "d");
    assert!(
        model
            .notice
            .as_ref()
            .unwrap()
            .text
            .contains("stop the selection first")
    );
    let effects = press_only(&mut model, "<esc>");
    assert!(matches!(effects[..], [Effect::Stop(JobKind::Select)]));
    assert_eq!(
        (work(&model), model.screen),
        (Work::Idle, Screen::Selection)
    );
    let step = Arc::new(steps(&model).remove(0));
    let _ = update(
        &mut model,
        Message::Answer(JobKind::Select, generation, Answer::Stepped(step)),
    );
    let selecting = model.experiments.selection.as_ref().unwrap();
    assert!(selecting.steps.is_empty(), "news of a stopped one is none");
    let _ = press_only(&mut model, "dm+");
    let selection = &model.experiments.selection.as_ref().unwrap().selection;
    assert_eq!(selection.direction, Direction::Forward);
    assert_eq!(
        (selection.metric, selection.seeds.count),
        (Metric::Spearman, 20)
    );
    let _ = press_only(&mut model, "#<c-u>-1<cr>");
    let problem = model.prompt().unwrap().problem.clone().unwrap().message;
    assert!(problem.contains("a number from 0 on"), "{problem}");
    let _ = press_only(&mut model, "<c-u>0.02<cr>");
    let selection = &model.experiments.selection.as_ref().unwrap().selection;
    assert!((selection.tolerance - 0.02).abs() < 1e-12);
}

/// The matrix of a transfer between three made-up targets.
fn transferred() -> Model {
    let (mut model, effects) = typed("vA");
    let (generation, _) = job(&effects, JobKind::Transfer).unwrap();
    let of = compare(&model);
    let series = Arc::clone(of.grid.series().next().unwrap());
    let prediction_task = |dataset: &str| {
        let mut prediction_task = (*of.prediction_task).clone();
        dataset.clone_into(&mut prediction_task.dataset);
        (Arc::new(prediction_task), Arc::clone(&series))
    };
    let transfer = Transfer {
        subjects: ["cifar10", "cifar100", "ImageNet16-120"]
            .map(prediction_task)
            .to_vec(),
        train_size: 32,
        seeds: Seeds {
            first: 0,
            count: 10,
        },
    };
    let _ = update(
        &mut model,
        Message::Answer(
            JobKind::Transfer,
            generation,
            Answer::Transferring(Arc::new(transfer)),
        ),
    );
    let ranking = |tau| Ranking {
        tau,
        spearman: tau + 0.1,
    };
    let runs = (0..9).map(|at| TransferRun {
        source: at % 2,
        seed: at as u64 / 2,
        rankings: (0..3)
            .map(|held_out| ranking(0.6 + 0.01 * (at + held_out) as f64))
            .collect(),
    });
    let _ = update(
        &mut model,
        Message::Answer(
            JobKind::Transfer,
            generation,
            Answer::Transferred(Arc::new(runs.collect())),
        ),
    );
    model
}

#[test]
fn a_transfer_fills_its_matrix() {
    let mut model = transferred();
    let of = model.experiments.transfer.as_ref().unwrap();
    assert_eq!(of.names(), ["cifar10", "cifar100", "ImageNet16-120"]);
    assert!(
        (of.matrix[0][1].mean - 0.65).abs() < 1e-9,
        "{:?}",
        of.matrix
    );
    assert!(of.matrix[2][0].mean.is_nan());
    let _ = press_only(&mut model, "mjl");
    let of = model.experiments.transfer.as_ref().unwrap();
    assert!((of.matrix[0][1].mean - 0.75).abs() < 1e-9);
    assert_eq!((of.source, of.evaluated), (1, 1));
    let body = screen_areas(areas(&model).unwrap().body).body;
    let of = model.experiments.transfer.as_ref().unwrap();
    let layout = transfer_layout(of, body);
    let (x, y) = (body.x + layout.label + 2 * layout.cell + 5, body.y + 1);
    let action = MouseAction::Click;
    let _ = update(&mut model, Message::Mouse(Mouse { action, x, y }));
    let of = model.experiments.transfer.as_ref().unwrap();
    assert_eq!((of.source, of.evaluated), (0, 2));
    let effects = press_only(&mut model, "<esc>");
    assert!(matches!(effects[..], [Effect::Stop(JobKind::Transfer)]));
    assert_eq!(model.experiments.transfer.as_ref().unwrap().runs.len(), 9);
}

/// A search with made-up results.
fn searched() -> Model {
    let (mut model, effects) = typed("Q<space>");
    let (generation, job) = job(&effects, JobKind::Search).unwrap();
    let Job::Search(search) = job else {
        panic!("no search");
    };
    let best = |from: f64| {
        (0..search.plan.queries)
            .map(|at| from + 0.03 * (at as f64).sqrt())
            .collect()
    };
    let strategies = search.strategies();
    let runs = (0..12_u64).map(|at| SearchRun {
        strategy: strategies[at as usize % 4],
        seed: at / 4,
        best: best(90.5 - 0.2 * (at % 4) as f64 + 0.1 * (at / 4) as f64),
    });
    let _ = update(
        &mut model,
        Message::Answer(
            JobKind::Search,
            generation,
            Answer::Searched(Arc::new(runs.collect())),
        ),
    );
    let _ = update(
        &mut model,
        Message::Answer(JobKind::Search, generation, Answer::Done(Ok(()))),
    );
    model
}

#[test]
fn a_search_is_planned_and_its_bands_follow_the_runs() {
    let (mut model, _) = typed("Q#");
    assert_eq!(model.prompt().unwrap().input.value(), "8 1 128 ei kriging");
    let _ = press_only(&mut model, "<c-u>9 3<cr>");
    let problem = |model: &Model| model.prompt().unwrap().problem.clone().unwrap().message;
    assert!(problem(&model).contains("three whole numbers"));
    let _ = press_only(&mut model, "<c-u>9 3 8<cr>");
    assert!(
        problem(&model).contains("8 queries are out of range: 10 to 9444"),
        "{}",
        problem(&model)
    );
    let _ = press_only(&mut model, "<c-u>9 3 21 pi<cr>");
    assert!(problem(&model).contains("one of ei, ucb, thompson, greedy"));
    let _ = press_only(&mut model, "<c-u>9 3 21 ucb tree<cr>");
    assert!(problem(&model).contains("tree has no uncertainty"));
    let _ = press_only(&mut model, "<c-u>9 3 21 ucb forest trees=9<cr>");
    let of = &model.experiments.search.as_ref().unwrap().search;
    assert_eq!(of.plan.checkpoints()[..3], [9, 10, 11]);
    assert_eq!(of.plan.acquisition.name, "ucb");
    assert_eq!(of.series[0].model.to_string(), "forest trees=9");
    let model = searched();
    let of = model.experiments.search.as_ref().unwrap();
    assert_eq!((of.outcomes.len(), &of.work), (4, &Work::Done));
    let start = of.outcomes[0].best[0];
    assert!(
        (start.mean - 90.6 - 0.03 * 7.0_f64.sqrt()).abs() < 1e-9,
        "{start:?}"
    );
    assert_eq!(of.outcomes[0].searches, 3);
    let text = screen_inside(&model, &Theme::new(true, false));
    assert!(text.contains("local search: "), "{text}");
}

#[test]
fn only_a_tree_is_drawn_as_one() {
    let (model, _) = typed("D");
    assert_eq!(model.screen, Screen::Panes);
    assert!(model.notice.as_ref().unwrap().text.contains("tree"));
    let mut player = player();
    for key in keys("@tree<cr>D").unwrap() {
        assert!(player.press(key).unwrap());
    }
    assert_eq!(player.model().screen, Screen::Tree);
    let text = screen_inside(player.model(), &Theme::new(true, false));
    assert!(text.contains("├─ ") && text.contains("(32 rows)"), "{text}");
    assert!(player.press("j".parse().unwrap()).unwrap());
    assert!(player.press("<esc>".parse().unwrap()).unwrap());
    assert_eq!(player.model().screen, Screen::Panes);
}

#[test]
fn commands_of_the_table_go_back_to_it() {
    let mut model = compared("", 10);
    let _ = press_only(&mut model, ":sort<cr>");
    assert_eq!(model.screen, Screen::Panes);
    assert!(compare(&model).running, "the comparison goes on");
    let _ = press_only(&mut model, "v?");
    assert!(matches!(model.overlay, Some(Overlay::Help(_))));
    let _ = press_only(&mut model, "<esc>");
    assert_eq!(model.screen, Screen::Compare);
}

#[test]
fn a_crash_pauses_the_comparison() {
    let (mut model, effects) = typed("v");
    let (generation, ..) = tasks(&effects);
    let reason = "a defect".to_owned();
    let _ = update(
        &mut model,
        Message::Answer(JobKind::Compare, generation, Answer::Crashed(reason)),
    );
    assert!(compare(&model).paused && !compare(&model).running);
}

fn scenes() -> Vec<(&'static str, Model)> {
    vec![
        ("compare", compared("", 65)),
        ("compare_models", compared("=graf, gp<cr>mmm", 100)),
        ("compare_paused", {
            let mut model = compared("jl", 30);
            let _ = press_only(&mut model, "<space>");
            model
        }),
        ("compare_differences", compared("d", 100)),
        ("compare_sizes", compared("#<c-u>8 16 32 64 128<cr>", 100)),
        ("compare_empty", compared("xxx", 0)),
        ("compare_add", {
            let mut model = compared("", 30);
            let _ = press_only(&mut model, "=op_count+flos");
            model
        }),
        ("curves", {
            let mut model = compared("", 100);
            let _ = press_only(&mut model, "cjll");
            model
        }),
        ("curves_empty", compared("c", 0)),
        ("selection_idle", typed("E").0),
        ("selection", selected()),
        ("transfer", transferred()),
        ("search_idle", typed("Q").0),
        ("search", searched()),
    ]
}

#[test]
fn each_screen_reads_well_at_each_size() {
    for (name, mut model) in scenes() {
        for size in SIZES {
            model.size = size;
            let name = format!("{name}_{}x{}", size.width, size.height);
            insta::assert_snapshot!(name, screen_inside(&model, &Theme::new(true, false)));
        }
    }
}

#[test]
fn without_colour_and_in_ascii_nothing_else_is_drawn() {
    for (name, mut model) in scenes() {
        for size in SIZES {
            model.size = size;
            let plain = drawn(&model, &Theme::new(false, false));
            let coloured = plain
                .content
                .iter()
                .find(|cell| cell.fg != Color::Reset || cell.bg != Color::Reset);
            assert!(coloured.is_none(), "{name}: {coloured:?}");
            let ascii = drawn(&model, &Theme::new(true, true));
            let other = ascii.content.iter().find(|cell| !cell.symbol().is_ascii());
            assert!(other.is_none(), "{name} {size:?}: {other:?}");
        }
    }
}

#[test]
fn no_size_is_too_small_to_be_drawn() {
    for (_, mut model) in scenes() {
        for (width, height) in [(0, 0), (1, 1), (40, 10), (41, 11), (400, 12), (40, 90)] {
            model.size = size(width, height);
            let _ = drawn(&model, &Theme::new(true, false));
        }
    }
}
