"""`python -m flows` is `casetally`, also where the package is not installed."""

import sys

from flows.cli import main

if __name__ == "__main__":
    sys.exit(main())
