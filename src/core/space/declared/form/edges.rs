//! `|conv~0|+|conv~0|pool~1|`: for each node but the input its incoming edges, ascending by source,
//! each as the name of its operation and the number of its source node, from 0.

use std::fmt::Write;

#[derive(Debug)]
pub(in super::super) struct EdgeString {
    /// For each node that edges enter: the source of each, and its place among the ids.
    pub groups: Vec<Vec<(usize, usize)>>,
    pub names: Vec<(&'static str, &'static str)>,
}

impl EdgeString {
    /// The form for these edges, whose operations stand among the ids in the same order.
    pub(in super::super) fn new(
        edges: &[(usize, usize)],
        names: Vec<(&'static str, &'static str)>,
    ) -> Self {
        let nodes = edges.iter().map(|&(_, to)| to + 1).max().unwrap_or(0);
        let mut groups = vec![Vec::new(); nodes];
        for (place, &(from, to)) in edges.iter().enumerate() {
            groups[to].push((from, place));
        }
        groups.retain(|group| !group.is_empty());
        for group in &mut groups {
            group.sort_unstable();
        }
        Self { groups, names }
    }

    pub(super) fn longest(&self) -> usize {
        let name = self
            .names
            .iter()
            .map(|(name, _)| name.chars().count())
            .max();
        let edges = self.groups.iter().flatten().map(|&(source, _)| {
            name.unwrap_or(0) + "~|".len() + source.max(1).ilog10() as usize + 1
        });
        edges.sum::<usize>() + 2 * self.groups.len() - 1
    }

    pub(super) fn parse(&self, text: &str) -> Result<Vec<u8>, String> {
        let count = text.split('+').count();
        if count != self.groups.len() {
            return Err(format!(
                "it has {count} groups of edges joined by `+`, not {}",
                self.groups.len()
            ));
        }
        let mut ids = vec![0; self.groups.iter().map(Vec::len).sum()];
        for ((group, text), number) in self.groups.iter().zip(text.split('+')).zip(1..) {
            let text = text.trim();
            let inner = text
                .strip_prefix('|')
                .and_then(|rest| rest.strip_suffix('|'))
                .ok_or_else(|| format!("`{text}` does not begin and end with `|`"))?;
            let count = inner.split('|').count();
            if count != group.len() {
                return Err(format!(
                    "`{text}` has {count} edges; group {number} has {}",
                    group.len()
                ));
            }
            for (&(source, place), word) in group.iter().zip(inner.split('|')) {
                ids[place] = self.parse_edge(word.trim(), source)?;
            }
        }
        Ok(ids)
    }

    fn parse_edge(&self, word: &str, source: usize) -> Result<u8, String> {
        let (op, from) = word
            .split_once('~')
            .ok_or_else(|| format!("`{word}` names no source node: `operation~{source}`"))?;
        if from.trim().parse() != Ok(source) {
            return Err(format!(
                "`{word}` comes from node {source} by its place, not from `{}`",
                from.trim()
            ));
        }
        let op = op.trim();
        self.names
            .iter()
            .position(|&(name, alias)| op == name || op == alias)
            .map(|id| id as u8)
            .ok_or_else(|| {
                let names: Vec<_> = self.names.iter().map(|&(name, _)| name).collect();
                format!(
                    "`{op}` is not an operation; expected one of {}",
                    names.join(", ")
                )
            })
    }

    pub(super) fn print(&self, ids: &[u8]) -> String {
        let mut text = String::new();
        for (at, group) in self.groups.iter().enumerate() {
            text.push_str(if at == 0 { "|" } else { "+|" });
            for &(source, place) in group {
                let name = self.names[usize::from(ids[place])].0;
                write!(text, "{name}~{source}|").expect("a String takes any text");
            }
        }
        text
    }
}
