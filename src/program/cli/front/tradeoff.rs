//! The fronts of some rows, by true values and by predicted ones.

use std::sync::Arc;

use anyhow::bail;

use crate::cli::explain::explained::ExplainedPredictor;
use crate::cli::front::objective::{Objective, usual_cost};
use crate::cli::front::training::Training;
use grafscope_core::bench::{Benchmark, Better};
use grafscope_core::column::ARCH;
use grafscope_core::export::FrontPlot;
use grafscope_core::findings::{self, Block, Cell, Section, Table, Values};
use grafscope_core::job::JobContext;
use grafscope_core::tradeoff::{self, Choice, attainment_surface};

/// The fronts by rows of the benchmark.
pub(crate) struct Tradeoff {
    pub(crate) bench: Arc<Benchmark>,
    pub(crate) objectives: Vec<Objective>,
    /// For each objective what is predicted of every row.
    pub(crate) predicted: Option<Vec<Vec<f64>>>,
    /// Without predictions both fronts are the same.
    pub(crate) choice: Choice,
    /// The rows that are compared.
    rows: Vec<u32>,
}

/// A row on a front.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    pub(crate) row: usize,
    /// Which front it is on: `true`, `predicted` or `both`.
    pub(crate) front: &'static str,
}

impl Tradeoff {
    /// Compares those of `rows` that have all values; `None` where there are none.
    pub(crate) fn new(
        bench: &Arc<Benchmark>,
        objectives: Vec<Objective>,
        predicted: Option<Vec<Vec<f64>>>,
        rows: &[u32],
    ) -> anyhow::Result<Option<Self>> {
        let truth: Vec<&Vec<f64>> = objectives.iter().map(|of| &of.truth).collect();
        let said = predicted.as_ref().map(|all| all.iter().collect());
        let said: Vec<&Vec<f64>> = said.unwrap_or_else(|| truth.clone());
        let complete = |&row: &u32| {
            let mut values = truth.iter().chain(&said);
            values.all(|of| of[row as usize].is_finite())
        };
        let rows: Vec<u32> = rows.iter().copied().filter(complete).collect();
        let only = |all: &[&Vec<f64>]| {
            let columns = all.iter().map(|of| among(of, &rows));
            columns.collect::<Vec<_>>()
        };
        let (truth, said) = (only(&truth), only(&said));
        let turned = |all| turned(&objectives, all);
        let choice = Choice::new(&turned(&truth), &turned(&said), &JobContext::default())?;
        Ok(choice.map(|choice| Self {
            bench: Arc::clone(bench),
            objectives,
            predicted,
            choice,
            rows,
        }))
    }

    /// The target of a predictor beside what a network costs, on `rows`, which are held out: a target whose cost is to
    /// be predicted gets a predictor that is trained on the same rows. `None` for a target of which less is better, and
    /// where the benchmark has no cost.
    pub(crate) fn beside(
        explained: &ExplainedPredictor,
        rows: &[u32],
        job: &JobContext,
    ) -> anyhow::Result<Option<Self>> {
        let trained = &explained.trained;
        let (task, features) = (&trained.prediction_task, &trained.request.features);
        let bench = &trained.opened.bench;
        let dataset = bench.find_dataset(Some(&task.dataset))?;
        let of = bench.dataset(dataset);
        let cost = usual_cost(&task.table, of, features.columns());
        let Some(cost) = cost.filter(|_| task.better == Better::Higher) else {
            return Ok(None);
        };
        let objective = |name: &str| Objective::new(name, &task.table, of);
        let objectives = vec![objective(task.target_name())?, objective(&cost)?];
        let known = |row: &&u32| objectives[1].truth[**row as usize].is_finite();
        let sample = trained.prediction.trained_model.rows();
        let training = Training {
            opened: &trained.opened,
            dataset,
            features: features.text(),
            model: &trained.request.model,
            seed: trained.request.seed,
            sample: Arc::new(sample.iter().filter(known).copied().collect()),
            scored: Arc::new(rows.to_vec()),
        };
        let own = trained.prediction.columns.predicted.iter().collect();
        let predicted = vec![own, training.predictions(&objectives[1], job)?];
        Self::new(bench, objectives, Some(predicted), rows)
    }

    /// The rows on a front, by the first objective, the best first.
    pub(crate) fn members(&self) -> Vec<Member> {
        let (by_truth, by_prediction) = (&self.choice.true_front, &self.choice.predicted_front);
        let mut rows: Vec<u32> = by_truth.iter().chain(by_prediction).copied().collect();
        rows.sort_unstable();
        rows.dedup();
        if let Some(first) = self.objectives.first() {
            let value = |row: &u32| first.truth[*row as usize];
            rows.sort_by(|a, b| match first.better {
                Better::Higher => value(b).total_cmp(&value(a)),
                Better::Lower => value(a).total_cmp(&value(b)),
            });
        }
        let is_on = |front: &[u32], row: &u32| front.binary_search(row).is_ok();
        let member = |row: u32| Member {
            row: row as usize,
            front: match (is_on(by_truth, &row), is_on(by_prediction, &row)) {
                (true, true) => "both",
                (true, false) => "true",
                _ => "predicted",
            },
        };
        rows.into_iter().map(member).collect()
    }

    /// `val_acc and edgegpu_latency`.
    pub(crate) fn names(&self) -> String {
        let names = self.objectives.iter().map(|of| of.spec.name.as_str());
        names.collect::<Vec<_>>().join(" and ")
    }

    /// The architecture of a row.
    pub(crate) fn arch(&self, row: usize) -> String {
        let space = self.bench.space;
        space.print(&self.bench.archs[row], space.compact())
    }

    pub(crate) fn section(&self) -> Section {
        let values: Vec<Values<'_>> = self.objectives.iter().map(Objective::values).collect();
        findings::tradeoff(&self.choice, &values, self.predicted.is_some())
    }

    /// The rows on the fronts.
    pub(crate) fn list(&self) -> Section {
        let by_prediction = self.predicted.is_some();
        let mut headings = vec![ARCH.to_owned()];
        for of in &self.objectives {
            headings.push(of.title());
            headings.extend(by_prediction.then(|| "predicted".to_owned()));
        }
        headings.extend(by_prediction.then(|| "front".to_owned()));
        let row = |member: Member| {
            let mut row = vec![Cell::Code(self.arch(member.row))];
            for (at, of) in self.objectives.iter().enumerate() {
                let predicted = self.predicted.as_ref().map(|all| &all[at]);
                let values = [&of.truth].into_iter().chain(predicted);
                row.extend(values.map(|of_row| Cell::Number(of_row[member.row], of.spec.format)));
            }
            row.extend(by_prediction.then(|| Cell::Text(member.front.to_owned())));
            row
        };
        Section {
            heading: "Rows on a front".to_owned(),
            blocks: vec![Block::Table(Table {
                headings,
                rows: self.members().into_iter().map(row).collect(),
                wide_first: false,
            })],
        }
    }

    /// The first objective against the second, as a picture.
    pub(crate) fn plot(
        &self,
        title: String,
        mut lines: Vec<String>,
        rows: &str,
    ) -> anyhow::Result<FrontPlot> {
        let [up, across, ..] = self.objectives.as_slice() else {
            bail!("a picture shows two objectives");
        };
        let points = |rows: &[u32]| -> Vec<(f64, f64)> {
            let point = |&row: &u32| (across.truth[row as usize], up.truth[row as usize]);
            rows.iter().map(point).collect()
        };
        let choice = &self.choice;
        let front = points(&choice.true_front);
        let by_prediction = self.predicted.is_some();
        if by_prediction {
            lines.push(format!(
                "chosen by prediction: {:.3} of the hypervolume that is possible",
                choice.share()
            ));
        }
        Ok(FrontPlot {
            title,
            lines,
            rows: rows.to_owned(),
            axes: [across, up].map(Objective::title),
            points: points(&self.rows),
            colours: None,
            front_line: attainment_surface(front.iter().copied(), [across, up].map(|of| of.better)),
            front,
            chosen: by_prediction.then(|| points(&choice.predicted_front)),
        })
    }
}

/// `values` of `rows` alone; missing elsewhere.
fn among(values: &[f64], rows: &[u32]) -> Vec<f64> {
    let mut among = vec![f64::NAN; values.len()];
    for &row in rows {
        among[row as usize] = values[row as usize];
    }
    among
}

fn turned<'a>(objectives: &[Objective], values: &'a [Vec<f64>]) -> Vec<tradeoff::Objective<'a>> {
    let pairs = objectives.iter().zip(values);
    let turned = pairs.map(|(of, values)| tradeoff::Objective {
        values,
        better: of.better,
    });
    turned.collect()
}
