"""robosuite's Panda under the keys of libero.yaml, mapped as in Isaac-GR00T's LIBERO example: its datasets fit."""

from __future__ import annotations

from typing import Any

import numpy as np

from bridge import Action, Observation

POSE = ("x", "y", "z", "roll", "pitch", "yaw")
ACTION_WIDTHS = {f"action.{name}": 1 for name in (*POSE, "gripper")}
CAMERAS = {"image": "agentview", "wrist_image": "robot0_eye_in_hand"}
# The simulator's command: change of the pose, gripper open.
STANDING_STILL = np.array([0, 0, 0, 0, 0, 0, -1.0])
# Of LIBERO's demonstrations.
CONTROL_HZ = 20


def observation(simulator: Any, numbers: dict[str, np.ndarray], instruction: str, resolution: int) -> Observation:
    """`simulator` is a robosuite environment (or a wrapper with its `sim`), `numbers` what its last step returned."""
    position, turned = numbers["robot0_eef_pos"], axis_angle(numbers["robot0_eef_quat"])
    pose = np.concatenate([position, turned])
    return {
        **{f"video.{key}": picture(simulator, camera, resolution)[None] for key, camera in CAMERAS.items()},
        **{f"state.{name}": pose[None, at : at + 1] for at, name in enumerate(POSE)},
        "state.gripper": np.array(numbers["robot0_gripper_qpos"])[None],
        "annotation.human.action.task_description": [instruction],
    }


def picture(simulator: Any, camera: str, resolution: int) -> np.ndarray:
    """Turned by 180 degrees, as in the datasets, so that up is up.

    OpenGL's rows begin at the bottom: turning them also swaps left and right. Checkpoints have learnt it that way.
    """
    pixels = simulator.sim.render(camera_name=camera, width=resolution, height=resolution)
    return np.ascontiguousarray(pixels[::-1, ::-1])


def axis_angle(quaternion: np.ndarray) -> np.ndarray:
    """Of a unit quaternion x, y, z, w: axis times angle. The angle is in 0…2π and not wrapped, as in the datasets."""
    w = float(np.clip(quaternion[3], -1, 1))
    sine = np.sqrt(1 - w * w)
    return np.zeros(3) if sine < 1e-9 else quaternion[:3] * (2 * np.arccos(w) / sine)


def to_simulator(action: Action) -> np.ndarray:
    """Changes of the pose go through. The gripper is 1 for open and 0 for closed in the datasets, -1 and 1 here."""
    pose = [float(action[f"action.{name}"][0]) for name in POSE]
    return np.clip([*pose, -1 if float(action["action.gripper"][0]) >= 0.5 else 1], -1, 1)


def to_dataset(command: np.ndarray) -> np.ndarray:
    """The other way round, for recording."""
    return np.append(command[:6], 1.0 if command[6] < 0 else 0.0)
