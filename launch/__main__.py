"""`python -m launch <order>`: see `launch.cli`."""

import sys

from launch.old_python import refuse

refuse()

from launch.cli import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
