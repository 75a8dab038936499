//! What the columns of a file are, by their names.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Target,
    Proxy,
    Other,
    /// Says nothing about an architecture: left out.
    Helper,
}

const PROXIES: [&str; 13] = [
    "epe_nas",
    "fisher",
    "flops",
    "grad_norm",
    "grasp",
    "jacov",
    "l2_norm",
    "nwot",
    "params",
    "plain",
    "snip",
    "synflow",
    "zen",
];

/// Columns that number the rows, shuffle them, or point elsewhere.
const HELPERS: [&str; 5] = ["id", "index", "random", "rank", "new_net"];

const TARGET_WORDS: [&str; 18] = [
    "acc",
    "accs",
    "accuracy",
    "accuracies",
    "auc",
    "energy",
    "f1",
    "fgsm",
    "latency",
    "loss",
    "mae",
    "miou",
    "mse",
    "perf",
    "perplexity",
    "pgd",
    "rmse",
    "ssim",
];

/// Targets whose names are several words, or begin with one that is too short to be told apart.
const TARGET_PREFIXES: [&str; 2] = ["aa_", "train_time"];

const TARGET_PARTS: [&str; 2] = ["arithmetic_intensity", "training_time"];

/// What the column called `name` is: a target where `targets` lists it; with such a list nothing
/// else is one.
pub(super) fn of(name: &str, targets: Option<&[String]>) -> Role {
    match targets {
        Some(targets) if targets.iter().any(|target| target == name) => Role::Target,
        Some(_) => match guess(name) {
            Role::Target => Role::Other,
            other => other,
        },
        None => guess(name),
    }
}

fn guess(name: &str) -> Role {
    let name = name.to_ascii_lowercase();
    if PROXIES.contains(&name.as_str()) {
        Role::Proxy
    } else if HELPERS.contains(&name.as_str()) {
        Role::Helper
    } else if words(&name).any(|word| TARGET_WORDS.contains(&word))
        || TARGET_PREFIXES
            .iter()
            .any(|prefix| name.starts_with(prefix))
        || TARGET_PARTS.iter().any(|part| name.contains(part))
    {
        Role::Target
    } else {
        Role::Other
    }
}

pub(super) fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_published_files_are_understood() {
        for name in [
            "val_accuracy",
            "val_accs",
            "val_acc",
            "test_acc",
            "mean_acc",
            "accuracies",
            "edgegpu_latency",
            "fpga_energy",
            "eyeriss_arithmetic_intensity",
            "aa_apgd-ce@Linf_eps-0.1",
            "fgsm@Linf_eps-255.0",
            "pgd@Linf_eps-8.0",
            "train_time",
            "final_training_time",
        ] {
            assert_eq!(guess(name), Role::Target, "{name}");
        }
        for name in ["zen", "flops", "params", "EPE_NAS"] {
            assert_eq!(guess(name), Role::Proxy, "{name}");
        }
        for name in ["id", "random", "rank", "new_net"] {
            assert_eq!(guess(name), Role::Helper, "{name}");
        }
        for name in ["embeddings_0", "std", "accumulated", "depth", "time"] {
            assert_eq!(guess(name), Role::Other, "{name}");
        }
    }

    #[test]
    fn a_list_of_targets_is_the_whole_list() {
        let targets = ["zen".to_owned(), "id".to_owned()];
        assert_eq!(of("zen", Some(&targets)), Role::Target);
        assert_eq!(of("id", Some(&targets)), Role::Target);
        assert_eq!(of("val_acc", Some(&targets)), Role::Other);
        assert_eq!(of("snip", Some(&targets)), Role::Proxy);
        assert_eq!(of("rank", Some(&targets)), Role::Helper);
    }
}
