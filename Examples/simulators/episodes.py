"""Closed-loop episodes of any simulator with a served policy: execution of chunks, rates, pictures."""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from PIL import Image

from bridge import Action, BridgeError, Observation, PolicyClient, check_chunk, check_keys, check_observation
from lerobot_writer import write_video


class Environment(Protocol):
    """What a simulator must offer."""

    instruction: str
    # Width of every action key.
    action_widths: dict[str, int]
    # Control steps after which an episode has failed.
    max_steps: int
    # Control steps per second of the robot's time.
    control_hz: int

    def reset(self, seed: int) -> None:
        """Begins the episode that the seed names."""

    def observe(self) -> Observation:
        """What the policy is to see. Apart from `step`, since pictures are dear and most steps of a chunk need none."""

    def step(self, action: Action) -> bool:
        """One control step; whether the task is done."""

    def close(self) -> None:
        """Gives back what it holds."""


class ChunkedPolicy:
    """Asks for a chunk, gives out its first `horizon` steps one by one, then asks again."""

    def __init__(self, client: PolicyClient, action_widths: dict[str, int], horizon: int) -> None:
        self.client = client
        self.widths = action_widths
        self.horizon = horizon
        self.reset()

    def reset(self) -> None:
        """Forgets what is left of a chunk: it belongs to the episode before."""
        self.waiting: list[Action] = []
        self.requests = 0
        self.seconds = 0.0

    def wants_observation(self) -> bool:
        return not self.waiting

    def action(self, observation: Observation) -> Action:
        if not self.waiting:
            check_observation(observation)
            start = time.perf_counter()
            chunk = self.client.get_action(observation)
            self.seconds += time.perf_counter() - start
            self.requests += 1
            check_chunk(chunk, self.widths, self.horizon)
            self.waiting = [{key: chunk[key][step] for key in self.widths} for step in range(self.horizon)]
        return self.waiting.pop(0)


@dataclass
class Episode:
    """Times are in seconds: of all steps, of all observations, of all requests."""

    success: bool
    steps: int = 0
    observations: int = 0
    requests: int = 0
    stepping: float = 0
    observing: float = 0
    asking: float = 0

    def __str__(self) -> str:
        def each(seconds: float, count: int) -> str:
            return f"{1000 * seconds / max(count, 1):.0f} ms"

        return (
            f"{'success' if self.success else 'failure'} after {self.steps} steps; "
            f"physics {each(self.stepping, self.steps)} a step, "
            f"pictures {each(self.observing, self.observations)} an observation, "
            f"policy {each(self.asking, self.requests)} a chunk ({self.requests} chunks)"
        )


def run_episode(
    environment: Environment, policy: ChunkedPolicy, seed: int, watch: Callable[[Observation], None], every_step: bool
) -> Episode:
    """To its end: the task is done, or the steps are used up. `watch` sees what the policy sees, or every step."""
    policy.reset()
    environment.reset(seed)
    episode = Episode(success=False)
    observation: Observation = {}
    while not episode.success and episode.steps < environment.max_steps:
        if every_step or policy.wants_observation():
            start = time.perf_counter()
            observation = environment.observe()
            episode.observing += time.perf_counter() - start
            episode.observations += 1
            watch(observation)
        action = policy.action(observation)
        start = time.perf_counter()
        episode.success = environment.step(action)
        episode.stepping += time.perf_counter() - start
        episode.steps += 1
    episode.requests, episode.asking = policy.requests, policy.seconds
    return episode


def wilson(successes: int, episodes: int) -> tuple[float, float]:
    """The 95 % interval of a rate (Wilson 1927), which stays honest at 0 and at few episodes."""
    z = 1.959964
    rate = successes / episodes
    middle = rate + z * z / (2 * episodes)
    half = z * math.sqrt(rate * (1 - rate) / episodes + z * z / (4 * episodes * episodes))
    scale = 1 + z * z / episodes
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def summary(episodes: list[Episode]) -> str:
    if not episodes:
        return "no episode was finished"
    successes, count = sum(episode.success for episode in episodes), len(episodes)
    low, high = wilson(successes, count)
    return f"{successes} of {count} episodes succeeded: {successes / count:.0%} (95 % interval {low:.0%} to {high:.0%})"


class Film:
    """Cameras side by side, over the time of one episode."""

    def __init__(self) -> None:
        self.frames: list[np.ndarray] = []

    def watch(self, observation: Observation) -> None:
        self.frames.append(np.hstack([value[0] for key, value in observation.items() if key.startswith("video.")]))

    def write_strip(self, path: Path, moments: int = 6) -> None:
        """From first to last, below each other."""
        chosen = np.linspace(0, len(self.frames) - 1, min(moments, len(self.frames))).round().astype(int)
        Image.fromarray(np.vstack([self.frames[at] for at in chosen])).save(path)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--address", default="tcp://127.0.0.1:5555", help="of `gr00t serve`; GR00T_API_TOKEN is its token"
    )
    parser.add_argument("--timeout", type=float, default=60, help="seconds to wait for a chunk")
    parser.add_argument("--episodes", type=positive, default=5)
    parser.add_argument("--seed", type=natural, default=0, help="of the first episode; each later one has the next")
    parser.add_argument("--horizon", type=positive, default=8, help="steps of a chunk that are executed")
    parser.add_argument(
        "--max-steps", type=positive, help="control steps of an episode at most; the simulator's own if absent"
    )
    parser.add_argument("--resolution", type=positive, default=256, help="side of the pictures in pixels")
    parser.add_argument("--strips", type=Path, metavar="DIR", help="write what the policy saw, one PNG per episode")
    parser.add_argument(
        "--videos", type=Path, metavar="DIR", help="write one MP4 per episode; renders every step, so slower"
    )


def positive(text: str) -> int:
    return at_least(1, text)


def natural(text: str) -> int:
    return at_least(0, text)


def at_least(smallest: int, text: str) -> int:
    value = int(text)
    if value < smallest:
        raise argparse.ArgumentTypeError(f"must be {smallest} or more, not {value}")
    return value


def run(arguments: argparse.Namespace, make: Callable[[], Environment]) -> None:
    """All episodes, with a line for each, and the rate, also where something goes wrong in between."""
    client = PolicyClient(arguments.address, arguments.timeout)
    # Before the simulator, which takes long to make.
    client.ping()
    config = client.modality_config()
    environment = make()
    episodes: list[Episode] = []
    try:
        if arguments.max_steps:
            environment.max_steps = arguments.max_steps
        environment.reset(arguments.seed)
        check_keys(environment.observe(), environment.action_widths, config)
        print(f"task: {environment.instruction}", flush=True)
        policy = ChunkedPolicy(client, environment.action_widths, arguments.horizon)
        for seed in range(arguments.seed, arguments.seed + arguments.episodes):
            film = Film()
            episodes.append(run_episode(environment, policy, seed, film.watch, every_step=arguments.videos is not None))
            print(f"seed {seed}: {episodes[-1]}", flush=True)
            save(film, arguments, seed, environment.control_hz)
    finally:
        print(summary(episodes), flush=True)
        environment.close()
        client.close()


def save(film: Film, arguments: argparse.Namespace, seed: int, frames_per_second: int) -> None:
    if arguments.strips:
        arguments.strips.mkdir(parents=True, exist_ok=True)
        film.write_strip(arguments.strips / f"seed_{seed}.png")
    if arguments.videos:
        write_video(arguments.videos / f"seed_{seed}.mp4", np.array(film.frames), frames_per_second)


def run_program(main: Callable[[], None]) -> None:
    """What a user can mend ends with one line on standard error and a status, not with a traceback."""
    try:
        main()
    except (BridgeError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        sys.exit(130)
