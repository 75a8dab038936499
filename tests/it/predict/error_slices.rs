//! Error slices, and the other views of errors against their definitions, on planted errors.

use std::sync::{Arc, LazyLock};

use grafscope_core::diagnosis::{
    Class, Finding, HeatQuery, HeldOutSet, PlotPart, Query, ResidualsQuery, SliceGain,
    SliceOptions, Slices, Summary,
};
use grafscope_core::filter::Program;
use grafscope_core::job::{Cancel, JobContext};
use grafscope_core::predict::Trainer;

use super::of_table;
use crate::support::player::{launch, played_from, size};

/// The held-out rows of a quickly trained predictor on the built-in benchmark.
static HELD_OUT: LazyLock<HeldOutSet> = LazyLock::new(|| {
    let player = played_from(launch("forest trees=2", 32), size(80, 24), "");
    let model = player.model();
    let table = Arc::clone(model.table().unwrap());
    let predicted = Arc::clone(&table.column(table.find("predicted").unwrap()).values);
    let trained_model = Arc::clone(model.training.trained_model.as_ref().unwrap());
    HeldOutSet::new(table, trained_model, &predicted, &model.arrangement.rows)
});

/// The same rows with these errors.
fn planted(error: impl Fn(&HeldOutSet, u32) -> f64) -> HeldOutSet {
    let mut held_out = HELD_OUT.clone();
    let errors = held_out.rows.iter().map(|&row| error(&held_out, row));
    held_out.predicted = errors.collect();
    held_out.truth = vec![0.0; held_out.len()];
    held_out
}

fn value(held_out: &HeldOutSet, name: &str, row: u32) -> f64 {
    let id = held_out.table.find(name).unwrap();
    held_out.table.column(id).values.get(row as usize)
}

/// A number from -1 to 1 that looks like chance.
fn jitter(row: u32) -> f64 {
    f64::from(row.wrapping_mul(2_654_435_761) >> 8) / f64::from(1 << 23) - 1.0
}

fn slices(held_out: &HeldOutSet, options: SliceOptions) -> Slices {
    Slices::find(held_out, &options, &JobContext::default()).unwrap()
}

/// Places among the held-out rows of those that pass `filter`.
fn passing(held_out: &HeldOutSet, filter: &str) -> Vec<usize> {
    let program = Program::new(filter, &held_out.table).unwrap();
    let passes = program
        .passes(&held_out.table, &JobContext::default())
        .unwrap();
    let rows = held_out.rows.iter().enumerate();
    rows.filter(|&(_, &row)| passes[row as usize])
        .map(|(at, _)| at)
        .collect()
}

#[test]
fn planted_faults_are_found_and_confirmed() {
    let held_out = planted(|held_out, row| {
        let conv = value(held_out, "op_count(nor_conv_3x3)", row);
        if conv >= 3.0 {
            5.0 + jitter(row)
        } else if value(held_out, "min_path_len(none)", row) <= 1.0 {
            -3.0 + jitter(row)
        } else {
            jitter(row) * 0.2
        }
    });
    let found = slices(&held_out, SliceOptions::default());
    // Which of the features that say the same is named does not matter.
    let fault = |class: Class, error: f64| {
        let mut slices = found.slices.iter();
        slices.any(|slice| {
            let near = (slice.held_out.mean_error - error).abs() < 0.3;
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
    let held_out =
        planted(|held_out, row| value(held_out, "op_count(avg_pool_3x3)", row) - 1.3 + jitter(row));
    let found = slices(
        &held_out,
        SliceOptions {
            depth: 4,
            ..SliceOptions::default()
        },
    );
    assert!(
        (2..=16).contains(&(found.slices.len() + found.left_out)),
        "{found:#?}"
    );
    assert_eq!(found.rows.0 + found.rows.1, held_out.len());
    let errors: Vec<f64> = held_out.errors().collect();
    let mut times = vec![0; held_out.len()];
    for slice in &found.slices {
        let rows = passing(&held_out, &slice.rule);
        assert_eq!(
            rows.len(),
            slice.found.rows + slice.held_out.rows,
            "{}",
            slice.rule
        );
        assert!(slice.found.rows >= found.options.least, "{slice:?}");
        let sum: f64 = rows.iter().map(|&at| errors[at]).sum();
        let halves = [slice.found, slice.held_out].map(|half| half.mean_error * half.rows as f64);
        assert!((sum - halves[0] - halves[1]).abs() < 1e-6, "{slice:?}");
        for at in rows {
            times[at] += 1;
        }
    }
    assert!(times.iter().all(|&times| times <= 1));
}

#[test]
fn slices_are_the_regions_with_a_lift_above_1_the_largest_first() {
    let found = slices(&HELD_OUT, SliceOptions::default());
    assert!(found.slices.len() > 2 && found.left_out > 0, "{found:#?}");
    let lifts: Vec<f64> = found.slices.iter().map(|slice| slice.lift).collect();
    assert!(lifts.is_sorted_by(|a, b| a >= b), "{lifts:?}");
    let errors: Vec<f64> = HELD_OUT.errors().collect();
    for slice in &found.slices {
        assert!(slice.lift > 1.0, "{slice:?}");
        let share_of_rows = slice.held_out.rows as f64 / found.rows.1 as f64;
        assert!((slice.lift - slice.held_out.share / share_of_rows).abs() < 1e-9);
        // The rows that it names are those of its rule, in two halves.
        let places = passing(&HELD_OUT, &slice.rule);
        let mut rows = [&slice.found_rows[..], &slice.held_out_rows].concat();
        rows.sort_unstable();
        assert!(places.iter().map(|&at| HELD_OUT.rows[at]).eq(rows));
        let at = |row| HELD_OUT.rows.binary_search(row).unwrap();
        let own = slice.held_out_rows.iter().map(|row| errors[at(row)].abs());
        let mae = own.sum::<f64>() / slice.held_out.rows as f64;
        assert!((slice.lift - mae / found.mae.1).abs() < 1e-9, "{slice:?}");
    }
}

#[test]
fn training_rows_of_a_slice_are_those_of_its_rule() {
    let trained_on = HELD_OUT.trained_model.rows();
    assert_eq!(HELD_OUT.training, trained_on);
    let found = slices(&HELD_OUT, SliceOptions::default());
    for slice in &found.slices {
        let program = Program::new(&slice.rule, &HELD_OUT.table).unwrap();
        let passes = program.passes(&HELD_OUT.table, &JobContext::default());
        let passes = passes.unwrap();
        let inside = trained_on.iter().filter(|&&row| passes[row as usize]);
        let share = slice.held_out.rows as f64 / found.rows.1 as f64;
        assert_eq!(slice.training.inside, inside.count());
        assert_eq!(slice.training.of, 32);
        assert!((slice.training.expected - 32.0 * share).abs() < 1e-9);
    }
    // Under a filter only those that pass it count.
    let held_out = HeldOutSet::new(
        Arc::clone(&HELD_OUT.table),
        Arc::clone(&HELD_OUT.trained_model),
        &HELD_OUT
            .table
            .column(HELD_OUT.table.find("predicted").unwrap())
            .values,
        &HELD_OUT.rows,
    );
    let found = slices(&held_out, SliceOptions::default());
    assert!(found.slices.iter().all(|slice| slice.training.of == 0));
}

#[test]
fn what_a_slice_gains_is_over_the_same_rows_before_and_after() {
    let found = slices(&HELD_OUT, SliceOptions::default());
    let slice = &found.slices[0];
    let table = &HELD_OUT.table;
    let request = of_table(Arc::clone(table), "graf", "forest trees=2", 32, 0);
    let mut trainer = Trainer::default();
    let mut gain = |added| {
        let job = JobContext::default();
        SliceGain::find(&HELD_OUT, slice, added, request.clone(), &mut trainer, &job).unwrap()
    };
    // Trained on the same rows, the predictor is the same one.
    let none = gain(0);
    assert_eq!((none.added, none.before), (0, none.after));
    assert!((none.before.mae - slice.held_out.mae).abs() < 1e-9);
    let some = gain(20);
    assert_eq!(some, gain(20));
    assert_eq!(some.before, none.before);
    assert_eq!(
        (some.added, some.after.rows),
        (20, slice.held_out_rows.len())
    );
    assert!(some.after.mae < some.before.mae, "{some:?}");
    // More than there are: all.
    assert_eq!(gain(1_000_000).added, slice.found_rows.len());
}

#[test]
fn where_errors_are_chance_hardly_a_slice_is_confirmed() {
    let held_out = planted(|_, row| jitter(row));
    let confirmed: usize = (0..10)
        .map(|seed| {
            let found = slices(
                &held_out,
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
    let held_out = planted(|held_out, row| value(held_out, "op_count(none)", row) * jitter(row));
    let first = slices(&held_out, SliceOptions::default());
    (0..3).for_each(|_| assert_eq!(slices(&held_out, SliceOptions::default()), first));
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
    let mut none = HELD_OUT.clone();
    (none.rows, none.truth, none.predicted) = Default::default();
    let found = slices(&none, SliceOptions::default());
    assert_eq!((found.rows, found.slices.len()), ((0, 0), 0));
}

#[test]
fn finding_slices_can_be_cancelled() {
    let cancel = Cancel::default();
    cancel.cancel();
    let job = JobContext::new(cancel, |_| ());
    assert!(Slices::find(&HELD_OUT, &SliceOptions::default(), &job).is_err());
}

#[test]
fn the_summary_is_that_of_the_definitions() {
    let held_out = planted(|_, row| if row % 2 == 0 { 1.0 } else { -2.0 });
    let summary = Summary::new(&held_out, 15_625);
    let even = held_out.rows.iter().filter(|&&row| row % 2 == 0).count() as f64;
    let odd = held_out.len() as f64 - even;
    let near = |one: f64, other: f64| assert!((one - other / held_out.len() as f64).abs() < 1e-9);
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
        part: PlotPart::default(),
    };
    let held_out = &*HELD_OUT;
    let answer = Query::Residuals(query).answer(held_out, &JobContext::default());
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
            let rows = passing(held_out, &format!("{across} and {up}"));
            assert_eq!(spot.rows, rows.len(), "{across} and {up}");
            all += spot.rows;
        }
    }
    assert_eq!(all, held_out.len());
    let errors: Vec<f64> = held_out.errors().collect();
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
    let held_out = &*HELD_OUT;
    let answer = Query::Heat(query).answer(held_out, &JobContext::default());
    let Ok(Finding::Heat(heat)) = answer else {
        panic!("no heat map");
    };
    let errors: Vec<f64> = held_out.errors().collect();
    let mut all = 0;
    for x in 0..heat.across.len() {
        for y in 0..heat.up.len() {
            let filter = format!(
                "{} and {}",
                heat.across.filter(x, "params"),
                heat.up.filter(y, "predicted")
            );
            let rows = passing(held_out, &filter);
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
    assert_eq!(all, held_out.len());
}
