#!/bin/sh
# R², MAE and tau of the forest and of the blend, trained on 32, 64 and 100 architectures, from GRAF, on 20 targets:
# means over seeds 100 to 119.
#
#     tests/benches/small_samples.sh target/release/grafscope ../shared/data
set -eu
program=$1 data=$2

scores() { # TARGET BENCHMARK [OPTION…]
    name=$1
    shift
    "$program" eval "$@" -f graf -n 32,64,100 --seed 100 --seeds 20 --model 'forest,blend' --json |
        python3 -c '
import json, sys
for cell in json.load(sys.stdin)["summary"]:
    means = [cell[score]["mean"] for score in ("r2", "mae", "tau")]
    figures = " ".join(f"{mean:>9.4g}" for mean in means)
    n, model = cell["train_size"], cell["model"]
    print(f"{sys.argv[1]:24} {n:>4} {model:8} {figures}")' "$name"
}

printf '%-24s %4s %-8s %9s %9s %9s\n' target n model R2 MAE tau
for dataset in cifar10 cifar100 ImageNet16-120; do
    scores "nb201 $dataset" nas-bench-201 -d "$dataset"
done
for target in edgegpu_latency eyeriss_energy raspi4_latency; do
    scores "$target" "$data/nasbench201/hw_cifar10.csv" -t "$target"
done
for target in aa_apgd-ce@Linf_eps-1.0 fgsm@Linf_eps-2.0; do
    scores "$target" "$data/nasbench201/robustness_targets.csv" -t "$target"
done
for task in autoencoder class_object class_scene jigsaw normal room_layout segmentsemantic; do
    scores "micro $task" "$data/naslib/zc_transbench101_micro.json" -d "$task"
done
for task in autoencoder class_object class_scene jigsaw room_layout; do
    scores "macro $task" "$data/naslib/zc_transbench101_macro.json" -d "$task"
done
