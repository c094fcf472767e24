"""LIBERO's tasks as an `Environment`."""

from __future__ import annotations

import contextlib
import io
import os

# Before the import: MuJoCo chooses once. EGL needs no screen.
os.environ.setdefault("MUJOCO_GL", "egl")

import numpy as np
from libero.libero import benchmark
from libero.libero.envs import OffScreenRenderEnv
from robosuite.utils.errors import RandomizationError

from bridge import Action, BridgeError, Observation
from panda import ACTION_WIDTHS, CONTROL_HZ, STANDING_STILL, observation, to_simulator

# Control steps after which an episode has failed, from Isaac-GR00T: more than the longest demonstration of the suite.
MAX_STEPS = {"libero_spatial": 220, "libero_object": 280, "libero_goal": 600, "libero_10": 1000, "libero_90": 400}
SETTLING_STEPS = 10


class LiberoWorld:
    """One task of one suite.

    `fixed_start` begins episodes at the states that LIBERO evaluates at, seed 0 at the first of them. Without it the
    seed places the objects, for demonstrations: they must not show what is evaluated later.
    """

    action_widths = ACTION_WIDTHS
    control_hz = CONTROL_HZ

    def __init__(self, suite: str, task: int, resolution: int, fixed_start: bool = True) -> None:
        tasks = load_suite(suite)
        if not 0 <= task < tasks.n_tasks:
            raise BridgeError(f"{suite} has tasks 0 to {tasks.n_tasks - 1}, not {task}")
        self.instruction: str = tasks.get_task(task).language
        self.max_steps = MAX_STEPS.get(suite, 600)
        self.resolution = resolution
        self.starts = tasks.get_task_init_states(task) if fixed_start else None
        # No camera observations, since a picture costs ten times a step: `observe` renders when it is asked. A hard
        # reset would load all meshes again; a soft one places the same objects. The horizon, after which robosuite
        # refuses to go on, is longer than any episode.
        self.simulator = OffScreenRenderEnv(
            bddl_file_name=tasks.get_task_bddl_file_path(task),
            use_camera_obs=False,
            hard_reset=False,
            horizon=1_000_000,
        )

    def reset(self, seed: int) -> None:
        self.simulator.seed(seed)
        self.numbers = self.place()
        if self.starts is not None:
            self.numbers = self.simulator.set_init_state(self.starts[seed % len(self.starts)])
        # Objects begin a little above the table.
        for _ in range(SETTLING_STEPS):
            self.move(STANDING_STILL)

    def place(self) -> dict[str, np.ndarray]:
        # The wrapper's own reset swallows every exception, Ctrl-C too, hence `env`.
        for _ in range(100):
            try:
                return self.simulator.env.reset()
            except RandomizationError:
                continue
        raise BridgeError("LIBERO found no place for its objects in 100 tries")

    def observe(self) -> Observation:
        return observation(self.simulator, self.numbers, self.instruction, self.resolution)

    def step(self, action: Action) -> bool:
        return self.move(to_simulator(action))

    def move(self, command: np.ndarray) -> bool:
        """A command in the simulator's units, and whether the task is done."""
        self.numbers, _, done, _ = self.simulator.step(command)
        return bool(done)

    def close(self) -> None:
        self.simulator.close()


def load_suite(name: str) -> benchmark.Benchmark:
    suites = benchmark.get_benchmark_dict()
    if name not in suites:
        raise BridgeError(f"there is no suite '{name}'; LIBERO's own are {', '.join(MAX_STEPS)}")
    # It tells the order of its tasks, which is of no use here.
    with contextlib.redirect_stdout(io.StringIO()):
        return suites[name]()
