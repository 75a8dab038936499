//! The built-in search spaces.

use std::sync::LazyLock;

use super::declared::Declared;
use super::{SearchSpace, darts, nb201_cost, tnb101_macro};

/// NAS-Bench-201 (Dong & Yang, ICLR 2020).
static NB201: LazyLock<Declared> = LazyLock::new(|| {
    described(include_str!("../../../assets/spaces/nb201.json")).with_cost(nb201_cost::network)
});

/// NAS-Bench-101 (Ying et al., ICML 2019).
static NB101: LazyLock<Declared> =
    LazyLock::new(|| described(include_str!("../../../assets/spaces/nb101.json")));

/// The cell-level space of TransNAS-Bench-101 (Duan et al., CVPR 2021).
static TNB101_MICRO: LazyLock<Declared> =
    LazyLock::new(|| described(include_str!("../../../assets/spaces/tnb101_micro.json")));

/// NAS-Bench-Macro (Su et al., CVPR 2021): a chain of 8 layers.
static NAS_BENCH_MACRO: LazyLock<Declared> =
    LazyLock::new(|| described(include_str!("../../../assets/spaces/nas_bench_macro.json")));

/// NAS-Bench-Graph (Qin et al., 2022): cells of graph networks.
static NAS_BENCH_GRAPH: LazyLock<Declared> =
    LazyLock::new(|| described(include_str!("../../../assets/spaces/nas_bench_graph.json")));

static ALL: LazyLock<Vec<&'static dyn SearchSpace>> = LazyLock::new(|| {
    vec![
        &*NB201,
        &*NB101,
        &darts::Darts,
        &*TNB101_MICRO,
        &tnb101_macro::Tnb101Macro,
        &*NAS_BENCH_MACRO,
        &*NAS_BENCH_GRAPH,
    ]
});

pub(super) fn all() -> &'static [&'static dyn SearchSpace] {
    &ALL
}

fn described(json: &str) -> Declared {
    Declared::new(json).expect("the descriptions built in are sound: tests read each")
}
