"""Runs the outside clients and ends with a line "N passed, N failed"."""

import sys
import unittest
from pathlib import Path

HERE = Path(__file__).parent


def main():
    tests = unittest.defaultTestLoader.discover(str(HERE), pattern="test_*.py", top_level_dir=str(HERE))
    result = unittest.TextTestRunner(verbosity=2).run(tests)
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(0 if result.testsRun and not failed else 1)


if __name__ == "__main__":
    main()
