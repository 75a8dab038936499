//! What `grafscope sets` says, for reading.

use std::io::{self, Write};

use crate::cli::sets::summary::{Member, Summary};
use grafscope_core::table::{Format, number};

/// Widths of names and of counts.
const NAME: usize = 16;
const COUNT: usize = 7;

pub(super) fn write(out: &mut impl Write, summary: &Summary) -> io::Result<()> {
    writeln!(
        out,
        "families of {}, {}",
        summary.benchmark, summary.dataset
    )?;
    for family in &summary.families {
        writeln!(out, "  {:<NAME$} {:>COUNT$}", family.name, family.columns)?;
    }
    if !summary.columns.is_empty() {
        writeln!(out, "  and {}", summary.columns.join(", "))?;
    }
    if let Some(file) = &summary.file {
        writeln!(out)?;
        writeln!(out, "named sets, in {file}")?;
    }
    if summary.named.is_empty() {
        writeln!(
            out,
            "  none yet; a line such as cheap = \"graf+params\" makes one"
        )?;
    }
    for named in &summary.named {
        let columns = named
            .columns
            .map_or_else(|| "-".to_owned(), |n| n.to_string());
        let (name, text) = (&named.name, &named.text);
        writeln!(out, "  {name:<NAME$} {columns:>COUNT$}  {text}")?;
        if let Some(error) = &named.error {
            writeln!(out, "  {:NAME$} {:COUNT$}  {error}", "", "")?;
        }
    }
    let Some(groups) = &summary.groups else {
        return Ok(());
    };
    writeln!(out)?;
    writeln!(
        out,
        "features that carry the same information over all rows"
    )?;
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

/// What a member is to the representative, in a few characters.
fn relation(member: &Member) -> String {
    match (member.slope, member.rises) {
        (Some(slope), _) => format!("affine, times {}", number(slope, Format::Compact)),
        (None, Some(false)) => format!("{}, falling", member.relation),
        (None, _) => member.relation.to_owned(),
    }
}
