#!/usr/bin/env bash
# Counts the instructions of each scenario under valgrind and compares them with the baseline: more
# than a tenth over it fails. After a change that costs or saves on purpose:
#
#     benches/instructions/check.sh --write
#
# Hash tables are seeded at random, so that counts differ by some tenths of a percent from run to run.
set -euo pipefail
cd "$(dirname "$0")/../.."
baseline=benches/instructions/baseline.tsv
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

# Without link-time optimization: sooner built, and as good for comparing.
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_STRIP=none
cargo build --locked --release --bench instructions --message-format=json \
    --config 'profile.release.package.nutgraf.codegen-units=1' >"$work/made" 2>"$work/log" ||
    { cat "$work/log" >&2; exit 1; }
bench=$(python3 - "$work/made" <<'END'
import json, sys

for line in open(sys.argv[1], encoding="utf-8"):
    made = json.loads(line)
    if made.get("executable") and made["target"]["name"] == "instructions":
        print(made["executable"])
END
)

valgrind --tool=callgrind --callgrind-out-file="$work/counts" \
    --toggle-collect='instructions::measured' --dump-after='instructions::measured' \
    "$bench" >"$work/names" 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
while read -r name; do
    number=$((${number:-0} + 1))
    printf '%s\t%s\n' "$name" "$(awk '/^(totals|summary):/ { count = $2 } END { print count }' "$work/counts.$number")"
done <"$work/names" >"$work/found.tsv"

if [ "${1:-}" = --write ]; then
    cp "$work/found.tsv" "$baseline"
fi
python3 - "$baseline" "$work/found.tsv" <<'END'
import sys

def read(path):
    with open(path, encoding="utf-8") as file:
        return {name: int(count) for name, count in (line.rstrip("\n").split("\t") for line in file)}

baseline, found = map(read, sys.argv[1:])
worse = []
for name, count in found.items():
    before = baseline.get(name)
    change = f"{100 * (count / before - 1):+6.1f}%" if before else "    new"
    print(f"{name:24} {count:>12,} {change}")
    if before and count > 1.1 * before:
        worse.append(name)
gone = baseline.keys() - found.keys()
if worse or gone or found.keys() - baseline.keys():
    print(f"over the baseline by more than 10%: {worse}; only in one of the two: "
          f"{sorted(gone | (found.keys() - baseline.keys()))}")
    sys.exit(1)
END
