//! The predictor on published accuracies.
use crate::published;
use grafscope::bench::Better;
use grafscope::job::Watch;
use grafscope::predict::{FeatureSet, RowPolicy, TrainRequest, Trainer};
use std::sync::Arc;

#[test]
fn temp() {
    let Some(table) = published::nb201() else {
        return;
    };
    let features = FeatureSet::parse("graf", &table).unwrap();
    let mut trainer = Trainer::default();
    for size in [32, 128, 1024] {
        let mut taus = vec![];
        for seed in 0..10 {
            let request = TrainRequest {
                table: Arc::clone(&table),
                target: table.find("val_acc").unwrap(),
                better: Better::Higher,
                features: features.clone(),
                train_size: size,
                seed,
                trees: 100,
                rows: RowPolicy::Canonical,
            };
            let p = trainer.train(&request, &Watch::default()).unwrap();
            taus.push(p.scores.tau);
            if seed == 0 {
                eprintln!(
                    "{:?} {} {} {:?} {:?}",
                    p.scores, p.n_features, p.n_distinct, p.fit, p.predict
                );
            }
        }
        eprintln!("{size} {:?}", taus.iter().sum::<f64>() / 10.0);
    }
}
