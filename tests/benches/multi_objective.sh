#!/bin/sh
# Searches for the best trade-offs of accuracy (CIFAR-10) and the latency of an edge GPU, on NAS-Bench-201 ×
# HW-NAS-Bench: hypervolume by number of queries relative to that of the true front, mean and standard deviation over 20
# seeds, of both acquisition functions, NSGA-II and random search.
#
#     tests/benches/multi_objective.sh target/release/grafscope ../shared/data
set -eu
program=$1 data=$2

search() { # ACQUISITION [OPTION…]
    acquisition=$1
    shift
    "$program" search "$data/nasbench201/nb201_val_accs.csv" --join "$data/nasbench201/hw_cifar10.csv" \
        -t val_accs,edgegpu_latency -f graf --acquisition "$acquisition" "$@" --json
}

table() {
    python3 -c '
import json, sys
found = json.load(sys.stdin)
shown = [8, 16, 32, 64, 96, 128]
for guide in found["guides"]:
    name = found["acquisition"] if guide["features"] else guide["name"]
    by = dict(zip(found["queries"], guide["hypervolume"]))
    cells = ["%.4f ± %.4f" % (by[at]["mean"], by[at]["std"]) for at in shown if at in by]
    reached = [guide[f"queries_to_{share}_percent"] for share in (95, 99)]
    print(f"{name:14}", *cells, *reached, "%.1f" % guide["found_front"]["mean"])'
}

echo 'search         hypervolume after 8, 16, 32, 64, 96, 128; queries to 95 %, to 99 %; architectures of the front'
search ehvi | table
search parego --baselines random | table | head -n 1
