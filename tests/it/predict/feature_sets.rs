use std::sync::Arc;

use grafscope_core::predict::{FeatureSet, NamedSets};
use grafscope_core::table::{Column, ColumnId, ColumnSpec, Format, Group, Table, Unit, Values};
use proptest::prelude::*;

use super::builtin;

fn size(text: &str) -> usize {
    FeatureSet::parse(text, &builtin()).unwrap().columns().len()
}

fn refusal(text: &str) -> String {
    FeatureSet::parse(text, &builtin()).unwrap_err().to_string()
}

fn features(table: &Table) -> Vec<ColumnId> {
    let columns = table.columns().iter().enumerate();
    columns
        .filter(|(_, column)| column.spec.group.is_feature())
        .map(|(at, _)| ColumnId(at))
        .collect()
}

#[test]
fn names_stand_for_families_and_columns() {
    assert_eq!(size("graf"), 191);
    assert_eq!(size("op_count"), 5);
    assert_eq!(size("min_path_len+max_op_on_path"), 62);
    assert_eq!(size("node_degree"), 124);
    assert_eq!(size("onehot"), 30);
    assert_eq!(size("params + flops"), 2);
    assert_eq!(size("graf+params+graf"), 192);
}

#[test]
fn signs_work_from_left_to_right() {
    assert_eq!(size("graf-node_degree"), 67);
    assert_eq!(size("graf-node_degree-op_count(none)+params"), 67);
    assert_eq!(size("op_count-graf+op_count"), 5);
    assert_eq!(size("op_count-node_degree"), 5);
}

#[test]
fn a_column_may_be_written_with_aliases_and_commas() {
    let table = builtin();
    let set = FeatureSet::parse("op_count(c3)+min_path_len(skip, c3)", &table).unwrap();
    let names: Vec<_> = set
        .columns()
        .iter()
        .map(|&id| &table.column(id).spec.name)
        .collect();
    assert_eq!(
        names,
        [
            "op_count(nor_conv_3x3)",
            "min_path_len(skip_connect,nor_conv_3x3)"
        ]
    );
}

fn names(text: &str, table: &Table) -> Vec<String> {
    let set = FeatureSet::parse(text, table).unwrap();
    let columns = set.columns().iter();
    columns
        .map(|&id| table.column(id).spec.name.clone())
        .collect()
}

#[test]
fn parentheses_group() {
    assert_eq!(size("graf-(node_degree-node_degree.in_degree(none))"), 68);
    assert_eq!(size("(graf)-((node_degree)+(op_count))"), 62);
    assert_eq!(size("(op_count + params) - op_count(none) + op_count"), 6);
    assert_eq!(size("graf-(graf-(op_count-(op_count(c3))))"), 4);
}

#[test]
fn a_star_stands_for_any_run_of_characters_in_a_name() {
    let table = builtin();
    assert_eq!(size("min_path_len(*)"), 31);
    assert_eq!(size("graf-min_path(*)"), 160);
    assert_eq!(size("*_on_*"), 31);
    assert_eq!(size("m*_*path*"), 62);
    assert_eq!(size("path(*,*)"), 80);
    assert_eq!(size("Min_Path_Len( * )"), 31);
    assert_eq!(
        names("node_degree.*(c3)", &table),
        [
            "node_degree.in_degree(nor_conv_3x3)",
            "node_degree.out_degree(nor_conv_3x3)",
            "node_degree.avg_in(nor_conv_3x3)",
            "node_degree.avg_out(nor_conv_3x3)"
        ]
    );
    assert_eq!(
        names("deg.in*(skip_connect,*pool*)", &table),
        names(
            "node_degree.in_degree(skip,*,pool)+deg.in(skip,pool)",
            &table
        )
    );
    // All features: neither targets nor what a predictor makes.
    assert_eq!(size("*"), size("graf+onehot+paths+params+flops"));
    assert!(refusal("val*").contains("no feature of this table is called like `val*`"));
}

#[test]
fn a_column_whose_own_name_has_a_star_is_that_column() {
    let table = proxies(&["a*", "ab", "a(*)"]);
    assert_eq!(names("a*", &table), ["a*"]);
    assert_eq!(names("`a*`", &table), ["a*"]);
    assert_eq!(names("*a*", &table), ["a*", "ab", "a(*)"]);
    let set = FeatureSet::from_columns(vec![ColumnId(2)], &table).unwrap();
    assert_eq!(names(set.text(), &table), ["a(*)"]);
}

#[test]
fn a_fault_is_where_it_is() {
    let table = builtin();
    let fault = |text: &str| {
        let error = FeatureSet::parse(text, &table).unwrap_err();
        (text[error.span.clone()].to_owned(), error.span.start)
    };
    assert_eq!(fault(" graf - (zen + op_count)"), ("zen".to_owned(), 9));
    assert_eq!(fault("graf+"), (String::new(), 5));
    assert_eq!(fault("graf+(op_count"), ("(".to_owned(), 5));
    assert_eq!(fault("graf)+op_count"), (")".to_owned(), 4));
    assert_eq!(fault("graf(op_count)"), ("graf(op_count)".to_owned(), 0));
    assert_eq!(fault("(graf)(op_count)"), ("(".to_owned(), 6));
    assert_eq!(fault("(graf)op_count"), ("op_count".to_owned(), 6));
    assert_eq!(fault("graf-()"), (")".to_owned(), 6));
    assert_eq!(fault("graf-op_count(c3"), ("(".to_owned(), 13));
    assert_eq!(fault("graf-`zen"), ("`".to_owned(), 5));
    assert_eq!(fault(&"(".repeat(1000)), ("(".to_owned(), 64));
    assert!(refusal("op_count-(zen)").contains("`op_count-(zen)`, character 11: `zen` is none of"));
    assert!(refusal("zen").contains("feature set `zen`: `zen` is none of"));
}

#[test]
fn names_are_completed_wherever_one_is_expected() {
    let table = builtin();
    let offers = |text: &str| {
        NamedSets::default()
            .complete(text, text.len(), &table)
            .candidates
    };
    assert_eq!(
        offers("graf-(node"),
        [
            "node_degree",
            "node_degree.in_degree(",
            "node_degree.out_degree(",
            "node_degree.avg_in(",
            "node_degree.avg_out("
        ]
    );
    assert_eq!(offers("graf-(op_count)"), [""; 0]);
    assert_eq!(offers("(graf-op_count(c3"), ["nor_conv_3x3"]);
    assert!(offers("graf - (").contains(&"graf".to_owned()));
    assert_eq!(
        offers("graf+node*avg*(c1,"),
        [
            "node_degree.avg_in(nor_conv_1x1,avg_pool_3x3)",
            "node_degree.avg_out(nor_conv_1x1,avg_pool_3x3)"
        ]
    );
    let completion = NamedSets::default().complete("(graf)-(par", 11, &table);
    assert_eq!(
        (completion.span, completion.candidates),
        (8..11, vec!["params".to_owned()])
    );
}

#[test]
fn named_sets_are_names_like_others() {
    let table = builtin();
    let mut named = NamedSets::default();
    named.insert("cheap", "base+params").unwrap();
    named.insert("base", "graf-node_degree").unwrap();
    named.insert("odd", "graf+zen").unwrap();
    let set = named.parse("cheap-(base-op_count)", &table).unwrap();
    assert_eq!(set.text(), "cheap-(base-op_count)");
    let plain = FeatureSet::parse("op_count+params", &table).unwrap();
    assert_eq!(set.columns(), plain.columns());
    let error = named.parse("params+odd", &table).unwrap_err();
    assert_eq!(error.span, 7..10);
    assert!(
        error
            .reason
            .starts_with("in the named set odd = graf+zen: `zen` is none of")
    );
    let error = named.parse("chep", &table).unwrap_err().reason;
    assert!(error.ends_with("did you mean `cheap`?"), "{error}");
    assert_eq!(named.complete("graf+ch", 7, &table).candidates, ["cheap"]);
    assert!(FeatureSet::parse("cheap", &table).is_err());

    let proxies = proxies(&["zen", "base"]);
    let error = named.parse("base", &proxies).unwrap_err().reason;
    assert!(error.contains("a named set and a column"), "{error}");
    assert_eq!(
        named.parse("`base`", &proxies).unwrap().columns(),
        [ColumnId(1)]
    );
}

#[test]
fn sets_that_name_others_many_times_are_read_once() {
    let table = builtin();
    let mut named = NamedSets::default();
    named.insert("s0", "graf").unwrap();
    for at in 1..40 {
        let before = format!("s{}", at - 1);
        named
            .insert(&format!("s{at}"), &format!("{before}+{before}"))
            .unwrap();
    }
    assert_eq!(named.parse("s39", &table).unwrap().columns().len(), 191);
}

/// A table of proxies with these names.
fn proxies(names: &[&str]) -> Table {
    let column = |name: &&str| Column {
        spec: Arc::new(ColumnSpec {
            name: (*name).to_owned(),
            short: (*name).to_owned(),
            group: Group::Proxy,
            unit: Unit::Number,
            format: Format::Compact,
            doc: String::new(),
        }),
        values: Arc::new(Values::Dense(vec![0.0, 1.0])),
    };
    let space = grafscope_core::space::find("nb201").unwrap();
    Table::new(space, 2, names.iter().map(column).collect())
}

#[test]
fn odd_names_stand_in_backquotes_as_in_filters() {
    let table = proxies(&["aa_apgd-ce@Linf_eps-0.1", "zen", "a+b", "op_count(conv-1)"]);
    let columns = |text: &str| {
        let set = FeatureSet::parse(text, &table).unwrap();
        set.columns().iter().map(|id| id.0).collect::<Vec<_>>()
    };
    assert_eq!(columns("`aa_apgd-ce@Linf_eps-0.1`"), [0]);
    assert_eq!(columns("zcp - `aa_apgd-ce@Linf_eps-0.1`-`a+b`"), [1, 3]);
    assert_eq!(columns("op_count(conv-1)+`zen`"), [1, 3]);
    for at in [vec![0], vec![0, 1], vec![2], vec![0, 1, 2, 3], vec![3]] {
        let set = FeatureSet::from_columns(at.iter().copied().map(ColumnId).collect(), &table);
        assert_eq!(columns(set.unwrap().text()), at);
    }
    let offers = |text: &str| {
        NamedSets::default()
            .complete(text, text.len(), &table)
            .candidates
    };
    assert_eq!(offers("zen+aa"), ["`aa_apgd-ce@Linf_eps-0.1`"]);
    assert_eq!(offers("zen-`aa_apgd-"), ["`aa_apgd-ce@Linf_eps-0.1`"]);
    assert!(offers("`a+b`+z").contains(&"zen".to_owned()));
}

#[test]
fn what_is_no_feature_is_refused_with_the_reason() {
    assert!(refusal("graf+val_acc").contains("`val_acc` cannot be a feature: it is the target"));
    assert!(refusal("val_acc.std").contains("a single training seed of a measured target"));
    assert!(refusal("graf+predicted").contains("`predicted` cannot be a feature"));
    assert!(refusal("marked").contains("`marked` cannot be a feature"));
    assert!(refusal("graf-graf").contains("no feature is left"));
}

#[test]
fn a_slip_is_answered_with_what_is_near_and_what_is_accepted() {
    let error = refusal("graf-node_degre");
    assert!(error.contains("did you mean `node_degree`?"), "{error}");
    assert!(error.contains("graf, op_count, min_path_len"), "{error}");
    assert!(refusal("op_count(nor_conv_3x4)").contains("`op_count(nor_conv_3x3)`"));
    for text in ["", "graf+", "+graf", "graf--op_count"] {
        assert!(refusal(text).contains("a name is missing"), "{text}");
    }
}

#[test]
fn columns_are_written_as_short_as_names_allow() {
    let table = builtin();
    let text = |columns| {
        FeatureSet::from_columns(columns, &table)
            .unwrap()
            .text()
            .to_owned()
    };
    let columns = |text: &str| FeatureSet::parse(text, &table).unwrap().columns().to_vec();
    for short in [
        "graf",
        "graf-node_degree",
        "op_count+params",
        "min_path_len-min_path_len(none)",
        "graf-op_count+op_count(none)+flops",
        "onehot",
    ] {
        let written = text(columns(short));
        assert!(written.len() <= short.len(), "{written} for {short}");
        assert_eq!(columns(&written), columns(short));
    }
    assert_eq!(
        text(columns("node_degree+op_count+min_path_len+max_op_on_path")),
        "graf"
    );
    assert!(FeatureSet::from_columns(Vec::new(), &table).is_err());
    let target = table.find("val_acc").unwrap();
    assert!(FeatureSet::from_columns(vec![target], &table).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_read_or_refused_at_a_place_in_it(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "+", "-", "(", ")", "`", "*", ",", " ", "é", "graf", "op_count", "path(c3)", "zen",
                "params", "mine", ".", "onehot.1_2(",
            ]),
            0..9,
        ),
    ) {
        let (table, text) = (builtin(), parts.concat());
        let mut named = NamedSets::default();
        named.insert("mine", "graf-op_count").unwrap();
        if let Err(error) = named.parse(&text, &table) {
            prop_assert!(text.get(error.span.clone()).is_some(), "{} {:?}", text, error.span);
            prop_assert!(!error.reason.is_empty() && !error.to_string().is_empty());
        }
        for (at, _) in text.char_indices() {
            let completion = named.complete(&text, at, &table);
            prop_assert!(text.get(completion.span).is_some());
        }
    }

    #[test]
    fn the_text_of_any_columns_reads_back_as_those_columns(
        dense in prop::collection::vec(any::<bool>(), Group::ALL.len()),
        flips in prop::collection::vec(any::<prop::sample::Index>(), 1..12),
    ) {
        // Whole groups, with some columns more or less.
        let table = builtin();
        let all = features(&table);
        let group = |id: ColumnId| {
            Group::ALL.iter().position(|&group| group == table.column(id).spec.group).unwrap()
        };
        let mut wanted: Vec<bool> = all.iter().map(|&id| dense[group(id)]).collect();
        for flip in flips {
            let at = flip.index(all.len());
            wanted[at] = !wanted[at];
        }
        let columns: Vec<_> = all.iter().zip(wanted).filter(|pair| pair.1).map(|pair| *pair.0).collect();
        prop_assume!(!columns.is_empty());
        let set = FeatureSet::from_columns(columns.clone(), &table).unwrap();
        prop_assert_eq!(set.columns(), &columns[..]);
        let read = FeatureSet::parse(set.text(), &table).unwrap();
        prop_assert_eq!(read.columns(), &columns[..]);
    }
}
