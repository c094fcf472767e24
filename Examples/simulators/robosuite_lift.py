"""A second simulator behind the same keys: robosuite's Lift, where the same arm is to lift a red cube.

gr00t serve --model-path CHECKPOINT --data-config libero.yaml --embodiment-tag new_embodiment
robosuite_lift.py --episodes 5
"""

from __future__ import annotations

import argparse
import os

# Before the import: MuJoCo chooses once. EGL needs no screen.
os.environ.setdefault("MUJOCO_GL", "egl")

# The first of these makes robosuite 1.4 fit MuJoCo 3.
import libero.libero.envs  # noqa: F401
import numpy as np
import robosuite

from bridge import Action, Observation
from episodes import add_arguments, run, run_program
from panda import ACTION_WIDTHS, CONTROL_HZ, observation, to_simulator


class LiftWorld:
    """The seed places the cube; done is when it is 4 cm above the table."""

    instruction = "lift the red cube"
    action_widths = ACTION_WIDTHS
    control_hz = CONTROL_HZ
    max_steps = 200

    def __init__(self, resolution: int) -> None:
        self.resolution = resolution
        self.simulator = robosuite.make(
            "Lift",
            robots="Panda",
            controller_configs=robosuite.load_controller_config(default_controller="OSC_POSE"),
            control_freq=CONTROL_HZ,
            has_renderer=False,
            has_offscreen_renderer=True,
            use_camera_obs=False,
            hard_reset=False,
            # After which robosuite refuses to go on.
            horizon=1_000_000,
        )

    def reset(self, seed: int) -> None:
        # robosuite 1.4 draws from numpy's global generator.
        np.random.seed(seed)
        self.numbers = self.simulator.reset()

    def observe(self) -> Observation:
        return observation(self.simulator, self.numbers, self.instruction, self.resolution)

    def step(self, action: Action) -> bool:
        self.numbers = self.simulator.step(to_simulator(action))[0]
        return bool(self.simulator._check_success())

    def close(self) -> None:
        self.simulator.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    arguments = parser.parse_args()
    run(arguments, lambda: LiftWorld(arguments.resolution))


if __name__ == "__main__":
    run_program(main)
