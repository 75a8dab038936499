//! The published NAS-Bench-201 accuracies with their proxies, where the files are at hand.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use grafscope_core::bench;
use grafscope_core::bench::Source;
use grafscope_core::graf::Families;
use grafscope_core::job::JobContext;
use grafscope_core::table;
use grafscope_core::table::Table;

/// `val_accs` on CIFAR-10 of the 9,445 canonical architectures, of one training seed, and 13 proxies;
/// `None`, with a word to the log, when a file is not there (`GRAFSCOPE_DATA`, or `../shared/data`).
pub(crate) fn nb201() -> Option<Arc<Table>> {
    let folder = std::env::var_os("GRAFSCOPE_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        PathBuf::from,
    );
    let folder = folder.join("nasbench201");
    let [accuracies, proxies] =
        ["nb201_val_accs.csv", "nb201_zc_proxies.csv"].map(|name| folder.join(name));
    for path in [&accuracies, &proxies] {
        if !path.exists() {
            // A log that cannot be written is no reason to fail.
            let _ = writeln!(std::io::stderr(), "skipped: no {}", path.display());
            return None;
        }
    }
    let mut source = Source::named(accuracies.to_string_lossy());
    source.joins.push(proxies);
    let job = JobContext::default();
    let bench = bench::open(&source, &job).expect("a published file");
    let features = bench::features(&source, &bench, Families::Published, &job);
    let features = Arc::new(features.expect("not cancelled"));
    let dataset = bench.find_dataset(None).expect("a data set");
    Some(Arc::new(table::build(&bench, dataset, 0, &features)))
}
