//! Cells that are the same network with their computing nodes in another order.

use std::array::from_fn;
use std::sync::LazyLock;

use super::{COMPUTING, IDS, INPUTS};

/// Every order of the computing nodes; at each new place stands the old number.
static ORDERS: LazyLock<Vec<[u8; COMPUTING]>> = LazyLock::new(|| {
    let all = (0..COMPUTING.pow(COMPUTING as u32))
        .map(|code| from_fn(|at| (code / COMPUTING.pow(at as u32) % COMPUTING) as u8));
    let each_once =
        |order: &[u8; COMPUTING]| (1..COMPUTING).all(|at| !order[..at].contains(&order[at]));
    all.filter(each_once).collect()
});

/// The smallest ids among all orders of the nodes of the cell `ids`.
pub(super) fn least(ids: &[u8]) -> [u8; IDS] {
    let orders = ORDERS.iter().filter_map(|&order| reordered(ids, order));
    orders
        .min()
        .expect("a cell has at least the order it came with")
}

/// `None` where a node would come before one of its sources. The pairs of a node are sorted; one that
/// is overruled becomes a copy of the other.
fn reordered(ids: &[u8], order: [u8; COMPUTING]) -> Option<[u8; IDS]> {
    let mut out = [0; IDS];
    for ((place, &old), out) in order.iter().enumerate().zip(out.chunks_exact_mut(4)) {
        let source = |source: u8| match usize::from(source).checked_sub(INPUTS) {
            None => Some(source),
            Some(node) => {
                let mut before = order[..place].iter();
                let at = before.position(|&old| usize::from(old) == node)?;
                Some((INPUTS + at) as u8)
            }
        };
        let node = &ids[4 * usize::from(old)..][..4];
        let mut pairs = [(source(node[0])?, node[1]), (source(node[2])?, node[3])];
        if pairs[0].0 == pairs[1].0 {
            pairs[0] = pairs[1];
        }
        pairs.sort_unstable();
        let [(a, op_a), (b, op_b)] = pairs;
        out.copy_from_slice(&[a, op_a, b, op_b]);
    }
    Some(out)
}
