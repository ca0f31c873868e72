#!/usr/bin/env bash
# What the example article costs other tools for summaries or key phrases, and what it costs Nutgraf, in
# one run: processor time, the best of five rounds. Installs the others by name under target/peers.
#
# Usage: benches/peers/run.sh [FILE]   FILE is a JSON request as in examples/
set -euo pipefail
cd "$(dirname "$0")/../.."
article=$(realpath "${1:-examples/article.json}")
venv=target/peers
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
# The pip that Python 3.11 brings stops at what newspaper4k asks of lxml.
"$venv/bin/pip" install --quiet --disable-pip-version-check --upgrade pip
"$venv/bin/pip" install --quiet --disable-pip-version-check -r benches/peers/requirements.txt
cargo build --release --quiet --bin nutgraf
cargo build --release --quiet --manifest-path benches/peers/rust/Cargo.toml --target-dir "$venv/rust"
printf '%-34s %12s\n' 'what' 'µs'
"$venv/rust/release/peers" "$article"
"$venv/bin/python" benches/peers/peers.py "$article" target/release/nutgraf
