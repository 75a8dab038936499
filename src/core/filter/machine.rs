//! The stack machine that runs code over a chunk of rows at a time. Each slot of its two stacks holds a
//! whole chunk, so the inner loops are plain loops over slices.

use crate::column::{Values, bit};
use crate::table::{ColumnId, Table};

use super::ast::Comparison;
use super::code::{End, Step};

/// Rows in a chunk: a slot of numbers is 8 KiB, so a few stay in the first-level cache.
pub(super) const CHUNK: usize = 1024;

#[derive(Clone, Copy)]
pub(super) enum Source<'a> {
    /// Rows of a table, from this one on.
    Rows(&'a Table, usize),
    /// The levels of the only column that is read.
    Levels(&'a [f64]),
}

#[derive(Clone, Copy, Default)]
pub(super) struct Known<'a> {
    /// For each cut its end and the value to reach (NaN when no row has a value).
    pub(super) cuts: &'a [(End, f64)],
    /// For each single-column condition which codes pass; none where the column has no codes.
    pub(super) singles: &'a [SingleRun<'a>],
    /// For each condition that is known before whether it holds for each row.
    pub(super) given: &'a [Vec<bool>],
}

pub(super) enum SingleRun<'a> {
    Codes {
        codes: &'a [u8],
        passes: Box<[bool; 256]>,
    },
    Steps(&'a [Step]),
}

/// Slots of a stack; those above its top are kept to be used again.
#[derive(Default)]
struct Stack<T> {
    slots: Vec<Vec<T>>,
    top: usize,
}

impl<T: Copy + Default> Stack<T> {
    /// Puts a slot of `len` values, whatever was in it, for the caller to fill.
    fn push(&mut self, len: usize) -> &mut [T] {
        if self.top == self.slots.len() {
            self.slots.push(vec![T::default(); CHUNK]);
        }
        self.top += 1;
        &mut self.slots[self.top - 1][..len]
    }

    fn each(&mut self, len: usize, f: impl Fn(T) -> T) {
        let top = &mut self.slots[self.top - 1][..len];
        for x in top {
            *x = f(*x);
        }
    }

    fn pop(&mut self, len: usize) -> &[T] {
        self.top -= 1;
        &self.slots[self.top][..len]
    }

    /// Takes the topmost slot off, and yields the one below it, still on the stack, and it.
    fn pop_onto(&mut self, len: usize) -> (&mut [T], &[T]) {
        self.top -= 1;
        let (below, above) = self.slots.split_at_mut(self.top);
        (&mut below[self.top - 1][..len], &above[0][..len])
    }

    fn combine(&mut self, len: usize, f: impl Fn(T, T) -> T) {
        let (below, above) = self.pop_onto(len);
        let pairs = below.iter_mut().zip(above);
        pairs.for_each(|(a, &b)| *a = f(*a, b));
    }
}

#[derive(Default)]
pub(super) struct Machine {
    numbers: Stack<f64>,
    conditions: Stack<bool>,
}

impl Machine {
    /// The condition that `code` leaves for the first `len` values of `source`, `len <= CHUNK`.
    pub(super) fn condition(
        &mut self,
        code: &[Step],
        source: Source<'_>,
        len: usize,
        known: Known<'_>,
    ) -> &[bool] {
        self.run(code, source, len, known);
        self.conditions.pop(len)
    }

    pub(super) fn number(
        &mut self,
        code: &[Step],
        source: Source<'_>,
        len: usize,
        known: Known<'_>,
    ) -> &[f64] {
        self.run(code, source, len, known);
        self.numbers.pop(len)
    }

    fn run(&mut self, code: &[Step], source: Source<'_>, len: usize, known: Known<'_>) {
        for step in code {
            match *step {
                Step::Column(column) => load(self.numbers.push(len), source, column),
                Step::Constant(value) => self.numbers.push(len).fill(value),
                Step::Negate => self.numbers.each(len, |x| -x),
                Step::Absolute => self.numbers.each(len, f64::abs),
                Step::Arithmetic(of) => self.numbers.combine(len, |a, b| of.apply(a, b)),
                Step::Extreme(end) => self.numbers.combine(len, |a, b| end.of(a, b)),
                Step::Compare(comparison) => self.compare(len, comparison),
                Step::Within { inside } => self.within(len, inside),
                Step::Flag => self.test(len, |x| x != 0.0 && !x.is_nan()),
                Step::Missing => self.test(len, f64::is_nan),
                Step::Reaches(cut) => match known.cuts[cut] {
                    (End::High, least) => self.test(len, |x| x >= least),
                    (End::Low, most) => self.test(len, |x| x <= most),
                },
                Step::Given(given) => {
                    let Source::Rows(_, first) = source else {
                        unreachable!("a single-column condition holds nothing that is known before")
                    };
                    let holds = &known.given[given][first..first + len];
                    self.conditions.push(len).copy_from_slice(holds);
                }
                Step::Not => self.conditions.each(len, |a| !a),
                Step::And => self.conditions.combine(len, |a, b| a & b),
                Step::Or => self.conditions.combine(len, |a, b| a | b),
                Step::Single(single) => self.single(&known.singles[single], source, len, known),
            }
        }
    }

    fn test(&mut self, len: usize, f: impl Fn(f64) -> bool) {
        let numbers = self.numbers.pop(len);
        let passes = self.conditions.push(len);
        passes.iter_mut().zip(numbers).for_each(|(p, x)| *p = f(*x));
    }

    fn compare(&mut self, len: usize, comparison: Comparison) {
        let (left, right) = self.numbers.pop_onto(len);
        let passes = self.conditions.push(len);
        for ((p, a), b) in passes.iter_mut().zip(left).zip(right) {
            *p = comparison.holds(*a, *b);
        }
        self.numbers.pop(len);
    }

    fn within(&mut self, len: usize, inside: bool) {
        self.numbers.top -= 3;
        let [of, low, high] = [0, 1, 2].map(|at| &self.numbers.slots[self.numbers.top + at][..len]);
        let passes = self.conditions.push(len);
        for (((p, x), low), high) in passes.iter_mut().zip(of).zip(low).zip(high) {
            *p = if inside {
                low <= x && x <= high
            } else {
                x < low || x > high
            };
        }
    }

    fn single(&mut self, run: &SingleRun<'_>, source: Source<'_>, len: usize, known: Known<'_>) {
        match (run, source) {
            (SingleRun::Codes { codes, passes }, Source::Rows(_, first)) => {
                let slot = self.conditions.push(len);
                let codes = &codes[first..first + len];
                for (p, &code) in slot.iter_mut().zip(codes) {
                    *p = passes[usize::from(code)];
                }
            }
            (SingleRun::Steps(steps), _) => self.run(steps, source, len, known),
            (SingleRun::Codes { .. }, Source::Levels(_)) => {
                unreachable!("a single-column condition holds no other")
            }
        }
    }
}

fn load(slot: &mut [f64], source: Source<'_>, column: ColumnId) {
    match source {
        Source::Levels(levels) => slot.copy_from_slice(levels),
        Source::Rows(table, first) => match &*table.column(column).values {
            Values::Bits { words, .. } => {
                for (row, x) in (first..).zip(slot) {
                    *x = f64::from(bit(words, row));
                }
            }
            Values::Decimals(decimals) => {
                for (x, value) in slot.iter_mut().zip(decimals.from(first)) {
                    *x = value;
                }
            }
            Values::Dense(values) => slot.copy_from_slice(&values[first..first + slot.len()]),
            values @ Values::Computed(_) => {
                for (row, x) in (first..).zip(slot) {
                    *x = values.get(row);
                }
            }
            Values::Coded { codes, levels } => {
                let codes = &codes[first..first + slot.len()];
                for (x, &code) in slot.iter_mut().zip(codes) {
                    *x = levels[usize::from(code)];
                }
            }
        },
    }
}
