//! Error slices, and the other views of errors against their definitions, on planted errors.

use std::sync::{Arc, LazyLock};

use grafscope_core::bench::Source;
use grafscope_core::diagnosis::{
    Class, Finding, HeatQuery, Judged, Query, ResidualsQuery, SliceOptions, Slices, Summary,
};
use grafscope_core::filter::Program;
use grafscope_core::job::{Cancel, Watch};
use grafscope_core::predict::Settings;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::model::Launch;
use grafscope_explorer::snapshot::play::Player;

/// The judged rows of a quickly trained predictor on the built-in benchmark.
static JUDGED: LazyLock<Judged> = LazyLock::new(|| {
    let launch = Launch {
        settings: Settings {
            model: "forest trees=2".parse().unwrap(),
            train_size: 32,
            ..Settings::default()
        },
        ..Launch::of(Source::named("nas-bench-201"))
    };
    let player = Player::start(
        launch,
        Size {
            width: 80,
            height: 24,
        },
    )
    .unwrap();
    let model = player.model();
    let table = Arc::clone(model.table().unwrap());
    let predicted = Arc::clone(&table.column(table.find("predicted").unwrap()).values);
    let learned = Arc::clone(model.training.learned.as_ref().unwrap());
    Judged::new(table, learned, &predicted, &model.arrangement.rows)
});

/// The same rows with these errors.
fn planted(error: impl Fn(&Judged, u32) -> f64) -> Judged {
    let mut judged = JUDGED.clone();
    let errors = judged.rows.iter().map(|&row| error(&judged, row));
    judged.predicted = errors.collect();
    judged.truth = vec![0.0; judged.len()];
    judged
}

fn value(judged: &Judged, name: &str, row: u32) -> f64 {
    let id = judged.table.find(name).unwrap();
    judged.table.column(id).values.get(row as usize)
}

/// A number from -1 to 1 that looks like chance.
fn jitter(row: u32) -> f64 {
    f64::from(row.wrapping_mul(2_654_435_761) >> 8) / f64::from(1 << 23) - 1.0
}

fn slices(judged: &Judged, options: SliceOptions) -> Slices {
    Slices::find(judged, &options, &Watch::default()).unwrap()
}

/// Places among the judged rows of those that pass `filter`.
fn passing(judged: &Judged, filter: &str) -> Vec<usize> {
    let program = Program::new(filter, &judged.table).unwrap();
    let passes = program.passes(&judged.table, &Watch::default()).unwrap();
    let rows = judged.rows.iter().enumerate();
    rows.filter(|&(_, &row)| passes[row as usize])
        .map(|(at, _)| at)
        .collect()
}

#[test]
fn planted_faults_are_found_and_confirmed() {
    let judged = planted(|judged, row| {
        let conv = value(judged, "op_count(nor_conv_3x3)", row);
        if conv >= 3.0 {
            5.0 + jitter(row)
        } else if value(judged, "min_path_len(none)", row) <= 1.0 {
            -3.0 + jitter(row)
        } else {
            jitter(row) * 0.2
        }
    });
    let found = slices(&judged, SliceOptions::default());
    // Which of the features that say the same is named does not matter.
    let fault = |class: Class, error: f64| {
        let mut slices = found.slices.iter();
        slices.any(|slice| {
            let near = (slice.judged.mean_error - error).abs() < 0.3;
            slice.class == class && slice.confirmed && near
        })
    };
    assert!(fault(Class::Over, 5.0), "{found:#?}");
    assert!(fault(Class::Under, -3.0), "{found:#?}");
    for slice in &found.slices {
        let sign = match slice.class {
            Class::Over => 1.0,
            Class::Under => -1.0,
            Class::Right => continue,
        };
        assert!(slice.found.mean_error * sign > 0.0, "{slice:?}");
    }
}

#[test]
fn rules_are_filters_that_share_out_the_rows() {
    let judged =
        planted(|judged, row| value(judged, "op_count(avg_pool_3x3)", row) - 1.3 + jitter(row));
    let found = slices(
        &judged,
        SliceOptions {
            depth: 4,
            ..SliceOptions::default()
        },
    );
    assert!((2..=16).contains(&found.slices.len()), "{found:#?}");
    assert_eq!(found.rows.0 + found.rows.1, judged.len());
    let errors: Vec<f64> = judged.errors().collect();
    let mut times = vec![0; judged.len()];
    for slice in &found.slices {
        let rows = passing(&judged, &slice.rule);
        assert_eq!(
            rows.len(),
            slice.found.rows + slice.judged.rows,
            "{}",
            slice.rule
        );
        assert!(slice.found.rows >= found.options.least, "{slice:?}");
        let sum: f64 = rows.iter().map(|&at| errors[at]).sum();
        let halves = [slice.found, slice.judged].map(|half| half.mean_error * half.rows as f64);
        assert!((sum - halves[0] - halves[1]).abs() < 1e-6, "{slice:?}");
        for at in rows {
            times[at] += 1;
        }
    }
    assert!(times.iter().all(|&times| times == 1));
    let shares: Vec<f64> = found
        .slices
        .iter()
        .map(|slice| slice.judged.share)
        .collect();
    assert!(
        shares.windows(2).all(|pair| pair[0] >= pair[1]),
        "{shares:?}"
    );
    assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
}

#[test]
fn where_errors_are_chance_hardly_a_slice_is_confirmed() {
    let judged = planted(|_, row| jitter(row));
    let confirmed: usize = (0..10)
        .map(|seed| {
            let found = slices(
                &judged,
                SliceOptions {
                    seed,
                    depth: 4,
                    ..SliceOptions::default()
                },
            );
            found.slices.iter().filter(|slice| slice.confirmed).count()
        })
        .sum();
    // 5 % of ten trees with any at all.
    assert!(confirmed <= 3, "{confirmed}");
}

#[test]
fn the_same_errors_give_the_same_slices() {
    let judged = planted(|judged, row| value(judged, "op_count(none)", row) * jitter(row));
    let first = slices(&judged, SliceOptions::default());
    (0..3).for_each(|_| assert_eq!(slices(&judged, SliceOptions::default()), first));
}

#[test]
fn where_there_is_nothing_to_tell_apart_there_are_no_slices() {
    assert_eq!(
        slices(&planted(|_, _| 0.0), SliceOptions::default()).slices,
        []
    );
    assert_eq!(
        slices(&planted(|_, _| 1.0), SliceOptions::default()).slices,
        []
    );
    let mut none = JUDGED.clone();
    (none.rows, none.truth, none.predicted) = Default::default();
    let found = slices(&none, SliceOptions::default());
    assert_eq!((found.rows, found.slices.len()), ((0, 0), 0));
}

#[test]
fn finding_slices_can_be_cancelled() {
    let cancel = Cancel::default();
    cancel.cancel();
    let watch = Watch::new(cancel, |_| ());
    assert!(Slices::find(&JUDGED, &SliceOptions::default(), &watch).is_err());
}

#[test]
fn the_summary_is_that_of_the_definitions() {
    let judged = planted(|_, row| if row % 2 == 0 { 1.0 } else { -2.0 });
    let summary = Summary::new(&judged, 15_625);
    let even = judged.rows.iter().filter(|&&row| row % 2 == 0).count() as f64;
    let odd = judged.len() as f64 - even;
    let near = |one: f64, other: f64| assert!((one - other / judged.len() as f64).abs() < 1e-9);
    near(summary.mae, even + 2.0 * odd);
    near(summary.bias, even - 2.0 * odd);
    near(summary.rmse * summary.rmse, even + 4.0 * odd);
}

#[test]
fn every_judged_row_is_in_the_cell_that_its_filter_says() {
    let query = ResidualsQuery {
        across: "op_count(none)".to_owned(),
        width: 23,
        height: 9,
    };
    let judged = &*JUDGED;
    let answer = Query::Residuals(query).answer(judged, &Watch::default());
    let Ok(Finding::Residuals(found)) = answer else {
        panic!("no residuals");
    };
    let cloud = found.cloud.unwrap();
    let mut all = 0;
    for x in 0..23 {
        for y in (0..9).step_by(2) {
            let spot = cloud.spot((x, x), (y, y + 1));
            let across = cloud.across.filter("op_count(none)", x, x);
            let up = cloud.up.filter("error", y, (y + 1).min(8));
            let rows = passing(judged, &format!("{across} and {up}"));
            assert_eq!(spot.rows, rows.len(), "{across} and {up}");
            all += spot.rows;
        }
    }
    assert_eq!(all, judged.len());
    let errors: Vec<f64> = judged.errors().collect();
    let whole = cloud.spot((0, 22), (0, 8));
    let worst = errors.iter().map(|error| error.abs()).fold(0.0, f64::max);
    assert!((whole.worst.unwrap().1.abs() - worst).abs() < 1e-12);
    assert!((whole.sum - errors.iter().sum::<f64>()).abs() < 1e-6);
}

#[test]
fn cells_of_the_heat_map_have_the_rows_of_their_filters() {
    let query = HeatQuery {
        across: "params".to_owned(),
        up: "predicted".to_owned(),
        ranges: 5,
    };
    let judged = &*JUDGED;
    let answer = Query::Heat(query).answer(judged, &Watch::default());
    let Ok(Finding::Heat(heat)) = answer else {
        panic!("no heat map");
    };
    let errors: Vec<f64> = judged.errors().collect();
    let mut all = 0;
    for x in 0..heat.across.len() {
        for y in 0..heat.up.len() {
            let filter = format!(
                "{} and {}",
                heat.across.filter(x, "params"),
                heat.up.filter(y, "predicted")
            );
            let rows = passing(judged, &filter);
            let cell = heat.cell(x, y);
            assert_eq!(cell.rows, rows.len(), "{filter}");
            if cell.rows > 0 {
                let sum: f64 = rows.iter().map(|&at| errors[at].abs()).sum();
                assert!(
                    (cell.mae() - sum / rows.len() as f64).abs() < 1e-9,
                    "{filter}"
                );
            }
            all += cell.rows;
        }
    }
    assert_eq!(all, judged.len());
}
