//! Targets of one kind, found by the words of their names.

use super::Dataset;
use super::meaning::has_word;

/// What a target measures beside accuracy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    /// What a network costs on a device.
    Hardware,
    /// Accuracy under attack or corruption.
    Robustness,
}

impl TargetKind {
    /// Its name in sentences.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hardware => "hardware",
            Self::Robustness => "robustness",
        }
    }

    /// The words of which the name of such a target has one.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Hardware => &[
                "energy",
                "intensity",
                "latency",
                "memory",
                "power",
                "throughput",
            ],
            Self::Robustness => &[
                "aa",
                "adversarial",
                "apgd",
                "corruption",
                "corruptions",
                "fgsm",
                "pgd",
                "robust",
                "robustness",
            ],
        }
    }

    /// The places of such targets of `dataset` that have been measured.
    pub fn targets(self, dataset: &Dataset) -> Vec<usize> {
        let targets = dataset.targets.iter().enumerate();
        let wanted = targets.filter(|(_, target)| {
            let measured = !target.by_formula && target.mean.range().is_some();
            measured && has_word(&target.name, self.words())
        });
        wanted.map(|(at, _)| at).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_published_files_are_told_apart() {
        let is = |kind: TargetKind, name| has_word(name, kind.words());
        for name in [
            "edgegpu_latency",
            "fpga_energy",
            "eyeriss_arithmetic_intensity",
        ] {
            assert!(is(TargetKind::Hardware, name), "{name}");
            assert!(!is(TargetKind::Robustness, name), "{name}");
        }
        for name in [
            "aa_apgd-ce@Linf_eps-0.1",
            "aa_square@Linf_eps-8.0",
            "pgd@Linf_eps-8.0",
        ] {
            assert!(is(TargetKind::Robustness, name), "{name}");
            assert!(!is(TargetKind::Hardware, name), "{name}");
        }
        for name in ["val_accs", "train_time", "params"] {
            let kinds = [TargetKind::Hardware, TargetKind::Robustness];
            assert!(kinds.iter().all(|&kind| !is(kind, name)), "{name}");
        }
    }
}
