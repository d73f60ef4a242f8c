"""Run the command line: `python -m foreshock`."""

import sys

from foreshock.cli.main import main

sys.exit(main())
