//! What the columns and scores mean.

pub(super) const ENTRIES: super::Entries = &[
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
