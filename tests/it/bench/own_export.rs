//! Files that grafscope wrote, joined or opened again: what it computed itself is not taken for measured.

use std::sync::Arc;

use grafscope_core::bench::{self, Benchmark, Source};
use grafscope_core::job::JobContext;

use crate::support::files::{Files, names};

const BASE: &str = "net,val_acc\n421211,90\n411211,80\n";

fn joined(side: &str, change: impl FnOnce(&mut Source)) -> Arc<Benchmark> {
    let files = Files::new();
    let mut source = files.source("base.csv", BASE);
    source.joins.push(files.write("side.csv", side));
    change(&mut source);
    bench::open(&source, &JobContext::default()).unwrap()
}

fn notes(bench: &Benchmark) -> String {
    bench.origin.notes.join("\n")
}

#[test]
fn an_exported_table_brings_its_other_columns_alone() {
    let side = "arch,true,predicted,error,rank_true,scored,lower,op_count(none),val_acc,zen,mine\n\
                421211,90,88,-2,1,1,80,0,90,3,7\n411211,80,81,1,2,0,79,0,80,4,8\n";
    let bench = joined(side, |_| {});
    let only = &bench.datasets[0];
    assert_eq!(names(only), [vec!["val_acc"], vec!["zen"], vec!["mine"]]);
    let said = "side.csv: columns that grafscope computed itself left out: true, predicted, error, rank_true, \
                scored, lower, op_count(none)";
    assert!(notes(&bench).contains(said), "{}", notes(&bench));
}

#[test]
fn so_does_what_predict_and_features_write() {
    for side in [
        "arch,predicted,lower,upper,uncertainty\n421211,88,80,90,2\n",
        "arch,op_count(none),min_path_len(none),onehot.1_2(none),path(none),\"adjacency(0,1)\"\n421211,0,1,0,0,1\n",
    ] {
        let bench = joined(side, |_| {});
        assert_eq!(names(&bench.datasets[0]), [vec!["val_acc"], vec![], vec![]]);
        assert!(notes(&bench).contains("left out"), "{}", notes(&bench));
    }
}

#[test]
fn features_of_a_chain_are_left_out_too() {
    let files = Files::new();
    let mut source = files.source(
        "a.csv",
        "arch,count_ops(plain),pos_state.channel.0,pos_state.stride.0\n\"(2, 1, 4, 1, 2)\",1,1,0\n",
    );
    source.space = Some("tnb101_macro".to_owned());
    let bench = bench::open(&source, &JobContext::default()).unwrap();
    assert_eq!(names(&bench.datasets[0])[2], Vec::<&str>::new());
}

#[test]
fn what_an_option_names_is_kept() {
    let side = "arch,predicted,lower,upper,uncertainty\n421211,88,80,90,2\n411211,79,70,85,3\n";
    let bench = joined(side, |source| {
        source.predictions = vec!["predicted".to_owned()];
    });
    let only = &bench.datasets[0];
    assert_eq!(only.predictions.len(), 1);
    assert_eq!(names(only)[2], Vec::<&str>::new());
    let table = "arch,true,predicted,error\n421211,90,88,-2\n411211,80,81,1\n";
    let files = Files::new();
    let mut source = files.source("t.csv", table);
    source.targets = Some(vec!["true".to_owned()]);
    let bench = bench::open(&source, &JobContext::default()).unwrap();
    assert_eq!(
        names(&bench.datasets[0]),
        [vec!["true.file"], vec![], vec![]]
    );
}

#[test]
fn a_users_columns_of_such_names_are_kept_beside_ours() {
    let bench = joined("arch,true,error,depth\n421211,1,2,3\n", |_| {});
    assert_eq!(
        names(&bench.datasets[0])[2],
        ["true.file", "error.file", "depth"]
    );
    let bench = joined("arch,lower,upper\n421211,1,2\n", |_| {});
    assert_eq!(names(&bench.datasets[0])[2], ["lower.file", "upper.file"]);
}
