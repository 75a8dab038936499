#!/bin/sh
# The same search by four workers at a time. Takes the number of measurements.
set -eu
measurements=${1:-96}

grafscope nas-bench-201 --print --columns val_acc > table.csv
echo 'arch,val_acc' > measured.csv
: > pending.txt
# GNU parallel does the same, on several machines if they share the folder: seq 96 | parallel -j 4 -N 1 sh worker.sh
seq "$measurements" | xargs -P 4 -n 1 sh "$(dirname "$0")/worker.sh"
sort -t '"' -k 3.2,3nr measured.csv | head -n 1
