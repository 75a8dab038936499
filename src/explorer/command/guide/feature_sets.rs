//! How feature sets are written.

pub(super) const ENTRIES: super::Entries = &[
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
