"""Drives a server with the robot client of lerobot's asynchronous inference, as it is on PyPI, in front of an arm that always sees
the same and writes down what it is told."""

import argparse
import os
import pathlib
import threading
import time
from dataclasses import dataclass, field

import numpy as np

from peer_files import fail, read_observation, report

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--address", default="127.0.0.1:8080")
parser.add_argument("--state-keys", required=True, help="state keys in the order of the motors: single_arm,gripper")
parser.add_argument("--steps", type=int, default=16, help="actions to carry out")
parser.add_argument("--actions-per-chunk", type=int, default=16)
parser.add_argument("--fps", type=int, default=30)
parser.add_argument("--timeout", type=float, default=120, help="seconds")
parser.add_argument("observation")
parser.add_argument("output")
arguments = parser.parse_args()

# Before lerobot is imported: it writes its log into the working directory.
observation = read_observation(pathlib.Path(arguments.observation).resolve())
output = pathlib.Path(arguments.output).resolve()
output.mkdir(parents=True, exist_ok=True)
os.chdir(output)

from lerobot.async_inference.configs import RobotClientConfig  # noqa: E402
from lerobot.async_inference.robot_client import RobotClient  # noqa: E402
from lerobot.robots import Robot, RobotConfig  # noqa: E402

MOTORS = {
    f"{name}_{index}.pos": float(value)
    for name in arguments.state_keys.split(",")
    for index, value in enumerate(observation[f"state.{name}"][-1])
}
CAMERAS = {key.removeprefix("video."): value[-1] for key, value in observation.items() if key.startswith("video.")}
TASK = next(value[0] for key, value in observation.items() if key.startswith("annotation."))


@RobotConfig.register_subclass("replayed_arm")
@dataclass(kw_only=True)
class ReplayedArmConfig(RobotConfig):
    cameras: dict = field(default_factory=dict)


class ReplayedArm(Robot):
    """An arm whose sensors are a recorded observation."""

    config_class = ReplayedArmConfig
    name = "replayed_arm"

    def __init__(self, config):
        super().__init__(config)
        self.connected = False
        self.performed = []
        self.finished = threading.Event()

    @property
    def observation_features(self):
        return {**dict.fromkeys(MOTORS, float), **{name: frame.shape for name, frame in CAMERAS.items()}}

    @property
    def action_features(self):
        return dict.fromkeys(MOTORS, float)

    @property
    def is_connected(self):
        return self.connected

    @property
    def is_calibrated(self):
        return True

    def connect(self, calibrate=True):
        self.connected = True

    def disconnect(self):
        self.connected = False

    def calibrate(self):
        pass

    def configure(self):
        pass

    def get_observation(self):
        return {**MOTORS, **CAMERAS}

    def send_action(self, action):
        self.performed.append([action[name] for name in MOTORS])
        if len(self.performed) >= arguments.steps:
            self.finished.set()
        return action


def main():
    # A new observation only when the queue is empty, and no mixing: what the arm does is what the server said.
    client = RobotClient(
        RobotClientConfig(
            policy_type="groot",
            pretrained_name_or_path="served",
            robot=ReplayedArmConfig(id="peer", calibration_dir=output),
            actions_per_chunk=arguments.actions_per_chunk,
            server_address=arguments.address,
            chunk_size_threshold=0,
            aggregate_fn_name="latest_only",
            fps=arguments.fps,
        )
    )
    if not client.start():
        fail("the server did not accept the policy instructions")
    begin = time.perf_counter()
    receiver = threading.Thread(target=client.receive_actions, daemon=True)
    loop = threading.Thread(target=client.control_loop, args=(TASK,), daemon=True)
    receiver.start()
    loop.start()
    arm = client.robot
    done = arm.finished.wait(arguments.timeout)
    seconds = time.perf_counter() - begin
    client.shutdown_event.set()
    loop.join(5)
    client.stop()
    if not done:
        fail(f"{len(arm.performed)} of {arguments.steps} actions after {arguments.timeout} s")
    actions = np.array(arm.performed[: arguments.steps], dtype=np.float64)
    np.save(output / "actions.npy", actions, allow_pickle=False)
    report(actions=list(actions.shape), motors=list(MOTORS), chunk=client.action_chunk_size, seconds=round(seconds, 3))
    # Its receiver may wait for the server for seconds.
    os._exit(0)


main()
