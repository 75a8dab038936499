//! Columns: their names and groups ([`ColumnSpec`]), how their numbers are kept ([`Values`]) and
//! written, and which of them grafscope itself puts into every table ([`Builtin`]).

mod builtin;
mod computed;
mod decimals;
mod format;
mod reserved;
mod spec;
mod values;
mod width;

pub use builtin::{
    Builtin, BuiltinSpec, Filled, IntervalColumns, PairColumns, PartialColumns, PredictionColumns,
    Scale, SuggestionColumns,
};
pub use computed::Computed;
pub use decimals::Decimals;
pub use format::{Format, number};
pub use reserved::{ARCH, ATTRIBUTION_BASE, FAMILIES, FUNCTIONS, GRAF, is_reserved};
pub use spec::{Column, ColumnSpec, Group, Unit};
pub use values::Values;

pub(crate) use computed::Operation;
pub(crate) use values::{MANY, bit};
