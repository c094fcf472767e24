"""Demonstrations of LIBERO's pick-and-place tasks by a script that knows where things are, as a LeRobot v2.1 dataset.

    record_libero.py --output out/libero --episodes 10

The seed places the objects, so episodes begin elsewhere than those of run_libero.py. Only those that reach the goal are
kept.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bridge import BridgeError, Observation
from episodes import natural, positive, run_program
from lerobot_writer import DatasetWriter
from libero_world import LiberoWorld
from panda import CAMERAS, CONTROL_HZ, POSE, to_dataset

OPEN, CLOSED = -1.0, 1.0
# Metres that the arm is sent at most in a control step, from robosuite's OSC_POSE.
STEP_LENGTH = 0.05
# The fingers take a bowl by its rim: this far from its middle.
RIM = np.array([0, 0.052, 0])
UP = np.array([0, 0, 1])


def waypoints(thing: np.ndarray, goal: np.ndarray) -> Iterator[tuple[np.ndarray, float, float, int]]:
    """Where to go, gripper, how near is near enough (0: stay), and steps at most."""
    hold, place = thing + RIM, goal + RIM
    yield hold + 0.15 * UP, OPEN, 0.02, 60
    yield hold + 0.035 * UP, OPEN, 0.008, 40
    yield hold + 0.035 * UP, CLOSED, 0, 10
    yield hold + 0.2 * UP, CLOSED, 0.03, 40
    yield place + 0.2 * UP, CLOSED, 0.02, 60
    yield place + 0.07 * UP, CLOSED, 0.01, 40
    yield place + 0.07 * UP, OPEN, 0, 10
    yield place + 0.2 * UP, OPEN, 0.02, 40


def places(world: LiberoWorld) -> list[np.ndarray]:
    """Of the two things that the task is about."""
    keys = [f"{name}_pos" for name in world.simulator.obj_of_interest]
    if len(keys) != 2 or any(key not in world.numbers for key in keys):
        raise BridgeError(f"the script can only put one thing on another, not: {world.instruction}")
    return [world.numbers[key].copy() for key in keys]


def commands(world: LiberoWorld, random: np.random.Generator, noise: float) -> Iterator[np.ndarray]:
    """Each is for the state that the world is in when it is asked for."""
    for target, gripper, near, steps in waypoints(*places(world)):
        for _ in range(steps):
            way = target - world.numbers["robot0_eef_pos"]
            if near and np.linalg.norm(way) < near:
                break
            # Noise shows the policy how to come back to the path.
            move = 0.8 * way / STEP_LENGTH + noise * random.standard_normal(3)
            yield np.array([*np.clip(move, -1, 1), 0, 0, 0, gripper])


class Recording:
    """What one episode leaves."""

    def __init__(self) -> None:
        self.states: list[np.ndarray] = []
        self.actions: list[np.ndarray] = []
        self.pictures: dict[str, list[np.ndarray]] = {key: [] for key in CAMERAS}

    def add(self, observation: Observation, command: np.ndarray) -> None:
        self.states.append(np.concatenate([observation[f"state.{key}"][0] for key in (*POSE, "gripper")]))
        self.actions.append(to_dataset(command))
        for key, pictures in self.pictures.items():
            pictures.append(observation[f"video.{key}"][0])

    def write(self, writer: DatasetWriter, instruction: str) -> None:
        numbers = {"observation.state": np.array(self.states), "action": np.array(self.actions)}
        writer.add(instruction, numbers, {feature(key): np.array(value) for key, value in self.pictures.items()})


def feature(camera: str) -> str:
    return f"observation.images.{camera}"


def modality() -> dict:
    """What is where in the columns, for GR00T."""
    pose = {name: {"start": at, "end": at + 1} for at, name in enumerate(POSE)}
    # Beyond the end of an episode a change is padded with zeros, an opening with the last one.
    changes = {name: {**span, "absolute": False} for name, span in pose.items()}
    return {
        "state": {**pose, "gripper": {"start": 6, "end": 8}},
        "action": {**changes, "gripper": {"start": 6, "end": 7}},
        "video": {key: {"original_key": feature(key)} for key in CAMERAS},
        "annotation": {"human.action.task_description": {"original_key": "task_index"}},
    }


def record(world: LiberoWorld, seed: int, noise: float) -> Recording | None:
    """Nothing where the goal was not reached."""
    world.reset(seed)
    recording = Recording()
    for command in commands(world, np.random.default_rng(seed), noise):
        recording.add(world.observe(), command)
        if world.move(command):
            return recording
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, required=True, help="directory of the dataset")
    parser.add_argument("--suite", default="libero_spatial", help="the script is made for the bowls of libero_spatial")
    parser.add_argument("--task", type=natural, default=0, help="number of the task in its suite, from 0")
    parser.add_argument("--episodes", type=positive, default=10, help="demonstrations to keep")
    parser.add_argument("--seed", type=natural, default=0, help="of the first episode; each later one has the next")
    parser.add_argument("--resolution", type=positive, default=256, help="side of the pictures in pixels")
    parser.add_argument("--noise", type=float, default=0.2, help="of the script's moves, 1 is the largest move")
    arguments = parser.parse_args()

    names = {"observation.state": [*POSE, "gripper_left", "gripper_right"], "action": [*POSE, "gripper"]}
    cameras = [feature(key) for key in CAMERAS]
    writer = DatasetWriter(arguments.output, "panda", CONTROL_HZ, names, cameras, modality())
    world = LiberoWorld(arguments.suite, arguments.task, arguments.resolution, fixed_start=False)
    print(f"task: {world.instruction}", flush=True)
    try:
        kept, seed = 0, arguments.seed
        while kept < arguments.episodes:
            if seed - arguments.seed >= 3 * arguments.episodes:
                raise BridgeError(f"the script reached the goal in {kept} of {seed - arguments.seed} episodes only")
            start = time.perf_counter()
            recording = record(world, seed, arguments.noise)
            if recording:
                recording.write(writer, world.instruction)
                kept += 1
            steps = f"{len(recording.states)} steps" if recording else "goal not reached, left out"
            print(f"seed {seed}: {steps}, {time.perf_counter() - start:.0f} s", flush=True)
            seed += 1
    finally:
        world.close()
    print(f"{arguments.output}: {kept} episodes")


if __name__ == "__main__":
    run_program(main)
