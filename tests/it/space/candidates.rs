//! What a search may measure next, in spaces that can be listed and in those that cannot.

use std::collections::HashSet;

use grafscope_core::experiment::candidates;
use grafscope_core::space::{self, Architecture, SearchSpace};

fn networks(space: &dyn SearchSpace, archs: &[Architecture]) -> HashSet<Architecture> {
    archs.iter().map(|arch| space.network(arch)).collect()
}

#[test]
fn a_space_that_can_be_listed_gives_each_network_once() {
    let space = space::find("nb201").unwrap();
    let all = candidates(space, &[], &[], 100, 0);
    assert_eq!((all.len(), networks(space, &all).len()), (9_445, 9_445));
    // The convolutions after a cut edge compute nothing: the network is the one without them.
    let read = |text: &str| space.parse(text).unwrap();
    let measured = [read("(4, 0, 3, 1, 4, 3)")];
    let excluded = [read("(2, 1, 0, 2, 1, 1)")];
    let left = candidates(space, &measured, &excluded, 100, 0);
    assert_eq!(left.len(), 9_443);
    let known = networks(space, &[measured, excluded].concat());
    assert!(left.iter().all(|arch| !known.contains(arch)));
}

#[test]
fn darts_candidates_are_new_networks_half_of_them_near_the_best() {
    let space = space::find("darts").unwrap();
    let measured = space::sample(space, 40, 1);
    let excluded = candidates(space, &measured, &[], 50, 9);
    let drawn = candidates(space, &measured, &excluded, 2_000, 9);
    assert_eq!(drawn.len(), 2_000);
    let distinct = networks(space, &drawn);
    assert_eq!(distinct.len(), 2_000);
    assert!(drawn.iter().all(|arch| distinct.contains(arch)));
    let known = networks(space, &[measured.clone(), excluded].concat());
    assert!(distinct.is_disjoint(&known));

    let around = |measured: &[Architecture]| {
        let edits = measured.iter().flat_map(|arch| space.edits(arch));
        networks(space, &edits.collect::<Vec<_>>())
    };
    let near = |drawn: &[Architecture], around: &HashSet<Architecture>| {
        drawn.iter().filter(|arch| around.contains(arch)).count()
    };
    let (made, random) = drawn.split_at(1_000);
    let around_all = around(&measured);
    assert!(near(made, &around_all) > 250, "{}", near(made, &around_all));
    assert_eq!(near(random, &around_all), 0);
    // The better, the more are made from it.
    let [first, last] = [&measured[..1], &measured[15..16]].map(|of| near(made, &around(of)));
    assert!(first > last, "{first} {last}");
    assert_eq!(near(made, &around(&measured[20..])), 0);
}

#[test]
fn candidates_depend_on_the_seed_and_not_on_the_number_of_threads() {
    let space = space::find("darts").unwrap();
    let measured = space::sample(space, 300, 2);
    let with = |threads: usize, seed: u64| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let draw = || candidates(space, &measured, &measured[..9], 300, seed);
        pool.build().unwrap().install(draw)
    };
    assert_eq!(with(1, 4), with(3, 4));
    assert_ne!(with(1, 4), with(1, 5));
}

#[test]
fn without_measurements_they_are_random_and_where_there_are_few_they_are_all() {
    let darts = space::find("darts").unwrap();
    assert_eq!(candidates(darts, &[], &[], 150, 0).len(), 150);
    let json = include_str!("../../../assets/spaces/nb101.json")
        .replace("\"nb101\"", "\"tiny\"")
        .replace(
            "\"max_nodes\": 7, \"max_edges\": 9",
            "\"max_nodes\": 10, \"max_edges\": 3",
        )
        .replace(
            "(0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 4, 2, 1)",
            "(0, 1, 0, 0, 0, 1)",
        );
    let space = space::read(&json).unwrap();
    let all = candidates(&*space, &[], &[], 100, 0);
    assert_eq!(all.len(), 16);
    let left = candidates(&*space, &all[..3], &all[3..5], 100, 0);
    assert_eq!(left.len(), 11);
}
