//! Encodings of architectures as columns of zeros and ones: the operations (`onehot`), the
//! sequences of operations on the ways through a cell (`paths`), and its edges (`adjacency`). And what a text means
//! that one finds architectures by ([`EncodingQuery`]).

mod adjacency;
mod bits;
mod name;
mod one_hot;
mod paths;
mod query;

pub use name::{is_path, normal_name};
pub use query::EncodingQuery;

use std::sync::Arc;

use crate::column::{Column, ColumnSpec, Format, Group, Unit, Values};
use crate::space::{Architecture, SearchSpace};

/// Every column of every encoding that `space` has, over `archs`.
pub fn columns(space: &'static dyn SearchSpace, archs: &[Architecture]) -> Vec<Column> {
    let groups = [Group::OneHot, Group::Paths, Group::Adjacency];
    let columns = groups.map(|group| columns_of(group, space, archs));
    columns.into_iter().flatten().collect()
}

/// Every column of the encoding that `group` is, over `archs`; none for a group of other columns.
pub fn columns_of(
    group: Group,
    space: &'static dyn SearchSpace,
    archs: &[Architecture],
) -> Vec<Column> {
    match group {
        Group::OneHot => one_hot::columns(space, archs),
        Group::Paths => paths::columns(space, archs),
        Group::Adjacency => adjacency::columns(space, archs),
        _ => Vec::new(),
    }
}

fn column(group: Group, name: String, short: String, doc: String, values: Values) -> Column {
    let spec = ColumnSpec {
        name,
        short,
        group,
        unit: Unit::Flag,
        format: Format::Flag,
        doc,
    };
    Column::new(spec, Arc::new(values))
}
