"""Observations and actions as files, the same for every peer.

A directory has one file per key: video.NAME.npy (uint8 [T, H, W, 3]), state.NAME.npy ([T, D]) and annotation.NAME.txt (one
instruction per line). Actions are written as action.NAME.npy.
"""

import json
import pathlib
import sys

import numpy as np


def read_observation(directory):
    """All keys of an observation, in alphabetical order."""
    observation = {}
    for file in sorted(pathlib.Path(directory).iterdir()):
        if file.suffix == ".npy" and file.name.startswith(("video.", "state.")):
            observation[file.stem] = np.load(file, allow_pickle=False)
        elif file.suffix == ".txt" and file.name.startswith("annotation."):
            observation[file.stem] = file.read_text().splitlines()
    if not observation:
        raise SystemExit(f"{directory} has no video.*.npy, state.*.npy or annotation.*.txt")
    return observation


def read_noise(file):
    """Standard normal numbers, or None."""
    return None if file is None else np.load(file, allow_pickle=False).astype(np.float32)


def write_actions(actions, directory):
    """Writes what numpy made of the actions, dtype and shape as they came."""
    directory = pathlib.Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    for key, value in actions.items():
        name = key if key.startswith("action") else f"action.{key}"
        np.save(directory / f"{name}.npy", value, allow_pickle=False)


def describe(arrays):
    """dtype and shape of each array, for the report."""
    return {key: [str(value.dtype), list(value.shape)] for key, value in arrays.items() if isinstance(value, np.ndarray)}


def report(**found):
    """The last line of the output, for the test that started the peer."""
    print(json.dumps(found, sort_keys=True), flush=True)


def fail(error):
    """Ends with exit code 3: the server said no, in these words."""
    report(error=str(error))
    sys.exit(3)
