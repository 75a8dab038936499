//! Which architectures a text means that a user types or pastes: a whole encoding in any form, a part of one, or
//! operations, on whichever edge or, as in `c3~0`, on an edge from that node.

use rayon::prelude::*;

use crate::graf::operation;
use crate::job::{Cancelled, JobContext};
use crate::space::{Architecture, OpsOn, SearchSpace};

/// Architectures looked at between two checks for a stop.
const STRIDE: usize = 1024;

/// A text to find architectures by.
#[derive(Debug, Clone)]
pub struct EncodingQuery {
    space: &'static dyn SearchSpace,
    /// The architecture that the text encodes as it stands.
    whole: Option<Architecture>,
    /// The architecture that the words of it encode, in whatever brackets.
    lenient: Option<Architecture>,
    /// What a form must contain, as [`words`] writes it; empty for anything.
    part: String,
    operations: Vec<Wanted>,
}

/// An operation that an architecture must have so many times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Wanted {
    operation: u8,
    /// The node that its edge comes from, counted from 0.
    from: Option<usize>,
    times: usize,
}

impl EncodingQuery {
    /// Reads `text`, which may have any brackets, blanks and commas, and capitals.
    pub fn new(space: &'static dyn SearchSpace, text: &str) -> Self {
        let mut operations: Vec<Wanted> = Vec::new();
        let mut rest = Vec::new();
        let normal = words(text);
        for word in normal.split(' ').filter(|word| !word.is_empty()) {
            let Some(wanted) = wanted(space, word) else {
                rest.push(word);
                continue;
            };
            let same =
                |of: &&mut Wanted| (of.operation, of.from) == (wanted.operation, wanted.from);
            match operations.iter_mut().find(same) {
                Some(known) => known.times += 1,
                None => operations.push(wanted),
            }
        }
        let numbers = format!("({})", normal.replace(' ', ", "));
        Self {
            space,
            whole: space.parse(text).ok(),
            lenient: space.parse(&numbers).ok(),
            part: rest.join(" "),
            operations,
        }
    }

    /// The places of those among `archs` that it means, ascending: the architecture that is encoded where one is, or
    /// else those that have all parts of the text.
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    pub fn find(&self, archs: &[Architecture], job: &JobContext) -> Result<Vec<u32>, Cancelled> {
        if let Some(whole) = &self.whole {
            return self.network(whole, archs, job);
        }
        if self.part.is_empty() && self.operations.is_empty() {
            return Ok(Vec::new());
        }
        let found = places(archs, job, |arch, text| self.has_parts(arch, text))?;
        match &self.lenient {
            Some(whole) if found.is_empty() => self.network(whole, archs, job),
            _ => Ok(found),
        }
    }

    /// The architecture itself, or where it is not listed the one that stands for it.
    fn network(
        &self,
        whole: &Architecture,
        archs: &[Architecture],
        job: &JobContext,
    ) -> Result<Vec<u32>, Cancelled> {
        let found = places(archs, job, |arch, _| arch == whole)?;
        if !found.is_empty() {
            return Ok(found);
        }
        let same = self.space.representative(whole);
        places(archs, job, |arch, _| *arch == same)
    }

    fn has_parts(&self, arch: &Architecture, text: &mut String) -> bool {
        let mut in_a_form = || {
            (0..self.space.forms().len()).any(|form| {
                text.clear();
                write_words(&self.space.print(arch, form), text);
                text.contains(&self.part)
            })
        };
        self.has_operations(arch) && (self.part.is_empty() || in_a_form())
    }

    fn has_operations(&self, arch: &Architecture) -> bool {
        if self.operations.is_empty() {
            return true;
        }
        if let Some(drawn) = self.space.drawn(arch) {
            return self.operations.iter().all(|wanted| {
                let same = drawn
                    .operations
                    .iter()
                    .filter(|&&op| op == wanted.operation);
                same.count() >= wanted.times
            });
        }
        let cells = self.space.cells(arch);
        self.operations.iter().all(|wanted| {
            let times = cells.iter().map(|cell| {
                let nodes = cell.graph.node_weights().map(|node| (node.op, None));
                let edges = cell.graph.raw_edges().iter();
                let edges = edges.map(|edge| (edge.weight.op, Some(edge.source().index())));
                let fits = |&(op, from): &(Option<u8>, Option<usize>)| {
                    op == Some(wanted.operation) && (wanted.from.is_none() || wanted.from == from)
                };
                nodes.chain(edges).filter(fits).count()
            });
            times.sum::<usize>() >= wanted.times
        })
    }
}

/// Reads `c3`, or `c3~0` where operations sit on edges; the node goes by its number or its label.
fn wanted(space: &dyn SearchSpace, word: &str) -> Option<Wanted> {
    let (name, from) = match word.split_once('~') {
        None => (word, None),
        Some(_) if space.ops_on() != OpsOn::Edges => return None,
        Some((name, "")) => (name, None),
        Some((name, from)) => (name, Some(node(space, from)?)),
    };
    Some(Wanted {
        operation: operation(space, name)?,
        from,
        times: 1,
    })
}

fn node(space: &dyn SearchSpace, text: &str) -> Option<usize> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let example = space.parse(space.forms().first()?.example).ok()?;
    let cells = space.cells(&example);
    let mut labels = cells.first()?.graph.node_weights();
    labels.position(|node| node.label.eq_ignore_ascii_case(text))
}

/// The words of `text` in small letters with a blank between them, whatever brackets, commas and bars are there.
fn words(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    write_words(text, &mut written);
    written
}

fn write_words(text: &str, written: &mut String) {
    let mut apart = false;
    for c in text.chars() {
        let between = c.is_whitespace()
            || matches!(
                c,
                '(' | ')' | '[' | ']' | '{' | '}' | ',' | ';' | '|' | '+' | '"' | '\''
            );
        if between {
            apart = true;
            continue;
        }
        if apart && !written.is_empty() {
            written.push(' ');
        }
        apart = false;
        written.push(c.to_ascii_lowercase());
    }
}

/// The places of those that fit, ascending.
fn places(
    archs: &[Architecture],
    job: &JobContext,
    fits: impl Fn(&Architecture, &mut String) -> bool + Sync,
) -> Result<Vec<u32>, Cancelled> {
    let chunks = archs.par_chunks(STRIDE).enumerate();
    let found = chunks.map(|(chunk, archs)| {
        job.check()?;
        let mut text = String::new();
        let numbered = archs.iter().enumerate();
        let fitting = numbered.filter(|(_, arch)| fits(arch, &mut text));
        let found: Vec<_> = fitting
            .map(|(at, _)| (chunk * STRIDE + at) as u32)
            .collect();
        Ok(found)
    });
    let found: Result<Vec<_>, Cancelled> = found.collect();
    Ok(found?.concat())
}
