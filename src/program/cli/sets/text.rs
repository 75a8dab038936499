//! The text of `grafscope sets`.

use std::io::{self, Write};

use crate::cli::sets::summary::{Member, Summary};
use grafscope_core::table::{Format, number};

/// Widths of names and of counts.
const NAME: usize = 16;
const COUNT: usize = 7;

pub(super) fn write(out: &mut impl Write, summary: &Summary) -> io::Result<()> {
    let (benchmark, dataset) = (&summary.benchmark, &summary.dataset);
    writeln!(out, "families of {benchmark}, {dataset}")?;
    for family in &summary.families {
        writeln!(out, "  {:<NAME$} {:>COUNT$}", family.name, family.columns)?;
    }
    if !summary.columns.is_empty() {
        writeln!(out, "  and {}", summary.columns.join(", "))?;
    }
    if !summary.measured.is_empty() {
        writeln!(out, "measured columns: {}", summary.measured.join(", "))?;
    }
    if let Some(file) = &summary.file {
        writeln!(out, "\nnamed sets, in {file}")?;
    }
    if summary.named.is_empty() {
        writeln!(
            out,
            "  none yet; define one with a line such as cheap = \"graf+params\""
        )?;
    }
    for named in &summary.named {
        let columns = named.columns.map(|n| n.to_string());
        let columns = columns.as_deref().unwrap_or("-");
        let (name, text) = (&named.name, &named.text);
        writeln!(out, "  {name:<NAME$} {columns:>COUNT$}  {text}")?;
        if let Some(error) = &named.error {
            writeln!(out, "  {:NAME$} {:COUNT$}  {error}", "", "")?;
        }
    }
    let Some(groups) = &summary.groups else {
        return Ok(());
    };
    writeln!(out, "\nredundant features")?;
    if groups.is_empty() {
        writeln!(out, "  none")?;
    }
    for group in groups {
        let note = if group.constant { "  constant" } else { "" };
        writeln!(out, "  {}{note}", group.representative)?;
        for member in &group.members {
            writeln!(out, "    {:<20} {}", relation(member), member.name)?;
        }
    }
    Ok(())
}

fn relation(member: &Member) -> String {
    match (member.slope, member.rises) {
        (Some(slope), _) => format!("affine, slope {}", number(slope, Format::Compact)),
        (None, Some(false)) => format!("{}, decreasing", member.relation),
        (None, _) => member.relation.to_owned(),
    }
}
