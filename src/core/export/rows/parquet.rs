//! Rows as Parquet: `arch` as text, numbers as doubles, yes and no as booleans, what is missing as null.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};

use super::part::{Column, Part, Parts};
use crate::column::ARCH;
use crate::job::JobContext;

/// Values that are held until a group of rows is written.
const HELD: usize = 1 << 22;
/// Fewest and most rows of a group but the last.
const GROUP: (usize, usize) = (1 << 12, 1 << 17);

pub(super) fn parquet(
    out: &mut (dyn Write + Send),
    parts: &Parts,
    job: &JobContext,
) -> anyhow::Result<()> {
    let mut writer = ParquetWriter::new(out, &parts.columns)?;
    parts.each(job, |part| writer.push(part))?;
    writer.finish()
}

/// Writes rows a part at a time, in groups of many.
pub(in crate::export) struct ParquetWriter<'a> {
    writer: SerializedFileWriter<&'a mut (dyn Write + Send)>,
    columns: &'a [Column],
    held: Part,
    /// Rows of a group.
    full: usize,
}

impl<'a> ParquetWriter<'a> {
    pub(in crate::export) fn new(
        out: &'a mut (dyn Write + Send),
        columns: &'a [Column],
    ) -> Result<Self> {
        let program = concat!("grafscope ", env!("CARGO_PKG_VERSION"));
        let properties = WriterProperties::builder()
            .set_created_by(program.to_owned())
            .build();
        Ok(Self {
            writer: SerializedFileWriter::new(out, schema(columns)?, Arc::new(properties))?,
            columns,
            held: Part {
                archs: Vec::new(),
                columns: vec![Vec::new(); columns.len()],
            },
            full: (HELD / (columns.len() + 1)).clamp(GROUP.0, GROUP.1),
        })
    }

    pub(in crate::export) fn push(&mut self, part: Part) -> anyhow::Result<()> {
        self.held.archs.extend(part.archs);
        for (held, more) in self.held.columns.iter_mut().zip(part.columns) {
            held.extend(more);
        }
        if self.held.archs.len() >= self.full {
            write_group(&mut self.writer, self.columns, &mut self.held)?;
        }
        Ok(())
    }

    pub(in crate::export) fn finish(mut self) -> anyhow::Result<()> {
        if !self.held.archs.is_empty() {
            write_group(&mut self.writer, self.columns, &mut self.held)?;
        }
        self.writer.close()?;
        Ok(())
    }
}

fn schema(columns: &[Column]) -> Result<TypePtr> {
    let arch = Type::primitive_type_builder(ARCH, Physical::BYTE_ARRAY)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::String))
        .build()?;
    let mut fields = vec![Arc::new(arch)];
    for column in columns {
        let physical = [Physical::DOUBLE, Physical::BOOLEAN][usize::from(column.is_flag)];
        let field = Type::primitive_type_builder(&column.name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .build()?;
        fields.push(Arc::new(field));
    }
    let rows = Type::group_type_builder("rows")
        .with_fields(fields)
        .build()?;
    Ok(Arc::new(rows))
}

/// Writes the rows that are held, and drops them.
fn write_group<W: Write + Send>(
    writer: &mut SerializedFileWriter<W>,
    columns: &[Column],
    held: &mut Part,
) -> Result<()> {
    let mut group = writer.next_row_group()?;
    let archs = held.archs.drain(..);
    let archs: Vec<ByteArray> = archs.map(|arch| arch.into_bytes().into()).collect();
    if let Some(mut column) = group.next_column()? {
        let typed = column.typed::<ByteArrayType>();
        typed.write_batch(&archs, None, None)?;
        column.close()?;
    }
    for (column, values) in columns.iter().zip(&mut held.columns) {
        write_column(&mut group, column, values)?;
        values.clear();
    }
    group.close()?;
    Ok(())
}

fn write_column<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<W>,
    column: &Column,
    values: &[f64],
) -> Result<()> {
    let present: Vec<i16> = values.iter().map(|v| i16::from(!v.is_nan())).collect();
    let values = values.iter().copied().filter(|value| !value.is_nan());
    let Some(mut writer) = group.next_column()? else {
        return Ok(());
    };
    if column.is_flag {
        let flags: Vec<bool> = values.map(|value| value != 0.0).collect();
        let typed = writer.typed::<BoolType>();
        typed.write_batch(&flags, Some(&present), None)?;
    } else {
        let numbers: Vec<f64> = values.collect();
        let typed = writer.typed::<DoubleType>();
        typed.write_batch(&numbers, Some(&present), None)?;
    }
    writer.close()
}
