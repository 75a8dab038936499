//! What the user has to know besides the keys: shown by the help and printed in the reference.

use grafscope_core::experiment::Metric;

/// A section of the help: terms as they are on the screen, and what they mean.
#[derive(Debug)]
pub(crate) struct Section {
    pub title: &'static str,
    /// Each term with its meaning; all of it ASCII.
    pub entries: &'static [(&'static str, &'static str)],
}

/// The guide, in the order in which the help shows it.
pub(crate) const GUIDE: [Section; 5] = [
    Section {
        title: "Feature sets",
        entries: FEATURE_SETS,
    },
    Section {
        title: "Comparisons and experiments",
        entries: EXPERIMENTS,
    },
    Section {
        title: "Sessions, notes, settings",
        entries: KEPT,
    },
    Section {
        title: "Scores",
        entries: &Metric::ENTRIES,
    },
    Section {
        title: "What the numbers mean",
        entries: NUMBERS,
    },
];

/// What the guide says of the screen called `name`.
pub(crate) fn on_screen(name: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let of_screen = move |(term, _): &&(&'static str, &'static str)| {
        let first = term.split([':', ' ']).next();
        first.is_some_and(|first| name.starts_with(first))
    };
    EXPERIMENTS.iter().filter(of_screen).copied()
}

const FEATURE_SETS: &[(&str, &str)] = &[
    (
        "graf-(node_degree-op_count)",
        "+ adds names, - removes them, from left to right; parentheses group",
    ),
    (
        "graf, op_count, params, ...",
        "graf is every GRAF feature. op_count, min_path_len, max_op_on_path and node_degree are \
         its families. params and flops are known without training, too",
    ),
    (
        "onehot, paths, adjacency",
        "encodings: the operation at each position; the operation sequences on paths from input \
         to output; edges and node operations of freely wired cells (NAS-Bench-101, where onehot \
         means the same)",
    ),
    (
        "graf+zcp-fisher, other",
        "zcp is every zero-cost proxy of the rows, other is every other column known without \
         training. Each column has its own name",
    ),
    (
        "cifar10.val_acc, latency, prior",
        "measured columns: targets of other data sets, and other targets of this one, named one by \
         one; the status line says so. prior is what a saved predictor says of the rows \
         (--prior FILE): a warm start from another data set. What tells the target is refused",
    ),
    (
        "derived",
        "every column that you derive from features alone: derive NAME = EXPR computes one in the \
         filter language, as in wide = op_count(c3) + op_count(c1). What follows from a target, a \
         prediction or an error is a column too, and no feature",
    ),
    (
        "min_path_len(c3,skip)",
        "one column. Short operation names work, in any order; in path( ) the order counts",
    ),
    (
        "node_degree.*(c3), *path*",
        "* stands for any text: every feature whose long or short name matches",
    ),
    (
        "`aa_apgd-ce@Linf_eps-0.1`",
        "backquotes enclose a name with unusual characters, in filters too",
    ),
    (
        "mean change, within noise",
        "in the panel: after a change of features or model, the predictors before and after it are \
         trained with four more seeds on the same samples. Shown are the mean difference of each \
         score and its 95% interval by Student's t. It is coloured only once all five seeds are \
         done and the interval excludes 0; else it is within noise. For a verdict with more seeds \
         use compare",
    ),
    (
        "cheap",
        "a named set. save-set names the current set and keeps it in sets.toml in \
         ~/.config/grafscope (grafscope config shows the folder). Named sets may use each other",
    ),
    (
        "+3, = count(c3), ~ count(c3)",
        "in the panel: a feature that stands for three others with the same information; one that \
         equals another; one that is an affine or monotone function of another",
    ),
];

const EXPERIMENTS: &[(&str, &str)] = &[
    (
        "compare",
        "feature sets and models as lines, training sizes as columns. Cells fill in the \
         background, a few seeds everywhere first. Each shows mean and standard deviation, and \
         where there is room the number of seeds and a bar while seeds are missing. * is the \
         reference: the best mean at its size, or the method you pin. d shows the differences \
         from it with 95% intervals in place of the scores. m changes the score. Below are the \
         learning curves of the same runs, brought up to date whenever every cell has its next \
         seeds. Finished runs are kept until you clear them",
    ),
    (
        "compare: verdicts",
        "each method is compared with the reference over the seeds that both have. Worse and \
         better: p < 0.05 by the Wilcoxon signed-rank test, with Holm's correction for all \
         comparisons of the table. Equivalent within a margin: the whole 95% interval of the \
         difference lies inside it. Not significantly different: neither; it does not mean equal. \
         Too few seeds to tell: the test cannot reject at this number of seeds and comparisons, \
         whatever the scores are",
    ),
    (
        "curves",
        "the same scores over training size, with bands of 95% intervals of the mean. Arrows or a \
         click select a point; its numbers are shown below",
    ),
    (
        "select",
        "feature selection on one half of the rows: it removes what is not needed, or adds what \
         helps most. The selected set is evaluated on the other half. Any set on the path can be \
         used or named. Differences are from the full set; p is corrected for the steps shown, and \
         the tolerance is the margin of equivalence",
    ),
    (
        "transfer",
        "trained on the target of a line, evaluated on that of a column, on held-out rows. From \
         each data set it takes the target with the name of the current one",
    ),
    (
        "search",
        "starts with random architectures, trains on all measured ones, measures the one with the \
         best acquisition value, and repeats. Kriging is a Gaussian process made for this; any \
         other model with an uncertainty can guide too (#), and one without can be greedy. ei is \
         the expected improvement, ucb the mean plus one standard deviation, thompson a function \
         drawn from the model, greedy the prediction. Random search, regularised evolution \
         (population 30, sample 10) and local search start with the same architectures. Shown is \
         the best true value found so far, by number of queries. It is for the current target \
         alone: grafscope search -t A,B is for trade-offs of several",
    ),
    (
        "learning-so-far",
        "the search that the rows are of, in the order of their file: the best value after n \
         measurements, and tau of a predictor trained on the first n, scored on all rows measured \
         later, at least 10. A search picks what it measures, so later rows are no random sample: \
         among few good ones tau is lower. It counts the canonical rows, or all with --rows all",
    ),
    (
        "suggest, next, acquisition",
        "what to measure next: a batch that is spread out, as a search would choose it from the measured rows, \
         with the feature set of the predictor. next is the place in the batch; acquisition is the value of \
         the acquisition function before any is chosen. Candidates are the rows that have no true value \
         (canonical ones, unless all rows count), and pass the filter. Where all rows have one, nothing is \
         left to suggest: what you see is what a search that had measured the training rows alone would ask \
         next, and every other row is a candidate. The batch is marked and shown first, copy-marked copies it. \
         From then on the columns follow each new predictor, as they do wherever they are shown, sorted by or \
         filtered by; marks stay until you ask again. Models and functions are those of search. A model with \
         no uncertainty can be greedy only; with fewer than 8 measured rows the batch is spread out",
    ),
    (
        "architecture: edit",
        "left and right choose an edge, a node or a source of the cell; up and down change it. \
         Parentheses mark what the space forbids. An architecture of the benchmark keeps its \
         measured values; any other is predicted from its own features, and its proxies are \
         unknown, so the predictor takes typical values. Below is every architecture one edit \
         away. Its summary is over held-out rows: tau compares true with predicted changes; \
         better counts those truly better, predicted better, and both",
    ),
    (
        "architecture: neighbours",
        "the nearest rows by distance between standardised features (normal scores for features \
         with many values), and the training rows that the prediction is made of. A forest gives \
         the weights of its averaged targets (for a training row, over the trees without it), \
         boosting the share of trees in which two rows share a leaf, a Gaussian process its \
         kernel similarity, a blend the weights of its forest",
    ),
    (
        "side by side",
        "two to 16 marked architectures. Lower and upper are the ends of the prediction interval. \
         Below are the features that differ, each with its value and its SHAP value: those with \
         the most different SHAP values first, and until all are computed the most important \
         ones. The last line sums up the features that are the same",
    ),
    (
        "architecture: why",
        "base + SHAP values = prediction. They are exact for tree models (forest, extra-trees, \
         boosting, tree; TreeSHAP over the training rows) and for linear: coefficient x (value - \
         mean). For the other models they are sampled, with a standard error. Features that rank \
         the rows alike share one value. By operation, a value is split equally among the \
         operations of its set",
    ),
    (
        "importances",
        "feature importance over the held-out rows of the filter: mean |SHAP value|, and \
         permutation importance, the loss of tau, R2 and MAE when a feature is permuted (mean and \
         standard deviation over permutations). Correlated features hide each other, so a group \
         with pairwise absolute rank correlation of 0.9 or more is permuted together. The strip \
         plots SHAP value over feature value",
    ),
    (
        "column statistics, frequencies",
        "all columns, or the values of one, over the scored rows of those shown; scored-only takes all rows \
         shown. Quartiles lie between two values in proportion. Correlations are Spearman's, over the rows \
         that have both values. Up to 32 distinct values are listed as they are, more of them in bins of \
         round width (+ and - change how many). Means are over the rows of a line. Enter turns it into the \
         filter, ! hides it",
    ),
    (
        "errors",
        "error analysis: predicted minus true over the held-out rows of the filter. Tab or a \
         digit changes the view. Enter turns what is under the cursor into the filter and goes to \
         the table. n and N step through the largest errors, there too",
    ),
    (
        "errors: residuals",
        "errors over the true value, or over any column (x). The thin line is zero error, the \
         thick one the mean error of at least 20 rows (m hides it), outliers included. + and - \
         resize the cursor; > zooms in on it",
    ),
    (
        "plots: zoom, outliers, log",
        "in the plot pane and the residuals, > and < zoom, 0 shows everything, arrows move the \
         part shown; the wheel zooms around the mouse, and a rectangle drawn with it is zoomed to. \
         d leaves out outliers: what is more than 1.5 interquartile ranges (IQR) outside the \
         quartiles of either axis (Tukey's fences). They are counted; scores, means and filters \
         keep them. L makes axes logarithmic, where all their values are above 0; errors stay linear. \
         Rows that are filtered out or not scored are dim",
    ),
    (
        "plots: two columns, colour",
        "x and y choose the columns of the plot pane from all there are: targets, predictions, proxies, costs, \
         features, derived columns; Backspace goes back to predicted against true. c colours the scored rows by a \
         third one, in four steps by its quartiles (a column of up to four values has a step for each). A cell shows \
         the step that most of its points are of; without colour its number, 1 to 4. p shows predicted values in \
         place of the true ones of a target that is predicted",
    ),
    (
        "plots: Pareto front, hypervolume",
        "the rows shown that no other row shown dominates: at least as good in both columns and better in one. Rows \
         with equal values are on it together, rows without one of the values never. Targets and costs say which \
         end is good; of other columns higher is assumed, and X and Y turn it. ] and [ go along the front, the comma \
         filters the table to it. Hypervolume is the area that the front dominates, up to the worst value of both \
         columns among the rows shown. By prediction: the hypervolume, in true values, of the front by predicted \
         values as a share of that of the true front, both over the scored rows shown; what is missing to 1 is the \
         regret",
    ),
    (
        "errors: by value, heat map",
        "means by the values of one column (x) or two (x, y): up to 20 values as they are, else \
         ranges with about equally many rows (+ and - change how many). m switches between mean \
         absolute error and mean error. Whiskers are 95% intervals by Student's t. In the heat map \
         colours, or shades, follow the square root of the mean; cells with fewer than 5 rows are \
         faded and not in the scale",
    ),
    (
        "errors: slices",
        "error slices: a tree over all GRAF features separates over-predicted, accurate and \
         under-predicted rows on the discovery half of the rows. All figures but the mean error \
         called discovery are measured on the held-out half. Lift is the share of the absolute \
         error divided by the share of the rows; regions with a lift of 1 or less are left out. A \
         slice belongs to the class that is more frequent in it than among all rows. A tick: the \
         held-out half confirms it. The mean error has the sign of the class and its interval \
         excludes 0; for accurate slices, MAE is below that of all rows. Intervals are 95% for all \
         slices together. Left and right choose an option, + and - change it",
    ),
    (
        "errors: training rows of a slice",
        "fewer than half of those that its share of the rows predicts: add some. R retrains on \
         more rows drawn from its discovery half and shows MAE and tau before and after, over the \
         same rows of its held-out half (one sample; the predictor of the table stays). With \
         enough training rows, the features may not tell these rows apart: see feature collisions",
    ),
    (
        "errors: upper bounds",
        "what no predictor can beat on these rows. Seed noise limits every predictor, where the \
         benchmark has single seeds. Feature collisions limit every predictor with these \
         features: rows with the same features get the same prediction. The best possible tau \
         lies between one that is reached and one that cannot be exceeded",
    ),
    (
        "errors: feature collisions",
        "groups of rows with the same features and different true values, by standard deviation x \
         rows. Above them are the columns missing from the feature set that explain most of the \
         differences inside the groups (a line with one slope). Enter filters to the group, with \
         every other row of the table that has its features",
    ),
    (
        "errors: model A vs model B",
        "two predictors of this session, or one and external predictions (external-predictions in \
         the palette), on rows held out from both: which is closer to the true value, a scatter \
         plot of their absolute errors, and the same by the values of a column. \
         p is over rows of one training sample: it says nothing of other samples. Whether one \
         method is better takes seeds: compare. The columns predicted_a, error_a, predicted_b and \
         error_b work in filters: abs(error_a) < 1 and abs(error_b) > 4",
    ),
    (
        "weights of a blend",
        "gp .52 boosting .31 ...: the weight of each part, fitted on out-of-fold predictions of \
         the training rows",
    ),
];

const KEPT: &[(&str, &str)] = &[
    (
        "sessions",
        "view, marks and notes of a benchmark are kept after each change and offered the next \
         time; --no-session keeps nothing. save-session, or :save FILE, writes a file of your \
         own, which grafscope --session FILE opens",
    ),
    (
        "notes",
        "one line on an architecture. The column noted is 1 for those that have one, the margin \
         shows a sign, and find searches notes, too",
    ),
    (
        "follow",
        "files that grow are read again when they have changed; selection, filter, sort, marks and \
         notes stay, the predictor retrains. A line counts once it has ended; one that cannot be \
         read is left out and counted. A file that is truncated or replaced is read anew, one that \
         is gone is waited for. +3 measured: what the last change has brought",
    ),
    (
        "config.toml, keymap.toml",
        "your settings and keys, in ~/.config/grafscope. grafscope config shows all settings and \
         where they come from; grafscope config --check lists faults",
    ),
];

const NUMBERS: &[(&str, &str)] = &[
    (
        "best rows, ties",
        "the best rows are those with the largest true values, or with the smallest where less is \
         better, as of a latency. Rows with equal true values share the better rank. Where equal \
         predictions leave open which rows are predicted best, a score of the top rows is its mean \
         over all orders of these rows",
    ),
    (
        "scored, held-out",
        "the rows that every score is over: measured canonical rows that the predictor was not \
         trained on (with --rows all, others than canonical ones too). In filters they are scored. \
         Worst error, next worst and predicted best are among them. Sorting by an error puts them \
         first. All other rows are dim; scored-only hides them",
    ),
    (
        "predicted.NAME, error.NAME",
        "the same columns of a further target (further-targets, or -t A,B), which is predicted \
         beside the main one from the same features and training rows. next-target makes the next \
         one the main one. scored.NAME has the rows that its scores are over",
    ),
    (
        "feasible",
        "the probability that a row keeps within all bounds (bounds, or --bound). For a predicted \
         target it follows from its prediction and from how far off the training rows were when \
         they were predicted out of fold, as intervals do: it is 0.9 at the end of the 80% interval. \
         Errors count as equally likely to either side, and those of different targets as \
         independent. What is known without training, such as params, counts as 0 or 1",
    ),
    (
        "auto columns",
        "how likely bounds hold, further targets, the prediction interval and the features that \
         matter most to the predictor: mean |SHAP value| over held-out rows, again after each training. One moves ahead of another only \
         where it is twice as important, and none while the cursor is among them. Columns \
         that you show, hide or move are yours from then on; undo gives the choice back",
    ),
    (
        "canonical",
        "no operation is cut off by none edges, and no earlier row is the same network with its nodes \
         in another order. A non-canonical row computes the same network as some canonical row. It \
         is shown and predicted, but would leak into the scores",
    ),
    (
        "out-of-bag",
        "what a training row shows as predicted: the prediction of those parts of the predictor \
         that were not trained on it (trees whose bootstrap sample lacks it, other folds). Never \
         a value fitted on itself",
    ),
    (
        "out-of-fold",
        "behind a score where every measured row is trained on, as by default where figures are joined to a \
         space of which little is measured (up to 2000 rows): the score is over the training rows, each with \
         its out-of-bag or cross-validated prediction. Fewer training rows leave some to be held out",
    ),
    (
        "error",
        "predicted minus true: positive where the predictor over-predicts. Its bar in the table is \
         full at 3 x the MAE of the predictor shown; an arrow stands for more",
    ),
    (
        "rank, rank.pred, rank.err",
        "places by true and by predicted value, both among the rows that have both values, and \
         rank.pred minus rank. A row that is not measured has the place that its prediction would \
         take among these",
    ),
    (
        "uncertainty",
        "a standard deviation, in the unit of the target: how much the trees of a forest \
         disagree, or how far from its training rows a Gaussian process is",
    ),
    (
        "interval, lower, upper",
        "a conformal prediction interval: its width, in units of the uncertainty, covers the \
         given share of training rows by their out-of-fold predictions. Beside it is the share of \
         held-out rows that it covers; outside is 1 where it does not",
    ),
    (
        "distinct",
        "features handed to the predictor: constant and duplicate columns are removed. The table \
         shows all of them",
    ),
    (
        "stale",
        "predictions and scores of the previous predictor: the requested one is being trained, or \
         its training failed",
    ),
    (
        "arch",
        "the encoding in one form at all sizes, which the header names: the compact one, which no two \
         architectures share, or what next-form or --form chooses. Copying takes it as it is shown. \
         4v4e-c3pool-1f is a cell of 4 nodes and 4 edges with these operations, and its wiring",
    ),
    (
        "- or blank",
        "a missing value: a dash in columns of the source, a blank in a prediction or comparison. \
         It is never 0. Sorting puts it last, no comparison holds for it, missing(zen) finds it, \
         and trees learn which way to send it",
    ),
    (
        "measured",
        "rows that have a value of the target. The others are predicted, but neither trained on \
         nor scored",
    ),
    (
        "seeds",
        "a target is the mean over the training seeds per row; its spread is the standard \
         deviation over them",
    ),
];

#[cfg(test)]
mod tests {
    use super::GUIDE;

    #[test]
    fn the_guide_can_be_shown_on_any_terminal() {
        for (term, meaning) in GUIDE.iter().flat_map(|section| section.entries) {
            assert!(term.is_ascii() && meaning.is_ascii(), "{term}: {meaning}");
        }
    }
}
