//! `(0, 1, 0, 0, 0, 1)`: an adjacency matrix, row by row from the input on, and then the ids of the
//! operations of the nodes.

use std::fmt::Write;

use super::super::adjacency::Adjacency;
use super::super::dag::{Dag, MAX_NODES};
use super::in_parentheses;
use crate::space::Architecture;

pub(in super::super) const NAME: &str = "adjacency";

/// Most numbers of a text.
const LONGEST: usize = MAX_NODES * (MAX_NODES + 1);

pub(in super::super) fn parse(text: &str, cells: &Adjacency) -> Result<Architecture, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("it is empty".to_owned());
    }
    let inner = in_parentheses(text)?;
    let mut numbers = [0_u8; LONGEST];
    let mut count = 0;
    for word in inner.as_bytes().split(|&byte| byte == b',') {
        let word = word.trim_ascii();
        let number = number(word).ok_or_else(|| {
            let word = String::from_utf8_lossy(word);
            format!("`{word}` is not a number from 0 to 99")
        })?;
        if let Some(place) = numbers.get_mut(count) {
            *place = number;
        }
        count += 1;
    }
    let nodes = (2..=cells.max_nodes)
        .find(|nodes| nodes * (nodes + 1) == count)
        .ok_or_else(|| {
            let counts: Vec<_> = (2..=cells.max_nodes)
                .map(|nodes| (nodes * (nodes + 1)).to_string())
                .collect();
            format!(
                "it has {count} numbers; n nodes take n·n + n, that is {}",
                counts.join(", ")
            )
        })?;
    let (matrix, ops) = numbers[..count].split_at(nodes * nodes);
    let operations = cells.names.len();
    if let Some(op) = ops.iter().find(|&&op| usize::from(op) >= operations) {
        let most = operations - 1;
        return Err(format!("`{op}` is not an operation id from 0 to {most}"));
    }
    let dag = read_matrix(matrix, nodes)?;
    cells.check(&dag, ops)?;
    Ok(Adjacency::pack(&dag, ops))
}

fn number(word: &[u8]) -> Option<u8> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| byte - b'0');
    match *word {
        [one] => digit(one),
        [ten, one] => Some(10 * digit(ten)? + digit(one)?),
        _ => None,
    }
}

fn read_matrix(matrix: &[u8], nodes: usize) -> Result<Dag, String> {
    let mut dag = Dag::new(nodes);
    for (from, row) in matrix.chunks_exact(nodes).enumerate() {
        for (to, &entry) in row.iter().enumerate() {
            match entry {
                0 => {}
                1 if from < to => dag.add_edge(from, to),
                1 => {
                    return Err(format!(
                        "its edge from node {from} to node {to} closes a cycle or goes backwards; \
                         edges go from a node to a later one, counted from 0"
                    ));
                }
                _ => {
                    return Err(format!(
                        "`{entry}` from node {from} to node {to} of the adjacency matrix is \
                         neither 0 nor 1"
                    ));
                }
            }
        }
    }
    Ok(dag)
}

pub(in super::super) fn print(arch: &Architecture) -> String {
    let (dag, ops) = Adjacency::unpack(arch);
    let nodes = dag.nodes();
    let mut text = String::with_capacity(3 * nodes * (nodes + 1));
    text.push('(');
    for from in 0..nodes {
        for to in 0..nodes {
            text.push_str(if dag.has_edge(from, to) { "1, " } else { "0, " });
        }
    }
    for (at, op) in ops.iter().enumerate() {
        text.push_str(if at == 0 { "" } else { ", " });
        write!(text, "{op}").expect("a String takes any text");
    }
    text.push(')');
    text
}
