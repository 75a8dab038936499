//! Rows as lines of text.

use std::io::Write;

use super::part::{Column, Parts};
use super::{PART, Presentation};
use crate::column::ARCH;
use crate::export::in_full;
use crate::job::JobContext;

/// A header, and a line for each row; yes and no are 1 and 0.
pub(super) fn csv(
    out: &mut (dyn Write + Send),
    parts: &Parts,
    job: &JobContext,
) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    let names = parts.columns.iter().map(|column| column.name.as_str());
    csv.write_record(std::iter::once(ARCH).chain(names))?;
    parts.each(job, |part| {
        for (at, arch) in part.archs.iter().enumerate() {
            csv.write_field(arch)?;
            for column in &part.columns {
                csv.write_field(in_full(column[at]))?;
            }
            csv.write_record(None::<&[u8]>)?;
        }
        Ok(())
    })?;
    csv.flush()?;
    Ok(())
}

/// An encoding a line, as `grafscope predict --archs` and others read them.
pub(super) fn encodings(
    out: &mut (dyn Write + Send),
    presentation: &Presentation,
    job: &JobContext,
) -> anyhow::Result<()> {
    let Presentation {
        bench, arrangement, ..
    } = presentation;
    for (done, rows) in arrangement.rows.chunks(PART).enumerate() {
        job.check()?;
        for &row in rows {
            writeln!(out, "{}", bench.space.print(&bench.archs[row as usize], 0))?;
        }
        let done = done * PART + rows.len();
        job.report("rows", done, arrangement.rows.len());
    }
    Ok(())
}

/// An object for each row, on a line of its own.
pub(super) fn json_lines(
    out: &mut (dyn Write + Send),
    parts: &Parts,
    job: &JobContext,
) -> anyhow::Result<()> {
    let name = |column: &Column| serde_json::to_string(&column.name);
    let names: Vec<String> = parts.columns.iter().map(name).collect::<Result<_, _>>()?;
    parts.each(job, |part| {
        let mut lines = Vec::new();
        for (at, arch) in part.archs.iter().enumerate() {
            lines.extend(b"{\"arch\":");
            serde_json::to_writer(&mut lines, arch)?;
            let columns = names.iter().zip(&parts.columns).zip(&part.columns);
            for ((name, column), values) in columns {
                write!(lines, ",{name}:")?;
                match values[at] {
                    value if !value.is_finite() => lines.extend(b"null"),
                    value if column.is_flag => write!(lines, "{}", value != 0.0)?,
                    value => write!(lines, "{value}")?,
                }
            }
            lines.extend(b"}\n");
        }
        Ok(out.write_all(&lines)?)
    })
}
