//! A grown tree: flat nodes, and the way of a row through them.

/// One node. A leaf is its own child, so that a row that has arrived stays.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// Child for codes up to `cut`; the other one is next to it.
    left: u32,
    /// Column of the split.
    column: u16,
    /// Last code that goes left.
    cut: u8,
}

/// A tree of binary splits on codes.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// Mean target of each node's training rows; only those of leaves are used.
    values: Vec<f64>,
}

/// Rows that walk down a tree side by side, so that the processor waits for several at once.
const ABREAST: usize = 8;

impl Tree {
    /// A tree of one leaf.
    pub(super) fn new() -> Self {
        let mut tree = Self {
            nodes: Vec::new(),
            values: Vec::new(),
        };
        tree.push_leaf();
        tree
    }

    fn push_leaf(&mut self) {
        self.nodes.push(Node {
            left: self.nodes.len() as u32,
            column: 0,
            cut: u8::MAX,
        });
        self.values.push(0.0);
    }

    /// Sets the value of leaf `node`.
    pub(super) fn set_value(&mut self, node: u32, value: f64) {
        self.values[node as usize] = value;
    }

    /// Makes leaf `node` a split and returns its left child; the right one is next.
    pub(super) fn split(&mut self, node: u32, column: usize, cut: u8) -> u32 {
        let left = self.nodes.len() as u32;
        self.push_leaf();
        self.push_leaf();
        self.nodes[node as usize] = Node {
            left,
            column: column as u16,
            cut,
        };
        left
    }

    fn step(&self, at: u32, codes: &[u8]) -> u32 {
        let node = self.nodes[at as usize];
        node.left + u32::from(codes[usize::from(node.column)] > node.cut)
    }

    /// The value for a row of codes.
    pub(super) fn value(&self, codes: &[u8]) -> f64 {
        let mut at = 0;
        if !codes.is_empty() {
            loop {
                let next = self.step(at, codes);
                if next == at {
                    break;
                }
                at = next;
            }
        }
        self.values[at as usize]
    }

    /// Calls `found` with each of `rows` rows of `width` codes, in order, and the tree's value for
    /// it.
    pub(super) fn visit(
        &self,
        codes: &[u8],
        width: usize,
        rows: usize,
        mut found: impl FnMut(usize, f64),
    ) {
        if width == 0 {
            (0..rows).for_each(|row| found(row, self.values[0]));
            return;
        }
        let mut groups = codes.chunks_exact(width * ABREAST);
        let mut row = 0;
        for group in groups.by_ref() {
            let lanes: [&[u8]; ABREAST] =
                std::array::from_fn(|lane| &group[lane * width..(lane + 1) * width]);
            let mut at = [0_u32; ABREAST];
            loop {
                let next: [u32; ABREAST] =
                    std::array::from_fn(|lane| self.step(at[lane], lanes[lane]));
                if next == at {
                    break;
                }
                at = next;
            }
            for at in at {
                found(row, self.values[at as usize]);
                row += 1;
            }
        }
        for codes in groups.remainder().chunks_exact(width) {
            found(row, self.value(codes));
            row += 1;
        }
    }
}
