#!/usr/bin/env python3
"""Makes everything of the tags that is learned, from articles: heads with the lexical priors,
registers, shortlist, calibration, in this order.

  make_tags.py --data DIR --summaries DIR    both as for train_tags.py

Writes src/tagging/model, the weights in src/tagging/shortlist.rs, those in src/tagging/ranking.rs that
calibrate, and the rows that the tests hold the engine to; prints how good it all is on articles that
were held out. The same articles and the same source give the same bytes. `cargo test` afterwards shows
whose output changed. Needs: pip install lightgbm numpy scipy snowballstemmer
"""
import argparse
import subprocess
import sys


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--summaries", required=True)
    args = parser.parse_args()
    summaries = ["--summaries", args.summaries]
    for step, more in (("train_tags", summaries), ("fit_shortlist", []), ("calibrate_tags", summaries)):
        print(f"# {step}", flush=True)
        subprocess.run([sys.executable, f"training/{step}.py", "--data", args.data, *more], check=True)


if __name__ == "__main__":
    main()
