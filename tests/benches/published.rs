//! Published NAS-Bench-201 accuracies as a table, where the file is at hand.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use grafscope::bench::{Benchmark, Better, Dataset, DatasetId, Origin, Target};
use grafscope::graf::Families;
use grafscope::job::Watch;
use grafscope::space::{self, InputShape};
use grafscope::table::{Format, Table, Unit, Values};
use grafscope::{graf, table};

/// `val_acc` on CIFAR-10 of the 9,445 canonical architectures, of one training seed; `None`, with a
/// word to the log, when the file is not there.
pub(crate) fn nb201() -> Option<Arc<Table>> {
    let folder = std::env::var_os("GRAFSCOPE_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        PathBuf::from,
    );
    let path = folder.join("nasbench201/nb201_val_accs.csv");
    let Ok(mut reader) = csv::Reader::from_path(&path) else {
        // A log that cannot be written is no reason to fail.
        let _ = writeln!(std::io::stderr(), "skipped: no {}", path.display());
        return None;
    };
    let rows = reader
        .deserialize()
        .collect::<Result<Vec<(String, f64)>, _>>();
    let mut rows = rows.expect("readable rows");
    // The order of the encodings, as in a built-in benchmark.
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    let (texts, values): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    Some(nb201_table(&texts, values))
}

/// A table of NAS-Bench-201 architectures with these values of `val_acc`.
pub(crate) fn nb201_table(texts: &[String], values: Vec<f64>) -> Arc<Table> {
    let space = space::find("nb201").expect("a space of that name");
    let archs: Vec<_> = texts
        .iter()
        .map(|text| space.parse(text).expect("an architecture"))
        .collect();
    let features = graf::compute(space, &archs, Families::Published, &Watch::default())
        .expect("not cancelled");
    let target = Target {
        name: "val_acc".to_owned(),
        doc: "validation accuracy".to_owned(),
        split: "valid".to_owned(),
        unit: Unit::Percent,
        format: Format::Fixed(2),
        better: Better::Higher,
        by_formula: false,
        mean: Arc::new(Values::Dense(values)),
        std: None,
        runs: Vec::new(),
    };
    let benchmark = Benchmark {
        name: "published".to_owned(),
        doc: String::new(),
        space,
        canonical: archs
            .iter()
            .map(|arch| space.canonical(arch) == *arch)
            .collect(),
        archs,
        datasets: vec![Dataset {
            name: "cifar10".to_owned(),
            input: Some(InputShape {
                side: 32,
                classes: 10,
            }),
            targets: vec![target],
            proxies: Vec::new(),
            others: Vec::new(),
        }],
        joins: Vec::new(),
        origin: Origin::default(),
    };
    Arc::new(table::build(
        &benchmark,
        DatasetId(0),
        0,
        &Arc::new(features),
    ))
}
