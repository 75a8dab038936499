use std::sync::Arc;

use grafscope::filter::Program;
use grafscope::job::{Cancel, Watch};
use grafscope::predict::{ErrorRule, explain};
use grafscope::table::{Table, Values};

use super::{builtin, noise};

/// The built-in table with these errors and every tenth row in training.
fn with_errors(error: impl Fn(&Table, usize) -> f64) -> Table {
    let table = builtin();
    let errors = (0..table.rows()).map(|row| error(&table, row)).collect();
    let drawn = Values::flags((0..table.rows()).map(|row| row % 10 == 0));
    table
        .with_values(
            table.find("error").unwrap(),
            Arc::new(Values::Dense(errors)),
        )
        .with_values(table.find("in_training").unwrap(), Arc::new(drawn))
}

fn rules(table: &Table) -> Vec<ErrorRule> {
    explain(table, &Watch::default()).unwrap()
}

fn value(table: &Table, name: &str, row: usize) -> f64 {
    table.column(table.find(name).unwrap()).values.get(row)
}

#[test]
fn a_planted_fault_is_found() {
    let jitter: Vec<f64> = noise(1).take(15_625).collect();
    let table = with_errors(|table, row| {
        if value(table, "op_count(nor_conv_3x3)", row) > 2.0 {
            -5.0
        } else {
            jitter[row] - 0.5
        }
    });
    let rules = rules(&table);
    let fault = "op_count(nor_conv_3x3) > 2";
    assert!(rules[0].filter.contains(fault), "{rules:?}");
    let unseen = (0..table.rows()).filter(|&row| {
        row % 10 != 0
            && value(&table, "canonical", row) > 0.5
            && value(&table, "op_count(nor_conv_3x3)", row) > 2.0
    });
    let found = rules.iter().filter(|rule| rule.filter.contains(fault));
    assert_eq!(
        found.clone().map(|rule| rule.rows).sum::<usize>(),
        unseen.count()
    );
    assert!(
        found
            .into_iter()
            .all(|rule| (rule.mean_error + 5.0).abs() < 1e-9)
    );
}

#[test]
fn rules_are_filters_that_share_out_the_unseen_canonical_rows() {
    let table = with_errors(|table, row| value(table, "op_count(avg_pool_3x3)", row) - 1.3);
    let rules = rules(&table);
    assert!((2..=8).contains(&rules.len()), "{rules:?}");
    let unseen = Program::new("canonical and not in_training", &table).unwrap();
    let unseen = unseen.passes(&table, &Watch::default()).unwrap();
    let mut times = vec![0; table.rows()];
    for rule in &rules {
        let passes = Program::new(&rule.filter, &table)
            .unwrap()
            .passes(&table, &Watch::default());
        let passes = passes.unwrap();
        let rows: Vec<usize> = (0..table.rows())
            .filter(|&row| passes[row] && unseen[row])
            .collect();
        assert_eq!(rows.len(), rule.rows, "{}", rule.filter);
        let errors: Vec<f64> = rows
            .iter()
            .map(|&row| value(&table, "error", row))
            .collect();
        let mean = |numbers: Vec<f64>| numbers.iter().sum::<f64>() / numbers.len() as f64;
        assert!((mean(errors.clone()) - rule.mean_error).abs() < 1e-9);
        assert!((mean(errors.iter().map(|error| error.abs()).collect()) - rule.mae).abs() < 1e-9);
        for row in rows {
            times[row] += 1;
        }
    }
    assert!((0..table.rows()).all(|row| times[row] == usize::from(unseen[row])));
    let totals: Vec<f64> = rules
        .iter()
        .map(|rule| rule.mae * rule.rows as f64)
        .collect();
    assert!(
        totals.windows(2).all(|pair| pair[0] >= pair[1]),
        "{totals:?}"
    );
}

#[test]
fn the_same_errors_give_the_same_rules() {
    let jitter: Vec<f64> = noise(8).take(15_625).collect();
    let table = with_errors(|_, row| jitter[row] - 0.4);
    let first = rules(&table);
    (0..5).for_each(|_| assert_eq!(rules(&table), first));
}

#[test]
fn where_there_is_nothing_to_explain_there_are_no_rules() {
    assert_eq!(rules(&builtin()), []);
    assert_eq!(rules(&with_errors(|_, _| 0.0)), []);
    assert_eq!(rules(&with_errors(|_, _| 1.0)), []);
}

#[test]
fn it_can_be_cancelled() {
    let cancel = Cancel::default();
    cancel.cancel();
    let table = with_errors(|_, row| (row % 3) as f64 - 1.0);
    assert!(explain(&table, &Watch::new(cancel, |_| ())).is_err());
}
