"""The client of `gr00t serve`, and checks that say what does not fit before a robot moves."""

from __future__ import annotations

import io
import json
import os
from typing import Any

import msgpack
import numpy as np
import zmq

# Keys as in the data config: "video.*" is (1, height, width, 3) uint8, "state.*" (1, width) float, "annotation.*" one
# string in a list.
Observation = dict[str, Any]
# One step for the simulator, "action.*" (width,); a chunk from the server has (steps, width).
Action = dict[str, np.ndarray]


class BridgeError(Exception):
    """What went wrong, where, and what to do about it."""


def pack(value: Any) -> Any:
    """Arrays travel as whole .npy files, as in Isaac-GR00T's service."""
    if isinstance(value, np.ndarray):
        file = io.BytesIO()
        np.save(file, value, allow_pickle=False)
        return {"__ndarray_class__": True, "as_npy": file.getvalue()}
    raise TypeError(f"cannot send a {type(value).__name__}; arrays, strings and numbers of Python can be sent")


def unpack(value: dict) -> Any:
    if "__ndarray_class__" in value:
        return np.load(io.BytesIO(value["as_npy"]), allow_pickle=False)
    if "__ModalityConfig_class__" in value:
        return json.loads(value["as_json"])
    return value


class PolicyClient:
    """Isaac-GR00T N1.5's protocol over ZeroMQ: one msgpack map to the server, one back."""

    def __init__(self, address: str, timeout: float = 60) -> None:
        """`timeout` is in seconds. A token is in GR00T_API_TOKEN, since other users can read arguments."""
        self.address = address
        self.token = os.environ.get("GR00T_API_TOKEN")
        self.timeout = timeout
        self.socket = zmq.Context.instance().socket(zmq.REQ)
        # What was not delivered must not keep the program from ending.
        self.socket.setsockopt(zmq.LINGER, 0)
        try:
            self.socket.connect(address)
        except zmq.ZMQError as error:
            raise BridgeError(f"'{address}' is no address ({error}); one looks like tcp://127.0.0.1:5555") from error

    def call(self, endpoint: str, data: dict | None = None, timeout: float | None = None) -> Any:
        request: dict[str, Any] = {"endpoint": endpoint}
        if data is not None:
            request["data"] = data
        if self.token:
            request["api_token"] = self.token
        self.socket.send(msgpack.packb(request, default=pack))
        seconds = timeout or self.timeout
        if not self.socket.poll(int(1000 * seconds)):
            raise BridgeError(
                f"no answer to {endpoint} from {self.address} in {seconds:g} s: is `gr00t serve` running there, and is "
                "this its --port?"
            )
        reply = msgpack.unpackb(self.socket.recv(), object_hook=unpack)
        if isinstance(reply, dict) and "error" in reply:
            raise BridgeError(f"the server refuses {endpoint}: {reply['error']}")
        return reply

    def ping(self) -> None:
        # Short: a server that is up answers this at once, even while it computes.
        self.call("ping", timeout=5)

    def modality_config(self) -> dict[str, dict]:
        return self.call("get_modality_config")

    def get_action(self, observation: Observation) -> Action:
        return self.call("get_action", observation)

    def close(self) -> None:
        self.socket.close()


def check_keys(observation: Observation, action_widths: dict[str, int], config: dict[str, dict]) -> None:
    """Compares what the simulator has with the data config that the server was started with."""
    sent, used = set(observation), set(action_widths)
    wanted = {key for name in ("video", "state", "language") for key in config[name]["modality_keys"]}
    answered = set(config["action"]["modality_keys"])
    problems = [f"the server wants {key}, which the simulator does not send" for key in sorted(wanted - sent)]
    problems += [f"the simulator sends {key}, which the server does not know" for key in sorted(sent - wanted)]
    problems += [f"the simulator needs {key}, which the server does not answer" for key in sorted(used - answered)]
    problems += [f"the server answers {key}, which the simulator does not use" for key in sorted(answered - used)]
    for name in ("video", "state"):
        steps = len(config[name]["delta_indices"])
        if steps != 1:
            problems.append(f"the server wants {steps} steps of {name}, this bridge sends one")
    if problems:
        listed = "\n  ".join(problems)
        raise BridgeError(f"the keys do not fit; was the server started with this example's --data-config?\n  {listed}")


def check_observation(observation: Observation) -> None:
    for key, value in observation.items():
        shape, kind = np.shape(value), getattr(value, "dtype", None)
        if key.startswith("video."):
            if len(shape) != 4 or shape[0] != 1 or shape[3] != 3 or kind != np.uint8:
                raise BridgeError(f"{key} has shape {shape} and type {kind}; a picture is (1, height, width, 3) uint8")
        elif key.startswith("state."):
            if len(shape) != 2 or shape[0] != 1 or kind is None or not np.issubdtype(kind, np.floating):
                raise BridgeError(f"{key} has shape {shape} and type {kind}; a state is (1, width) of floats")
            if not np.isfinite(value).all():
                raise BridgeError(f"{key} is not finite: {value}; the simulation has probably become unstable")


def check_chunk(chunk: Action, widths: dict[str, int], horizon: int) -> None:
    for key, width in widths.items():
        if key not in chunk:
            raise BridgeError(f"the server's answer has no {key}, only {', '.join(sorted(chunk))}")
        value = np.asarray(chunk[key])
        if value.ndim != 2 or value.shape[1] != width:
            raise BridgeError(
                f"the server's {key} has shape {value.shape}, the simulator needs (steps, {width}): the checkpoint was "
                "made for another robot"
            )
        if value.shape[0] < horizon:
            raise BridgeError(f"a chunk has {value.shape[0]} steps, --horizon {horizon} asks for more")
        if not np.isfinite(value).all():
            raise BridgeError(f"the server's {key} is not finite")
