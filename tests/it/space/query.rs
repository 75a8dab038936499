//! What a text to find architectures by means.

use grafscope_core::encoding::EncodingQuery;
use grafscope_core::job::{Cancel, JobContext};
use grafscope_core::space::{self, Architecture};

/// How many of `archs` the text means.
fn count(name: &str, archs: &[Architecture], text: &str) -> usize {
    let query = EncodingQuery::new(space::find(name).unwrap(), text);
    let found = query.find(archs, &JobContext::default()).unwrap();
    assert!(found.is_sorted());
    found.len()
}

#[test]
fn whatever_is_pasted_of_one_architecture_finds_it() {
    let space = space::find("nb201").unwrap();
    let archs = space.architectures();
    let row = archs
        .iter()
        .position(|arch| space.print(arch, 0) == "(4, 0, 3, 1, 4, 3)");
    for text in [
        "(4, 0, 3, 1, 4, 3)",
        "[4 0 3 1 4 3]",
        "4,0,3,1,4,3",
        " {4; 0; 3; 1; 4; 3} ",
        "410242",
        "|avg_pool_3x3~0|+|skip_connect~0|none~1|+|nor_conv_1x1~0|avg_pool_3x3~1|nor_conv_1x1~2|",
        "|pool~0|+|skip~0|none~1|+|c1~0|pool~1|c1~2|",
    ] {
        let query = EncodingQuery::new(space, text);
        let found = query.find(&archs, &JobContext::default()).unwrap();
        assert_eq!(found, [row.unwrap() as u32], "{text}");
    }
}

#[test]
fn parts_and_operations_are_found() {
    let archs = space::find("nb201").unwrap().architectures();
    let nb201 = |text| count("nb201", &archs, text);
    // Three edges leave node 0, one node 2; each has one of five operations.
    assert_eq!(nb201("c3~0"), 15_625 - 4 * 4 * 4 * 125);
    assert_eq!(nb201("c3~2"), 3_125);
    assert_eq!(nb201("c3~0 c3~0 c3~0"), 125);
    assert_eq!(nb201("c3"), 15_625 - 4_096);
    assert_eq!(nb201("nor_conv_3x3~"), nb201("c3"));
    assert_eq!(nb201("c3~0, none~2"), 3_125 - 4 * 4 * 4 * 25);
    assert_eq!(nb201("c3~4"), 0);
    // Which edge of a node is not said.
    assert_eq!(nb201("|POOL~0|+|Skip~0|none~1|+|c1~0|pool~1|c1~2"), 12);
    assert_eq!(nb201("4102"), 75);
    assert_eq!(nb201("(4, 0, 3, 1"), 75);
    assert_eq!(nb201("nowhere"), 0);
    assert_eq!(nb201(" ( "), 0);
}

#[test]
fn operations_on_nodes_and_both_cells_are_found() {
    let space = space::find("nb101").unwrap();
    let texts = [
        "(0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 4, 2, 1)",
        "(0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 3, 1)",
    ];
    let archs = texts.map(|text| space.parse(text).unwrap());
    let nb101 = |text| count("nb101", &archs, text);
    assert_eq!(
        [nb101("c3"), nb101("c1"), nb101("pool c3"), nb101("c3 c3")],
        [1, 1, 1, 0]
    );
    assert_eq!([nb101("4v4e"), nb101("-c3pool-"), nb101("c3~0")], [1, 1, 0]);
    assert_eq!(nb101("[[0 1 0] [0 0 1] [0 0 0]] [0 3 1]"), 1);
    // A node that leads nowhere computes nothing: the cell listed is the one without it.
    assert_eq!(nb101("0,1,1,0, 0,0,0,1, 0,0,0,0, 0,0,0,0, 0,3,4,1"), 1);
    let space = space::find("darts").unwrap();
    let archs = [space.parse("33333ssd.1142-mmsmmssa.172b").unwrap()];
    let darts = |text| count("darts", &archs, text);
    assert_eq!(
        [
            darts("dil3"),
            darts("dil5"),
            darts("sep3~c_k-2"),
            darts("sep3~0")
        ],
        [1, 0, 1, 1]
    );
    assert_eq!(
        [darts("dil3~2"), darts("dil3~0"), darts("mmsmmssa")],
        [1, 0, 1]
    );
    assert_eq!(darts("(0, 3), (1, 3), (0, 3), (1, 3), (1, 3)"), 1);
}

#[test]
fn a_search_can_be_stopped() {
    let cancel = Cancel::default();
    cancel.cancel();
    let job = JobContext::new(cancel, |_| {});
    let archs = space::find("nb201").unwrap().architectures();
    let query = EncodingQuery::new(space::find("nb201").unwrap(), "c3");
    assert!(query.find(&archs, &job).is_err());
}
