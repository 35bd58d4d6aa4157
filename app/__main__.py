"""``python -m app`` and the command ``inglenook``."""

import multiprocessing
import sys


def main() -> None:
    """Run the app and exit with its status."""
    multiprocessing.freeze_support()
    from app.main import main as run

    sys.exit(run())


if __name__ == "__main__":
    main()
