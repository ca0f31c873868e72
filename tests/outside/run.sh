#!/usr/bin/env bash
# Clients from outside against the built binary. Needs the packages of requirements.txt.
set -euo pipefail
exec python3 "$(dirname "$0")/run.py" "$@"
