"""A served policy in LIBERO, closed loop, headless.

gr00t serve --model-path CHECKPOINT --data-config libero.yaml --embodiment-tag new_embodiment
run_libero.py --suite libero_spatial --task 0 --episodes 5 --strips out/strips
"""

from __future__ import annotations

import argparse

from episodes import add_arguments, natural, run, run_program


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--suite", default="libero_spatial", help="libero_spatial, _object, _goal, _10, _90, or LIBERO-PRO's"
    )
    parser.add_argument("--task", type=natural, default=0, help="number of the task in its suite, from 0")
    add_arguments(parser)
    arguments = parser.parse_args()

    # Here, so that --help does not wait for the simulator.
    from libero_world import LiberoWorld

    run(arguments, lambda: LiberoWorld(arguments.suite, arguments.task, arguments.resolution))


if __name__ == "__main__":
    run_program(main)
