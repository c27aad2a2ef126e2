"""`python -m tools.npm run check`: npm with the Node.js of the environment, so the machine needs none."""

import subprocess
import sys

from tools.front_end import run_npm

if __name__ == "__main__":
    try:
        run_npm(*sys.argv[1:])
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
