//! `7v9e-c3c1c3poolc1-0k2j3`: the number of nodes and of edges, the operations from the node after the input on, and
//! the edges as the [triangle](Dag::triangle) in base 36.

use std::fmt::Write;

use super::super::adjacency::Adjacency;
use super::super::dag::Dag;
use crate::space::Architecture;
use crate::space::compact::{COMPACT, digits_for, read_digits, write_digits};

pub(in super::super) use crate::space::compact::NAME;

/// How operations are written, by id: none begins as another does.
#[derive(Debug)]
pub(in super::super) struct Words(Vec<String>);

impl Words {
    /// The short names where they can be told apart without a mark between them and are short enough; else the
    /// ids as digits.
    pub(in super::super) fn new(aliases: &[&str], choices: &[u8], max_nodes: usize) -> Self {
        let chosen = || choices.iter().map(|&id| aliases[usize::from(id)]);
        let apart = chosen().enumerate().all(|(at, one)| {
            let mut others = chosen().enumerate().filter(|&(other, _)| other != at);
            others.all(|(_, other)| !other.starts_with(one))
        });
        let plain = chosen().all(|word| word.chars().all(char::is_alphanumeric));
        let longest = chosen().map(|word| word.chars().count()).max();
        let longest = Self::length(max_nodes, longest.unwrap_or(0));
        if apart && plain && longest <= COMPACT {
            return Self(aliases.iter().map(|&alias| alias.to_owned()).collect());
        }
        let digit = |id: usize| {
            let mut text = String::new();
            write_digits(&mut text, id as u64, 1);
            text
        };
        Self((0..aliases.len()).map(digit).collect())
    }

    /// Most characters of a cell whose operations take `word` each.
    fn length(nodes: usize, word: usize) -> usize {
        let pairs = nodes * (nodes - 1) / 2;
        let decimals = |number: usize| number.max(1).ilog10() as usize + 1;
        let counts = decimals(nodes) + decimals(pairs) + "ve".len();
        counts + "--".len() + (nodes - 2) * word + digits_for(pairs as u32)
    }

    fn read<'t>(&self, text: &'t str, choices: &[u8]) -> Option<(u8, &'t str)> {
        let mut words = choices.iter().map(|&id| (id, &self.0[usize::from(id)]));
        words.find_map(|(id, word)| Some((id, text.strip_prefix(word.as_str())?)))
    }
}

pub(in super::super) fn opens(text: &str) -> bool {
    text.trim_start().starts_with(|c: char| c.is_ascii_digit()) && text.contains('v')
}

pub(in super::super) fn parse(text: &str, cells: &Adjacency) -> Result<Architecture, String> {
    let parts: Vec<_> = text.trim().split('-').collect();
    let [counts, operations, edges] = parts[..] else {
        return Err(
            "it does not have the three parts of `NODESvEDGESe-OPERATIONS-WIRING`".to_owned(),
        );
    };
    let counted = counts
        .strip_suffix('e')
        .and_then(|text| text.split_once('v'));
    let counted = counted.and_then(|(nodes, edges)| {
        Some((nodes.parse::<usize>().ok()?, edges.parse::<usize>().ok()?))
    });
    let Some((nodes, edge_count)) = counted else {
        return Err(format!(
            "`{counts}` is not numbers of nodes and edges, such as `4v4e`"
        ));
    };
    if !(2..=cells.max_nodes).contains(&nodes) {
        return Err(format!(
            "it has {nodes} nodes, not 2 to {}",
            cells.max_nodes
        ));
    }
    let mut ops = vec![cells.input];
    let mut rest = operations;
    while !rest.is_empty() {
        let Some((op, after)) = cells.words.read(rest, &cells.choices) else {
            let words = cells
                .choices
                .iter()
                .map(|&id| &*cells.words.0[usize::from(id)]);
            let words: Vec<_> = words.collect();
            return Err(format!(
                "no operation begins `{rest}`; they are {}",
                words.join(", ")
            ));
        };
        ops.push(op);
        rest = after;
    }
    ops.push(cells.output);
    if ops.len() != nodes {
        let inner = ops.len() - 2;
        return Err(format!(
            "it has {inner} operations; {nodes} nodes have {}",
            nodes - 2
        ));
    }
    let bits = nodes * (nodes - 1) / 2;
    let triangle = read_digits(edges).filter(|&triangle| triangle >> bits == 0);
    let triangle = triangle.ok_or_else(|| format!("`{edges}` is no wiring of {nodes} nodes"))?;
    let dag = Dag::from_triangle(nodes, triangle);
    if dag.edges() != edge_count {
        return Err(format!(
            "`{edges}` has {} edges, not {edge_count}",
            dag.edges()
        ));
    }
    cells.check(&dag, &ops)?;
    Ok(Adjacency::pack(&dag, &ops))
}

pub(in super::super) fn print(arch: &Architecture, words: &Words) -> String {
    let (dag, ops) = Adjacency::unpack(arch);
    let nodes = dag.nodes();
    let mut text = String::with_capacity(COMPACT);
    write!(text, "{nodes}v{}e-", dag.edges()).expect("a String takes any text");
    for &op in &ops[1..nodes - 1] {
        text.push_str(&words.0[usize::from(op)]);
    }
    text.push('-');
    let pairs = nodes * (nodes - 1) / 2;
    write_digits(&mut text, dag.triangle(), digits_for(pairs as u32));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_that_cannot_be_told_apart_are_ids() {
        let words = |aliases: &[&str], nodes| Words::new(aliases, &[0, 1], nodes).0;
        assert_eq!(words(&["c3", "pool"], 7), ["c3", "pool"]);
        assert_eq!(words(&["a", "ab"], 7), ["0", "1"]);
        assert_eq!(words(&["c-3", "pool"], 7), ["0", "1"]);
        assert_eq!(words(&["c3", "pool"], 10), ["0", "1"]);
    }

    #[test]
    fn it_fits_at_every_number_of_nodes() {
        for nodes in 2..=10 {
            assert!(Words::length(nodes, 1) <= COMPACT);
        }
        assert_eq!(Words::length(7, 4), COMPACT);
    }
}
