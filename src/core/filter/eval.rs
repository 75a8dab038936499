//! Runs a compiled filter over all rows of a table.

use rayon::prelude::*;

use crate::encoding::EncodingQuery;
use crate::job::{Cancelled, JobContext};
use crate::table::{Table, Values};
use crate::tradeoff::{self, Objective};

use super::code::{Compiled, Cut, End, Front, Given, Share, Single, Step};
use super::machine::{CHUNK, Known, Machine, SingleRun, Source};

/// Chunks that one thread takes at least: a smaller share is not worth the hand-over.
const CHUNKS_AT_LEAST: usize = 8;

pub(super) fn passes(
    compiled: &Compiled,
    table: &Table,
    job: &JobContext,
) -> Result<Vec<bool>, Cancelled> {
    let mut passes = vec![false; table.rows()];
    run(compiled, table, job, &mut passes, Machine::condition)?;
    Ok(passes)
}

pub(super) fn numbers(
    compiled: &Compiled,
    table: &Table,
    job: &JobContext,
) -> Result<Vec<f64>, Cancelled> {
    let mut numbers = vec![0.0; table.rows()];
    run(compiled, table, job, &mut numbers, Machine::number)?;
    Ok(numbers)
}

/// What code leaves for some rows.
type Outcome<T> = for<'m> fn(&'m mut Machine, &[Step], Source<'_>, usize, Known<'_>) -> &'m [T];

/// Fills `all`, a value a row, with what `outcome` takes off the stack.
fn run<T: Copy + Send>(
    compiled: &Compiled,
    table: &Table,
    job: &JobContext,
    all: &mut [T],
    outcome: Outcome<T>,
) -> Result<(), Cancelled> {
    let cuts = compiled.cuts.iter();
    let cuts = cuts.map(|cut| Ok((cut.end, reach(cut, table, job)?)));
    let cuts: Vec<(End, f64)> = cuts.collect::<Result<_, Cancelled>>()?;
    let singles = compiled.singles.iter();
    let singles: Vec<_> = singles.map(|of| prepare(of, table, &cuts)).collect();
    let mut given = Vec::new();
    // What a front is among may ask for those before it.
    for of in &compiled.given {
        let known = Known {
            cuts: &cuts,
            singles: &singles,
            given: &given,
        };
        let holds = match of {
            Given::Encoded(query) => fitting(query, table, job)?,
            Given::Front(front) => on_front(front, table, known, job)?,
        };
        given.push(holds);
    }
    let known = Known {
        cuts: &cuts,
        singles: &singles,
        given: &given,
    };
    over_chunks(all, job, |machine, first, chunk| {
        let rows = Source::Rows(table, first);
        chunk.copy_from_slice(outcome(machine, &compiled.code, rows, chunk.len(), known));
    })
}

/// Whether the encoding of each row fits.
fn fitting(query: &EncodingQuery, table: &Table, job: &JobContext) -> Result<Vec<bool>, Cancelled> {
    let mut fits = vec![false; table.rows()];
    for row in query.find(table.archs().unwrap_or_default(), job)? {
        fits[row as usize] = true;
    }
    Ok(fits)
}

/// Whether each row is on one of the fronts.
fn on_front(
    front: &Front,
    table: &Table,
    known: Known<'_>,
    job: &JobContext,
) -> Result<Vec<bool>, Cancelled> {
    let values = front.objectives.iter();
    let values = values.map(|(code, _)| numbers_of(code, table, job));
    let mut values: Vec<Vec<f64>> = values.collect::<Result<_, Cancelled>>()?;
    if !front.among.is_empty() {
        let mut is_among = vec![false; table.rows()];
        over_chunks(&mut is_among, job, |machine, first, chunk| {
            let rows = Source::Rows(table, first);
            chunk.copy_from_slice(machine.condition(&front.among, rows, chunk.len(), known));
        })?;
        // What lacks a value is on no front.
        let others = is_among.iter().zip(&mut values[0]);
        others.for_each(|(is_among, value)| *value = if *is_among { *value } else { f64::NAN });
    }
    let objectives = front.objectives.iter().zip(&values);
    let objectives = objectives.map(|(&(_, better), values)| Objective { values, better });
    let objectives: Vec<Objective<'_>> = objectives.collect();
    let ranks = tradeoff::ranks(&objectives, front.deepest, job)?;
    Ok(ranks.into_iter().map(|rank| rank > 0).collect())
}

/// The number that `code`, which needs nothing that is known before, leaves for each row.
fn numbers_of(code: &[Step], table: &Table, job: &JobContext) -> Result<Vec<f64>, Cancelled> {
    let mut numbers = vec![0.0; table.rows()];
    over_chunks(&mut numbers, job, |machine, first, chunk| {
        let rows = Source::Rows(table, first);
        let known = Known::default();
        chunk.copy_from_slice(machine.number(code, rows, chunk.len(), known));
    })?;
    Ok(numbers)
}

/// The value that a row must reach: the k-th largest (or smallest) present, so that rows equal to
/// the k-th pass with it. NaN, which nothing reaches, when no row has a value.
fn reach(cut: &Cut, table: &Table, job: &JobContext) -> Result<f64, Cancelled> {
    let mut values = numbers_of(&cut.of, table, job)?;
    values.retain(|value| !value.is_nan());
    if values.is_empty() {
        return Ok(f64::NAN);
    }
    let take = match cut.share {
        Share::Count(count) => count.min(values.len()),
        Share::Percent(percent) => part(percent, values.len()),
    };
    let at = match cut.end {
        End::Low => take - 1,
        End::High => values.len() - take,
    };
    job.check()?;
    let (_, value, _) = values.select_nth_unstable_by(at, f64::total_cmp);
    Ok(*value)
}

/// `percent` of `count` > 0, rounded up; at least 1 and at most `count`.
fn part(percent: f64, count: usize) -> usize {
    // What is a whole number on paper must not become the next one by rounding in the last bit.
    const SLACK: f64 = 1e-9;
    let exact = percent * count as f64 / 100.0;
    ((exact - SLACK).ceil() as usize).clamp(1, count)
}

fn prepare<'a>(single: &'a Single, table: &'a Table, cuts: &[(End, f64)]) -> SingleRun<'a> {
    let code: &[Step] = &single.code;
    match &*table.column(single.column).values {
        Values::Decimals(_) | Values::Dense(_) | Values::Bits { .. } | Values::Computed(_) => {
            SingleRun::Steps(code)
        }
        Values::Coded { codes, levels } => {
            let mut passes = Box::new([false; 256]);
            let known = Known {
                cuts,
                ..Known::default()
            };
            let (source, count) = (Source::Levels(levels), levels.len());
            let mut machine = Machine::default();
            passes[..count].copy_from_slice(machine.condition(code, source, count, known));
            SingleRun::Codes { codes, passes }
        }
    }
}

/// Fills `all` chunk by chunk, in parallel; `fill` gets a machine and the chunk's first row.
fn over_chunks<T: Send>(
    all: &mut [T],
    job: &JobContext,
    fill: impl Fn(&mut Machine, usize, &mut [T]) + Sync,
) -> Result<(), Cancelled> {
    all.par_chunks_mut(CHUNK)
        .enumerate()
        .with_min_len(CHUNKS_AT_LEAST)
        .try_for_each_init(Machine::default, |machine, (at, chunk)| {
            job.check()?;
            fill(machine, at * CHUNK, chunk);
            Ok(())
        })
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn a_share_is_rounded_up_but_not_by_noise() {
        assert_eq!(part(1.0, 15_625), 157);
        assert_eq!(part(0.1, 15_000), 15);
        assert_eq!(part(7.0, 100), 7);
        assert_eq!(part(1e-12, 10), 1);
        assert_eq!(part(100.0, 9), 9);
    }
}
