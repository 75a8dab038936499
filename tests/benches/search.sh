#!/bin/sh
# Regret of searches after 32, 64 and 128 measurements, on 21 targets and with zero-cost proxies: expected
# improvement (the default) beside greedy and random search, from GRAF, all else as `grafscope search` does by itself.
# Means over the seeds, half as many on NAS-Bench-Graph, which has 26,206 candidates, and 50 on the published rows. The
# columns before the last are paired differences of expected improvement from greedy, with half their 95 % intervals by
# Student's t; the last says how many searches found the optimum.
#
#     tests/benches/search.sh target/release/grafscope ../shared/data [SEEDS]
set -eu
program=$1 data=$2 seeds=${3:-20}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

regret() { # NAME SEEDS BENCHMARK [OPTION…]
    name=$1 count=$2
    shift 2
    for acquisition in ei greedy; do
        "$program" search "$@" --acquisition "$acquisition" --baselines random --seeds "$count" --json \
            >"$folder/$acquisition"
    done
    python3 -c '
import json, math, sys
name, ei, greedy = sys.argv[1], *(json.load(open(path)) for path in sys.argv[2:])
best, at = ei["best_possible"], [ei["queries"].index(queries) for queries in (32, 64, 128)]
# Quantiles of Student'"'"'s t for 9, 19, 49 degrees of freedom.
t = {10: 2.262, 20: 2.093, 50: 2.010}
def regrets(guide): # a list for each number of queries
    return [[abs(best - run["best"][place]) for run in guide["runs"]] for place in at]
def mean(values): return sum(values) / len(values)
def difference(one, other):
    pairs = [a - b for a, b in zip(one, other)]
    n, middle = len(pairs), mean(pairs)
    error = math.sqrt(sum((pair - middle) ** 2 for pair in pairs) / (n - 1) / n)
    return f"{middle:+.3g} ± {t.get(n, 1.96) * error:.2g}"
guided, random = ei["guides"]
columns = [regrets(guided), regrets(greedy["guides"][0]), regrets(random)]
cells = [" / ".join(f"{mean(values):.3g}" for values in column) for column in columns]
cells += [difference(*pair) for pair in zip(columns[0], columns[1])]
found, searches = guided["found_optimum"], guided["searches"]
print("| " + " | ".join([name, *cells, f"{found} of {searches}"]) + " |")' \
        "$name" "$folder/ei" "$folder/greedy"
}

echo '| target | `ei` | `greedy` | random | `ei` − `greedy`: 32 | 64 | 128 | optimum found |'
echo '|---|---|---|---|---|---|---|---|'
for dataset in cifar10 cifar100 ImageNet16-120; do
    regret "NB201 $dataset" "$seeds" nas-bench-201 -f graf -d "$dataset"
done
regret 'NB-Macro' "$seeds" "$data/macro/nas-bench-macro_cifar10.json" -f graf
for task in autoencoder class_object class_scene jigsaw normal room_layout segmentsemantic; do
    regret "TNB101-micro $task" "$seeds" "$data/naslib/zc_transbench101_micro.json" -f graf -d "$task"
done
for dataset in $("$program" info nas-bench-graph --json | python3 -c '
import json, sys
print(*[dataset["name"] for dataset in json.load(sys.stdin)["datasets"]])'); do
    regret "NB-Graph $dataset" $((seeds / 2)) nas-bench-graph -f graf -d "$dataset"
done
suite=$data/nasbench201
regret 'NB201 cifar10, published rows' 50 "$suite/nb201_val_accs.csv" -f graf
regret 'the same, with proxies' 50 "$suite/nb201_val_accs.csv" --join "$suite/nb201_zc_proxies.csv" -f graf+zcp
