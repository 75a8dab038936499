//! What a person has to know besides the keys: shown by the help and printed in the README.

/// How feature sets are written: an example, and what it shows.
pub const FEATURE_SETS: &[(&str, &str)] = &[
    (
        "graf-(node_degree-op_count)",
        "names joined by + (taken in) and - (left out), from left to right; parentheses group",
    ),
    (
        "graf, op_count, params, ...",
        "graf is every GRAF feature; op_count, min_path_len, max_op_on_path and node_degree are its \
         families; params and flops need no training either",
    ),
    (
        "onehot, paths, adjacency",
        "encodings: which operation is at each position; which sequences of operations occur on a \
         path from input to output; edges and operations of the nodes, where cells are drawn \
         freely (NAS-Bench-101: there onehot is the same)",
    ),
    (
        "graf+zcp-fisher, other",
        "zcp is every zero-cost proxy that the rows have, other what else is known of them; each \
         column by its name",
    ),
    (
        "min_path_len(c3,skip)",
        "a single column by name; short names and any order of the operations will do. In path( ) \
         the order counts",
    ),
    (
        "node_degree.*(c3), *path*",
        "* stands for any run of characters: every feature whose name, long or short, looks like \
         that",
    ),
    (
        "`aa_apgd-ce@Linf_eps-0.1`",
        "a name with unusual characters stands in backquotes, in filters too",
    ),
    (
        "cheap",
        "a set of your own: save-set gives the present one a name, which sets.toml in \
         ~/.config/grafscope keeps (grafscope config tells where that is); other sets may use it",
    ),
    (
        "+3, = count(c3), ~ count(c3)",
        "in the panel: a feature that stands for three others with the same information, one that \
         is equal to another, one that another gives by a scale and shift or by any monotone change",
    ),
];

/// The screens of experiments: what is on them.
pub const EXPERIMENTS: &[(&str, &str)] = &[
    (
        "compare",
        "feature sets and models as lines, training sizes as columns. Cells fill in the background, a \
         few seeds everywhere first: mean and standard deviation, the number of seeds, a bar while \
         some are missing. * is the best of its size, = not worse than it by a paired Wilcoxon test \
         (p >= 0.05), which takes 6 common seeds. Nothing that is done is lost until it is cleared",
    ),
    (
        "curves",
        "the same against training size, with bands of one standard deviation; arrows or a click go \
         to a point, whose numbers stand below",
    ),
    (
        "select",
        "leaves out what is not missed, or adds what helps most, on one half of the rows; the set it \
         finds is judged on the other half. Any set on the path can be used or named",
    ),
    (
        "transfer",
        "trained on the target of a line, judged on that of a column, on rows not trained on; of each \
         data set the target that has the name of the present one",
    ),
    (
        "search",
        "measures the architectures predicted best, trains anew on all measured, and repeats; chance \
         begins with the same ones. The best true value found so far, by number measured",
    ),
    (
        "architecture: edit",
        "left and right choose an edge, a node or a source of the cell, up and down change it; what the \
         space forbids stands in parentheses. An architecture of the benchmark keeps its row's figures, \
         any other is predicted from its own features; what is measured for each architecture, such as \
         a proxy, is unknown of it and taken for middling. Below is everything one edit away: its \
         summary is over those that are unseen, tau compares true with predicted changes, better is \
         how many are truly better, predicted so, and both",
    ),
    (
        "architecture: neighbours",
        "the nearest rows by distance, features standardised, with many values as normal scores; and \
         the training rows that the prediction is made of: in a forest the weights with which their \
         targets are averaged (of a training row, over the trees that lack it), in boosting the share \
         of trees in which they are in one leaf, for a Gaussian process their likeness, of a blend \
         those of its forest",
    ),
    (
        "why",
        "base + contributions = prediction. Of trees (forest, extra-trees, boosting, tree) exact Shapley \
         values over the training rows (TreeSHAP); of linear the coefficient x (value - mean); of all others \
         estimated on walks from training rows to this one, with a standard error. A feature takes along \
         those that order the rows as it does. By operation, a feature is shared equally among its set",
    ),
    (
        "importances",
        "over unseen rows of the filter: the mean absolute contribution, and what tau, R2 and MAE lose when \
         features change places among the rows (mean and standard deviation over permutations). Features \
         alike hide each other: a correlated group, every two with an absolute rank correlation of 0.9 \
         or more, is permuted together. The strip has the value across and the contribution up",
    ),
    (
        "errors",
        "where the predictor errs: predicted minus true of the unseen rows of the filter that count in \
         the scores. Tab or a digit goes to another view; Enter makes what is under the cursor the \
         filter, and goes to the table; n and N step through the largest errors, there too",
    ),
    (
        "errors: residuals",
        "errors against the true value, or any column (x); the line of no error; o is the mean error \
         of the rows there (m hides it), 20 at least. + and - change the size of the cursor",
    ),
    (
        "errors: by value, heat map",
        "means by the values of one column (x), or two (x, y): up to 20 values as they are, else \
         ranges of about equally many rows (+ and - change how many). m turns between mean absolute \
         and mean error. Whiskers are 95% intervals by Student's t",
    ),
    (
        "errors: slices",
        "a tree over every GRAF feature tells over-predicted, about right and under-predicted rows \
         apart on one half of the rows; share of all error, mean error, MAE and rows are those of the \
         other half. Its class is the one that is more frequent in a slice than among all rows. A tick: \
         the other half confirms it, the mean error has the sign of the class and its interval \
         excludes 0; for about right, the MAE is below that of all. Intervals are 95% for all slices \
         together. Left and right choose an option, + and - change it",
    ),
    (
        "ceilings",
        "in the screen of errors: what no predictor could beat on the rows it is judged on. The noise of the \
         benchmark, from single seeds where it has them; and collisions, rows that share all features \
         of the predictor, which must get the same prediction. tau of the best order of such groups is \
         enclosed by one that is reached and one that cannot be exceeded",
    ),
    (
        "twins",
        "the groups of rows with the same features and different true values, by standard deviation times rows; \
         above them the columns that are missing from the feature set: those that explain most of what differs \
         inside the groups, by a straight line with one slope. Enter filters to the group, with all other \
         rows of the table that share its features",
    ),
    (
        "A against B",
        "two predictors of this session on rows that neither was trained on: who is nearer to the true value, \
         a scatter of their absolute errors, and the same by values of a column. Columns predicted_a, error_a, \
         predicted_b and error_b work in filters, such as abs(error_a) < 1 and abs(error_b) > 4",
    ),
    (
        "weights of a blend",
        "gp .52 boosting .31 ...: how much each part counts, learned on training rows left out",
    ),
];

/// What is kept of a person's work, and how it is asked for.
pub const KEPT: &[(&str, &str)] = &[
    (
        "sessions",
        "what is shown, marked and noted of a benchmark is kept a moment after each change, and offered the \
         next time; --no-session keeps nothing. save-session, or :save FILE, writes it to a file of your own, \
         which grafscope --session FILE opens",
    ),
    (
        "notes",
        "a line of your own on an architecture; the column noted is 1 for those that have one, the margin \
         has a sign, and find searches them too",
    ),
    (
        "config.toml, keymap.toml",
        "settings and keys of your own, in ~/.config/grafscope; grafscope config shows them all and where \
         they come from, grafscope config --check tells what is wrong",
    ),
];

/// What the numbers mean: a word as it is on the screen, and its meaning.
pub const NUMBERS: &[(&str, &str)] = &[
    (
        "tau",
        "Kendall's tau-b of true and predicted values: 1 when they order the rows alike, 0 when \
         the predictions say nothing, -1 when they order them the other way round",
    ),
    (
        "rho",
        "Spearman's rank correlation of true and predicted values, from -1 to 1",
    ),
    (
        "R2",
        "coefficient of determination: the share of the target's variance that is predicted; below \
         0 the mean of the target would have been nearer",
    ),
    (
        "MAE, RMSE",
        "mean absolute error and root mean squared error, in the target's unit",
    ),
    (
        "best of top 10",
        "true rank of the best among the ten predicted best: what a search that trains ten \
         architectures would find; 1 is the best there is",
    ),
    (
        "unseen",
        "the rows that every score is over: canonical rows that the predictor was not trained on",
    ),
    (
        "canonical",
        "no operation is cut off by none edges. A row that is not canonical computes the same \
         network as some canonical row: it is shown and predicted, but would leak into the scores",
    ),
    (
        "out-of-bag",
        "what a training row shows as predicted: what those parts of the predictor say \
         that did not learn from it (trees whose bootstrap sample lacks it, other folds): never a value fitted on itself",
    ),
    (
        "error",
        "predicted minus true: positive where the predictor promises too much",
    ),
    (
        "uncertainty",
        "a standard deviation, in the unit of the target: how much the trees of a forest disagree, or \
         how far from its training rows a Gaussian process is",
    ),
    (
        "interval, lower, upper",
        "a prediction interval: as wide, in units of the uncertainty, as holds the given share of \
         training rows, each predicted by what did not learn from it (conformal prediction). Beside \
         it stands the share of unseen rows that it does hold; outside is 1 where it does not",
    ),
    (
        "distinct",
        "features handed to the predictor: columns that are constant or equal to another are left \
         out, the table shows them all",
    ),
    (
        "stale",
        "predictions and scores of the predictor before: the one asked for is being trained, or \
         could not be",
    ),
    (
        "- or blank",
        "a missing value, a dash in columns of the source, a blank where it would have to be \
         predicted or compared; it is no 0: sorting puts it last, no comparison holds for it, \
         missing(zen) finds it, and a predictor sends it where it fits best",
    ),
    (
        "measured",
        "rows that have a value of the target; the others are predicted all the same, but are \
         neither trained on nor scored",
    ),
    (
        "seeds",
        "a target is the mean over the training seeds that the benchmark has of a row; its spread \
         is the standard deviation over them",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_can_be_shown_on_any_terminal() {
        for (word, meaning) in FEATURE_SETS
            .iter()
            .chain(EXPERIMENTS)
            .chain(KEPT)
            .chain(NUMBERS)
        {
            assert!(word.is_ascii() && meaning.is_ascii(), "{word}: {meaning}");
        }
    }
}
