"""A search from nothing: asks what to measure, measures it, tells the result. Takes the number of batches."""
import csv
import json
import subprocess
import sys


def grafscope(*arguments):
    return subprocess.run(["grafscope", *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout


# Stands for training: looks the accuracy up in the built-in benchmark.
table = grafscope("nas-bench-201", "--print", "--columns", "val_acc")
train = {row["arch"]: float(row["val_acc"]) for row in csv.DictReader(table.splitlines())}.get

with open("measured.csv", "w", newline="") as file:
    csv.writer(file, lineterminator="\n").writerow(["arch", "val_acc"])
best = (0, None)
for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 24):
    answer = grafscope("suggest", "nb201", "--measured", "measured.csv", "-k", "4", "--json")
    for suggestion in json.loads(answer)["suggestions"]:
        arch = suggestion["arch"]
        accuracy = train(arch)
        best = max(best, (accuracy, arch))
        with open("measured.csv", "a", newline="") as file:
            csv.writer(file, lineterminator="\n").writerow([arch, accuracy])
print(*best)
