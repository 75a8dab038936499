//! Finding the architectures of a session in a benchmark.

use std::collections::HashMap;

use crate::session::Session;
use crate::session::marks::{Marked, fingerprint};
use crate::session::restore_state::Located;
use crate::table::marks::Marks;
use grafscope_core::bench::Benchmark;
use grafscope_core::job::{Cancelled, JobContext};
use grafscope_core::space::Architecture;

/// Rows looked at between two checks for a stop.
const STRIDE: usize = 10_000;

pub(crate) fn locate(
    bench: &Benchmark,
    session: &Session,
    job: &JobContext,
) -> Result<Located, Cancelled> {
    let space = bench.space;
    let marked: &[String] = match &session.marks {
        Marked::Encodings(encodings) => encodings,
        Marked::Rows(_) => &[],
    };
    let notes = session.notes.iter().map(|(encoding, _)| encoding);
    let wanted: HashMap<&String, Architecture> = marked
        .iter()
        .chain(notes)
        .chain(&session.selected)
        .filter_map(|text| Some((text, space.parse(text).ok()?)))
        .collect();
    let mut rows: HashMap<&Architecture, Option<u32>> =
        wanted.values().map(|arch| (arch, None)).collect();
    if !rows.is_empty() {
        for (row, arch) in bench.archs.iter().enumerate() {
            if row % STRIDE == 0 {
                job.check()?;
            }
            if let Some(found) = rows.get_mut(arch) {
                found.get_or_insert(row as u32);
            }
        }
    }
    let row_of = |text: &String| *rows.get(wanted.get(text)?)?;

    let mut located = Located {
        selected: session.selected.as_ref().and_then(row_of),
        ..Located::default()
    };
    if session.selected.is_some() && located.selected.is_none() {
        let left_out = &mut located.left_out;
        left_out.push("the selected architecture".to_owned());
    }
    let (marks, lost) = marks(&session.marks, bench, row_of);
    located.marks = marks;
    let lost = counted(lost, "marked architecture");
    located.left_out.extend(lost);
    for (encoding, note) in session.notes.iter().cloned() {
        match row_of(&encoding) {
            Some(row) => located.notes.push((row, note)),
            None => located.notes_elsewhere.push((encoding, note)),
        }
    }
    let lost = located.notes_elsewhere.len();
    located.left_out.extend(counted(lost, "noted architecture"));
    Ok(located)
}

/// The marks, and how many there are no rows for.
fn marks(
    marked: &Marked,
    bench: &Benchmark,
    row_of: impl Fn(&String) -> Option<u32>,
) -> (Marks, usize) {
    let mut marks = Marks::default();
    let mut lost = 0;
    match marked {
        Marked::Encodings(encodings) => {
            for encoding in encodings {
                match row_of(encoding) {
                    Some(row) => marks.set(row, true),
                    None => lost += 1,
                }
            }
        }
        Marked::Rows(rows) if rows.of == fingerprint(&bench.archs) => {
            let within = rows.iter().filter(|&row| (row as usize) < bench.rows());
            for row in within {
                marks.set(row, true);
            }
        }
        Marked::Rows(rows) => lost = rows.len(),
    }
    (marks, lost)
}

fn counted(count: usize, what: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        many => Some(format!("{many} {what}s")),
    }
}
