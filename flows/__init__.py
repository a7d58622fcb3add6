"""When things run: the nightly flow, the settings and the command line.

Importing this package keeps every dependency from calling home; it must therefore come before Prefect.
"""

import logging
import os

# Log lines are for a scheduler that asks for them; the command line shows its own text.
logging.getLogger(__name__).addHandler(logging.NullHandler())

os.environ["DO_NOT_TRACK"] = "1"
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
