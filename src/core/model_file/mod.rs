//! A trained predictor without its training rows: it predicts any architecture of its space, here or on
//! another machine, to the last bit as the explorer does for held-out rows. The prediction of an
//! architecture does not depend on what else is predicted.

mod card;
mod file;
mod prior;
mod stream;

pub use card::{Card, CardScores};
pub use file::PredictorFileError;
pub use prior::with_priors;
pub use stream::{Input, REMEMBERED, RowFormat, StreamOptions, StreamReport, stream};

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use crate::bench::{Benchmark, DatasetId};
use crate::diagnosis::UnlistedArchitectures;
use crate::job::{Cancelled, JobContext};
use crate::predict::{
    Coding, Conformal, Estimate, FeatureSet, FittedModel, ModelSpec, Origin, Scores, TrainedModel,
};
use crate::space::{Architecture, SearchSpace};
use crate::table::{ColumnId, Table, Values};

/// Rows checked for whether architectures are written without nodes that compute nothing.
const TRIED: usize = 1024;

/// A predictor that is ready to predict.
#[derive(Debug)]
pub struct SavedPredictor {
    card: Card,
    space: &'static dyn SearchSpace,
    coding: Arc<Coding>,
    /// For each column of the feature set whether its values are used.
    needed: Vec<bool>,
    /// Place, among the given columns that are used, of each column of the feature set that is one.
    given: HashMap<usize, usize>,
    model: FittedModel,
    conformal: Conformal,
    /// The predictors whose outputs are columns of the feature set, in the order of these.
    priors: Vec<Self>,
    /// Predictors of further targets, from the same columns.
    further: Vec<Self>,
}

/// A predictor that was trained, with what it was trained on.
#[derive(Debug, Clone, Copy)]
pub struct Trained<'a> {
    /// The benchmark.
    pub bench: &'a Benchmark,
    /// The data set of the table.
    pub dataset: DatasetId,
    /// The table.
    pub table: &'a Table,
    /// The column that is predicted.
    pub target: ColumnId,
    /// The feature set.
    pub features: &'a FeatureSet,
    /// The model with its parameters.
    pub model: &'a ModelSpec,
    /// Seed of the sample and of the model.
    pub seed: u64,
    /// The trained model.
    pub trained_model: &'a TrainedModel,
    /// Its scores on held-out rows.
    pub scores: &'a Scores,
}

impl SavedPredictor {
    /// The predictor of `trained` on its own.
    ///
    /// # Errors
    /// When its model cannot be written as bytes, which is a defect.
    pub fn of(trained: &Trained) -> postcard::Result<Self> {
        let trained_model = trained.trained_model;
        let model = trained.model.model();
        let mut coding = Arc::clone(trained_model.design().coding());
        if !model.needs_numbers {
            coding = Arc::new(coding.without_numbers());
        }
        let restored = model.restore(&trained_model.model.to_bytes()?, &coding);
        let restored = restored.ok_or(postcard::Error::SerdeDeCustom)?;
        let conformal = Conformal::of(trained_model);
        let card = card(trained, &conformal);
        let space = trained.bench.space;
        let priors = priors(&card, trained.bench)?;
        let parts = (coding, restored, conformal);
        Ok(Self::new(card, space, parts, priors))
    }

    fn new(
        card: Card,
        space: &'static dyn SearchSpace,
        (coding, model, conformal): (Arc<Coding>, FittedModel, Conformal),
        priors: Vec<Self>,
    ) -> Self {
        let needed = coding.needed();
        let columns = card.recipe.columns.iter().enumerate();
        let given = columns.filter(|&(at, column)| needed[at] && column.origin == Origin::Given);
        Self {
            given: given.zip(0..).map(|((at, _), place)| (at, place)).collect(),
            needed,
            card,
            space,
            coding,
            model,
            conformal,
            priors,
            further: Vec::new(),
        }
    }

    /// Those of several targets in one file: the first is that of the main target, and all have the same features.
    ///
    /// # Errors
    /// When a model cannot be written as bytes, or features differ, which are defects.
    pub fn of_all(trained: &[Trained]) -> postcard::Result<Self> {
        let defect = || postcard::Error::SerdeSerCustom;
        let (main, further) = trained.split_first().ok_or_else(defect)?;
        let further = further.iter().map(Self::of).collect::<Result<_, _>>()?;
        Self::of(main)?.with_further(further).ok_or_else(defect)
    }

    /// The same with predictors of further targets; `None` where one predicts from other columns.
    fn with_further(mut self, further: Vec<Self>) -> Option<Self> {
        let (space, given) = (self.space.name(), self.given());
        let mut all = further.iter();
        let fits = all.all(|of| of.space.name() == space && of.given() == given);
        fits.then(|| {
            self.further = further;
            self
        })
    }

    /// The predictors of further targets.
    pub fn further(&self) -> &[Self] {
        &self.further
    }

    /// What it is.
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// The search space of its architectures.
    pub fn space(&self) -> &'static dyn SearchSpace {
        self.space
    }

    /// How wide its intervals are.
    pub fn conformal(&self) -> &Conformal {
        &self.conformal
    }

    /// Names of the columns that it cannot compute from an encoding: the values of
    /// [`Self::predict`] in this order.
    pub fn given(&self) -> Vec<&str> {
        let columns = self.card.recipe.columns.iter().enumerate();
        let given = columns.filter(|(at, _)| self.given.contains_key(at));
        given.map(|(_, column)| column.name.as_str()).collect()
    }

    /// Predicts `archs`; `given` has their values for each column of [`Self::given`], NaN where one is
    /// missing.
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    pub fn predict(
        &self,
        archs: &[Architecture],
        given: &[Arc<Values>],
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        if archs.is_empty() {
            return Ok(Vec::new());
        }
        let wanted = |at: usize| self.needed[at];
        let priors = self.prior_columns(archs, job)?;
        let mut archs = Cow::Borrowed(archs);
        if self.card.pruned {
            archs = archs.iter().map(|arch| pruned(self.space, arch)).collect();
        }
        let recipe = &self.card.recipe;
        let values = recipe.values(self.space, &archs, wanted, job)?;
        let missing = Arc::new(Values::Dense(vec![f64::NAN; archs.len()]));
        let given = |at: usize| Some(Arc::clone(given.get(*self.given.get(&at)?)?));
        let prior = |at: usize| priors.get(&at).map(Arc::clone);
        let values = values.into_iter().enumerate();
        let values = values.map(|(at, values)| {
            let values = values.or_else(|| prior(at)).or_else(|| given(at));
            values.unwrap_or_else(|| Arc::clone(&missing))
        });
        self.model
            .predict(&self.coding.rows(values.collect()), None, job)
    }
}

impl SavedPredictor {
    /// What its priors say of `archs`, by place among the columns of the feature set.
    fn prior_columns(
        &self,
        archs: &[Architecture],
        job: &JobContext,
    ) -> Result<HashMap<usize, Arc<Values>>, Cancelled> {
        let places = self.card.recipe.priors().map(|(at, _)| at);
        let needed = places.zip(&self.priors).filter(|&(at, _)| self.needed[at]);
        needed
            .map(|(at, prior)| Ok((at, means(prior.predict(archs, &[], job)?))))
            .collect()
    }
}

fn means(estimates: Vec<Estimate>) -> Arc<Values> {
    Values::dense(estimates.into_iter().map(|of| of.mean).collect())
}

/// The predictors that the feature set of a card needs.
fn priors(card: &Card, bench: &Benchmark) -> postcard::Result<Vec<SavedPredictor>> {
    let defect = || postcard::Error::SerdeSerCustom;
    let names = card.recipe.priors().map(|(_, name)| name);
    names
        .map(|name| {
            let file = bench.prior(name).ok_or_else(defect)?.file();
            SavedPredictor::from_bytes(file).map_err(|_| defect())
        })
        .collect()
}

/// The architecture without nodes that compute nothing.
fn pruned(space: &dyn SearchSpace, arch: &Architecture) -> Architecture {
    let least = space.representative(arch);
    if least.ids().len() < arch.ids().len() {
        least
    } else {
        arch.clone()
    }
}

fn card(trained: &Trained, conformal: &Conformal) -> Card {
    let Trained {
        bench,
        dataset,
        table,
        features,
        model,
        trained_model,
        ..
    } = *trained;
    let space = bench.space;
    let target = &table.column(trained.target).spec;
    let rows = bench.rows();
    let mut tried = (0..TRIED.min(rows)).map(|at| &bench.archs[at * rows / TRIED.min(rows)]);
    let unlisted = UnlistedArchitectures {
        bench,
        dataset,
        table,
    };
    Card {
        program: concat!("grafscope ", env!("CARGO_PKG_VERSION")).to_owned(),
        benchmark: bench.name.clone(),
        dataset: bench.dataset(dataset).name.clone(),
        space: space.name().to_owned(),
        space_file: space.description().map(str::to_owned),
        target: target.name.clone(),
        target_doc: target.doc.clone(),
        unit: target.unit,
        better: trained_model.better(),
        model: model.name().to_owned(),
        model_text: model.to_string(),
        features: features.text().to_owned(),
        train_size: trained_model.rows().len(),
        seed: trained.seed,
        has_uncertainty: model.model().has_uncertainty,
        interval_rows: conformal.rows(),
        scores: trained.scores.into(),
        pruned: tried.all(|arch| space.representative(arch).ids().len() >= arch.ids().len()),
        recipe: unlisted.recipe(features.columns()),
    }
}
