//! Features as CSV and as JSON (the layout of the reference files).

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{DEFINITION, FeatureRows};
use crate::column::ARCH;
use crate::graf::{Feature, FeatureMatrix};
use crate::space::SearchSpace;

/// Writes a header (`arch`, then the full name of every feature) and one record a row.
///
/// # Errors
/// When `out` cannot be written to.
pub fn features_csv(table: &FeatureRows, out: impl Write) -> csv::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([ARCH].into_iter().chain(table.names()))?;
    for (row, arch) in table.rows {
        writer.write_field(arch)?;
        for column in &table.matrix.columns {
            writer.write_field(column.get(*row).to_string())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(writer.flush()?)
}

/// Writes one object: `space`, `definition`, `columns` (objects with `name`, `family`, `ops`, and
/// `cell` and `output` where they apply) and `rows` (objects with `arch` and `values`).
///
/// # Errors
/// When `out` cannot be written to.
pub fn features_json(table: &FeatureRows, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut out, table)?;
    out.write_all(b"\n")
}

impl Serialize for FeatureRows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self {
            space,
            matrix,
            rows,
        } = *self;
        let mut object = serializer.serialize_map(Some(4))?;
        object.serialize_entry("space", space.name())?;
        object.serialize_entry("definition", DEFINITION)?;
        let columns = matrix.features.iter();
        object.serialize_entry(
            "columns",
            &Array(|| columns.clone().map(|f| Descriptor(space, f))),
        )?;
        object.serialize_entry("rows", &Array(|| rows.iter().map(|row| Row(matrix, row))))?;
        object.end()
    }
}

/// An array whose items are made while it is written.
struct Array<F>(F);

impl<I: Iterator<Item: Serialize>, F: Fn() -> I> Serialize for Array<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

struct Descriptor<'a>(&'a dyn SearchSpace, &'a Feature);

impl Serialize for Descriptor<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(space, feature) = self;
        let operations = space.operations();
        let name = |id| operations[usize::from(id)].name.as_str();
        let ops: Vec<_> = feature.ops.ids().map(name).collect();
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("name", &feature.name)?;
        object.serialize_entry("family", feature.family.name())?;
        object.serialize_entry("ops", &ops)?;
        if let Some(cell) = &feature.cell {
            object.serialize_entry("cell", cell)?;
        }
        if let Some(output) = &feature.output {
            object.serialize_entry("output", output)?;
        }
        object.end()
    }
}

struct Row<'a>(&'a FeatureMatrix, &'a (usize, String));

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(matrix, (row, arch)) = self;
        let columns = matrix.columns.iter();
        let mut object = serializer.serialize_map(Some(2))?;
        object.serialize_entry(ARCH, arch)?;
        object.serialize_entry(
            "values",
            &Array(|| columns.clone().map(|c| Number(c.get(*row)))),
        )?;
        object.end()
    }
}

/// A number without `.0` when it is whole.
struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}
