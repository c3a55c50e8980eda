#!/bin/bash
# Verifies specs in a Slurm job array, and merges when every shard is done:
#   submit.sh 8 specs/*.yaml        then: squeue; the report is shards/report.html
# Run it where the specs are, on a file system that the nodes share. SBATCH_* variables choose partition, account and time.
set -euo pipefail
if [ $# -lt 2 ] || ! [[ $1 =~ ^[1-9][0-9]*$ ]]; then
  echo "usage: $0 <number of shards> <specs...>" >&2
  exit 2
fi
here=$(dirname "$(readlink -f "$0")")
mkdir -p shards
array=$(sbatch --parsable --array="1-$1" "$here/verify.sbatch" "$@")
merge=$(sbatch --parsable --job-name=rulespice-merge --output=shards/log-merge.txt --dependency="afterok:${array%%;*}" --kill-on-invalid-dep=yes \
  --wrap "${RULESPICE:-npx rulespice} merge shards --report shards/report.html --json=shards/report.json --junit shards/junit.xml")
echo "shards: job ${array%%;*}, merge: job ${merge%%;*}"
