//! `longest_path` is there when asked for, beside the published features.

use grafscope_core::graf;
use grafscope_core::graf::Families;
use grafscope_core::space;

#[test]
fn published_features_do_not_have_it_and_come_first_when_it_is_asked_for() {
    for (name, sets) in [("nb201", 31), ("darts", 127 * 4), ("tnb101_macro", 0)] {
        let space = space::find(name).unwrap();
        let published = graf::features(space, Families::Published);
        let all = graf::features(space, Families::WithLongestPath);
        assert_eq!(all[..published.len()], published);
        let more = &all[published.len()..];
        assert_eq!(more.len(), sets);
        let family = |feature: &graf::Feature| feature.family.name();
        assert!(
            published
                .iter()
                .all(|feature| family(feature) != "longest_path")
        );
        assert!(more.iter().all(|feature| family(feature) == "longest_path"));
    }
}

#[test]
fn documentation_says_what_it_is() {
    let space = space::find("darts").unwrap();
    let features = graf::features(space, Families::WithLongestPath);
    let wanted = "reduce.longest_path.c_k_1(skip_connect,sep_conv_3x3)";
    let feature = features.iter().find(|feature| feature.name == wanted);
    assert_eq!(
        graf::doc(space, feature.unwrap()),
        "Most edges from input to output over operations in S, edges without an operation \
         allowed; 0 when there is no such path. Over the paths from c_k_1. In the reduce cell. \
         S = {skip_connect, sep_conv_3x3}."
    );
}
