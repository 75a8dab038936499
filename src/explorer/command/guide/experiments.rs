//! What the screens of comparisons, experiments and errors show.

pub(super) const ENTRIES: super::Entries = &[
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
