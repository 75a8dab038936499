//! Columns: what they are called and belong to, how their numbers are kept and written, and which
//! of them grafscope itself puts into every table.
//!
//! [`Values`] keeps the numbers as small as they allow, a [`ColumnSpec`] says what they mean, and
//! [`Builtin`] is the one list of columns that are not the benchmark's own.

mod builtin;
mod format;
mod reserved;
mod spec;
mod values;
mod width;

pub use builtin::{
    Builtin, BuiltinSpec, Filled, IntervalColumns, PairColumns, PartialColumns, PredictionColumns,
    Scale,
};
pub use format::{Format, number};
pub use reserved::{ARCH, ATTRIBUTION_BASE, FAMILIES, FUNCTIONS, GRAF, is_reserved};
pub use spec::{Column, ColumnSpec, Group, Unit};
pub use values::Values;

pub(crate) use values::bit;
