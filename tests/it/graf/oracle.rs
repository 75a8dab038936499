//! The definitions of the paper on plain lists of edges, every path listed by walking on. The
//! graphs are made from the written encodings; nothing is shared with the crate.

use std::collections::BTreeMap;

use grafscope_core::graf;
use grafscope_core::graf::Families;
use grafscope_core::job::JobContext;
use grafscope_core::space;
use grafscope_core::space::SearchSpace;
use proptest::prelude::*;

/// An edge: where from, where to, and its operation, where operations are on edges.
type Edge = (usize, usize, Option<u8>);

/// A cell.
struct Graph {
    /// Prefix of the names of its features.
    prefix: &'static str,
    /// Operations of the nodes, in spaces that have them there.
    nodes: Vec<Option<u8>>,
    edges: Vec<Edge>,
    /// Nodes that the inputs enter, with their names where there are several.
    inputs: Vec<(usize, &'static str)>,
    output: usize,
}

impl Graph {
    fn on_nodes(&self) -> bool {
        self.nodes.iter().any(Option::is_some)
    }

    /// The paths to the output from a node, as edges.
    fn paths(&self, from: usize) -> Vec<Vec<Edge>> {
        if from == self.output {
            return vec![Vec::new()];
        }
        let leaving = self.edges.iter().filter(|edge| edge.0 == from);
        leaving
            .flat_map(|&edge| {
                let rest = self.paths(edge.1).into_iter();
                rest.map(move |rest| [vec![edge], rest].concat())
            })
            .collect()
    }

    /// What a path carries, one an edge: the operation of the edge, or of the node it enters. What
    /// is not restricted (the output, an edge without operation) is `None`.
    fn carried(&self, path: &[Edge]) -> Vec<Option<u8>> {
        let entered = path.iter().map(|&(_, to, op)| match op {
            None if to != self.output => self.nodes[to],
            op => op,
        });
        entered.collect()
    }

    /// The features of the operations in `set`.
    fn features(&self, set: u16) -> BTreeMap<String, f64> {
        let is_in = |op: Option<u8>| op.is_some_and(|op| set >> op & 1 == 1);
        let inside = |ops: &[Option<u8>]| ops.iter().filter(|&&op| is_in(op)).count();
        let single = self.inputs.len() == 1;
        let mut features = BTreeMap::new();
        let mut put = |head: String, value: f64| {
            features.insert(format!("{}{head}", self.prefix), value);
        };

        let all: Vec<_> = if self.on_nodes() {
            self.nodes.clone()
        } else {
            self.edges.iter().map(|edge| edge.2).collect()
        };
        if set.is_power_of_two() {
            put("op_count".to_owned(), inside(&all) as f64);
        }
        for &(input, name) in &self.inputs {
            let output = if single {
                String::new()
            } else {
                format!(".{name}")
            };
            let paths: Vec<_> = self.paths(input);
            let paths: Vec<_> = paths.iter().map(|path| self.carried(path)).collect();
            let balance = |path: &Vec<Option<u8>>| path.len() as i64 - 2 * inside(path) as i64;
            let lowest = paths.iter().map(balance).min();
            let best = paths.iter().filter(|path| Some(balance(path)) == lowest);
            let fewest = best.map(|path| inside(path)).min().unwrap_or(0);
            put(format!("max_op_on_path{output}"), fewest as f64);

            let allowed =
                |path: &&Vec<Option<u8>>| path.iter().all(|&op| op.is_none() || is_in(op));
            let lengths: Vec<_> = paths.iter().filter(allowed).map(Vec::len).collect();
            let longest = lengths.iter().copied().max().unwrap_or(0);
            put(format!("longest_path{output}"), longest as f64);
            if single {
                let none = self.nodes.len() + usize::from(!self.on_nodes());
                let shortest = lengths.iter().copied().min().unwrap_or(none);
                put("min_path_len".to_owned(), shortest as f64);
            }
            let leaving = self.edges.iter().filter(|edge| edge.0 == input);
            let beside: Vec<_> = leaving.map(|edge| edge.2.or(self.nodes[edge.1])).collect();
            let degree = match (single, self.on_nodes()) {
                (false, _) => format!("{name}_degree"),
                (true, false) => "in_degree".to_owned(),
                (true, true) => "out_degree".to_owned(),
            };
            put(format!("node_degree.{degree}"), inside(&beside) as f64);
        }
        if single {
            let entering = self.edges.iter().filter(|edge| edge.1 == self.output);
            let beside: Vec<_> = entering.map(|edge| edge.2.or(self.nodes[edge.0])).collect();
            let degree = if self.on_nodes() {
                "in_degree"
            } else {
                "out_degree"
            };
            put(format!("node_degree.{degree}"), inside(&beside) as f64);
        }
        let mean = |ops: Vec<Option<u8>>| inside(&ops) as f64 / self.nodes.len() as f64;
        let edges = || self.edges.iter();
        let sources = edges().map(|edge| edge.2.or(self.nodes[edge.0])).collect();
        let targets = edges().map(|edge| edge.2.or(self.nodes[edge.1])).collect();
        put("node_degree.avg_in".to_owned(), mean(sources));
        put("node_degree.avg_out".to_owned(), mean(targets));
        features
    }
}

fn numbers(text: &str) -> Vec<usize> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map(|digits| digits.parse().unwrap())
        .collect()
}

fn four_nodes(text: &str, order: [(usize, usize); 6]) -> Vec<Graph> {
    let edges = order.into_iter().zip(numbers(text));
    vec![Graph {
        prefix: "",
        nodes: vec![None; 4],
        edges: edges
            .map(|((from, to), op)| (from - 1, to - 1, Some(op as u8)))
            .collect(),
        inputs: vec![(0, "")],
        output: 3,
    }]
}

fn nb201(text: &str) -> Vec<Graph> {
    four_nodes(text, [(1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4)])
}

fn tnb101_micro(text: &str) -> Vec<Graph> {
    four_nodes(text, [(1, 2), (1, 3), (2, 3), (1, 4), (2, 4), (3, 4)])
}

fn darts(text: &str) -> Vec<Graph> {
    let numbers = numbers(text);
    let cells = ["normal.", "reduce."].into_iter().zip(numbers.chunks(16));
    cells
        .map(|(prefix, cell)| {
            let mut edges = BTreeMap::new();
            for (pair, numbers) in cell.chunks(2).enumerate() {
                // A later pair takes the place of an earlier one.
                edges.insert((numbers[0], 2 + pair / 2), Some(numbers[1] as u8));
            }
            edges.extend((2..6).map(|node| ((node, 6), None)));
            Graph {
                prefix,
                nodes: vec![None; 7],
                edges: edges
                    .into_iter()
                    .map(|((from, to), op)| (from, to, op))
                    .collect(),
                inputs: vec![(0, "c_k_2"), (1, "c_k_1")],
                output: 6,
            }
        })
        .collect()
}

fn nb101(text: &str) -> Vec<Graph> {
    let numbers = numbers(text);
    let size = (2..8).find(|n| n * n + n == numbers.len()).unwrap();
    let (matrix, ops) = numbers.split_at(size * size);
    let edges = matrix.iter().enumerate().filter(|&(_, &bit)| bit == 1);
    vec![Graph {
        prefix: "",
        nodes: ops.iter().map(|&op| Some(op as u8)).collect(),
        edges: edges.map(|(at, _)| (at / size, at % size, None)).collect(),
        inputs: vec![(0, "")],
        output: size - 1,
    }]
}

/// Every feature of the crate has the value that the oracle has for it.
fn check(space: &'static dyn SearchSpace, text: &str, graphs: &[Graph]) {
    let arch = space.parse(text).unwrap();
    let families = Families::WithLongestPath;
    let matrix = graf::compute(space, &[arch], families, &JobContext::default()).unwrap();
    let mut by_set = BTreeMap::new();
    for (feature, column) in matrix.features.iter().zip(&matrix.columns) {
        let expected = by_set.entry(feature.ops).or_insert_with(|| {
            let features = graphs
                .iter()
                .map(|graph| graph.features(feature.ops.bits()));
            features.reduce(|mut all, more| {
                all.extend(more);
                all
            })
        });
        let head = feature.name.split('(').next().unwrap();
        let theirs = expected.as_ref().unwrap()[head];
        let ours = column.get(0);
        assert!(
            (ours - theirs).abs() < 1e-12,
            "{} of {text}: {ours}, not {theirs}",
            feature.name
        );
    }
}

fn written(ids: &[u8]) -> String {
    let ids: Vec<_> = ids.iter().map(u8::to_string).collect();
    format!("({})", ids.join(", "))
}

fn six_of(operations: u8) -> impl Strategy<Value = String> {
    prop::array::uniform6(0..operations).prop_map(|ids| written(&ids))
}

fn any_darts() -> impl Strategy<Value = String> {
    let pair = |pair: usize| (0..2 + pair / 2, 0..7_u8).prop_map(|(s, o)| format!("({s}, {o})"));
    let pairs: Vec<_> = (0..16).map(|at| pair(at % 8)).collect();
    pairs.prop_map(|pairs| {
        let cells: Vec<_> = pairs
            .chunks(8)
            .map(|cell| format!("({})", cell.join(", ")))
            .collect();
        format!("({})", cells.join(", "))
    })
}

/// Cells in which each node is on a path from input to output.
fn any_nb101() -> impl Strategy<Value = String> {
    let bits = prop::collection::vec(any::<bool>(), 49);
    let ops = prop::collection::vec(2..5_u8, 5);
    let links = prop::collection::vec(any::<prop::sample::Index>(), 14);
    (2..8_usize, bits, ops, links).prop_filter_map(
        "more edges than the space allows",
        |(size, bits, ops, links)| {
            let mut matrix = vec![0; size * size];
            for from in 0..size {
                for to in from + 1..size {
                    // Few edges beside those that connect, so that most cells are in the space.
                    let extra = bits[from * 7 + to] && bits[to * 7 + from];
                    matrix[from * size + to] = u8::from(extra);
                }
            }
            for node in 0..size {
                if node > 0 {
                    matrix[links[node].index(node) * size + node] = 1;
                }
                if node + 1 < size {
                    let next = node + 1 + links[7 + node].index(size - node - 1);
                    matrix[node * size + next] = 1;
                }
            }
            let edges: u8 = matrix.iter().sum();
            let ops = [&[0], &ops[..size - 2], &[1]].concat();
            (edges <= 9).then(|| written(&[matrix, ops].concat()))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nb201_features_equal_the_oracle(text in six_of(5)) {
        check(space::find("nb201").unwrap(), &text, &nb201(&text));
    }

    #[test]
    fn tnb101_micro_features_equal_the_oracle(text in six_of(4)) {
        check(space::find("tnb101_micro").unwrap(), &text, &tnb101_micro(&text));
    }

    #[test]
    fn nb101_features_equal_the_oracle(text in any_nb101()) {
        check(space::find("nb101").unwrap(), &text, &nb101(&text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn darts_features_equal_the_oracle(text in any_darts()) {
        check(space::find("darts").unwrap(), &text, &darts(&text));
    }
}

#[test]
fn tnb101_macro_features_equal_the_oracle() {
    let space = space::find("tnb101_macro").unwrap();
    let archs = space.architectures();
    let matrix = graf::compute(space, &archs, Families::Published, &JobContext::default()).unwrap();
    let column = |name: &str| {
        let mut features = matrix.features.iter();
        let at = features.position(|feature| feature.name == name).unwrap();
        &matrix.columns[at]
    };
    for (row, arch) in archs.iter().enumerate() {
        let stages = numbers(&space.print(arch, 0));
        for (stage, name) in (1..).zip(["plain", "channel", "stride", "both"]) {
            let expected = stages.iter().filter(|&&id| id == stage).count();
            let ours = column(&format!("count_ops({name})")).get(row);
            assert!((ours - expected as f64).abs() < 1e-12);
        }
        let (mut channel, mut stride) = (0, 0);
        for position in 0..6 {
            match stages.get(position) {
                None => (channel, stride) = (0, 0),
                Some(2) => channel += 1,
                Some(3) => stride += 1,
                Some(4) => (channel, stride) = (channel + 1, stride + 1),
                Some(_) => {}
            }
            for (name, expected) in [("channel", channel), ("stride", stride)] {
                let ours = column(&format!("pos_state.{name}.{position}")).get(row);
                assert!((ours - f64::from(expected)).abs() < 1e-12);
            }
        }
    }
}
