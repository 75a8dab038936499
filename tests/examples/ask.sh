#!/bin/sh
# A search from nothing: asks what to measure, measures it, tells the result. Takes the number of batches.
set -eu
batches=${1:-24}

# Stands for training: looks the accuracy up in the built-in benchmark.
grafscope nas-bench-201 --print --columns val_acc > table.csv
train() {
    awk -F '"' -v arch="$1" '$2 == arch { split($3, value, ","); print value[2] }' table.csv
}

echo 'arch,val_acc' > measured.csv
for _ in $(seq "$batches"); do
    grafscope suggest nb201 --measured measured.csv -k 4 --format lines > next.txt
    while IFS= read -r arch; do
        echo "\"$arch\",$(train "$arch")" >> measured.csv
    done < next.txt
done
sort -t '"' -k 3.2,3nr measured.csv | head -n 1
