"""A server of Isaac-GR00T's protocol as the reference packs it, for the Swift client. It answers with the last state, a quarter
more each step, and the first number of the noise. The first line of its output is its port; it ends with its standard input."""

import argparse
import io
import json
import os
import sys
import threading

import msgpack
import numpy as np
import zmq

HORIZON = 16
CONFIGS = {
    "video": ([0], ["video.ego_view"]),
    "state": ([0], ["state.left_arm", "state.gripper"]),
    "action": (list(range(HORIZON)), ["action.left_arm", "action.gripper"]),
    "language": ([0], ["annotation.human.task_description"]),
}


class Config:
    def __init__(self, modality, indices, keys):
        self.modality, self.indices, self.keys = modality, indices, keys

    def packed(self, dialect):
        if dialect == "n15":
            # As pydantic writes it.
            fields = {"delta_indices": self.indices, "modality_keys": self.keys}
            return {"__ModalityConfig_class__": True, "as_json": json.dumps(fields, separators=(",", ":"))}
        keys = self.keys if self.modality == "language" else [key.split(".", 1)[1] for key in self.keys]
        # N1.6 and N1.7 have more fields, which a client must pass over.
        fields = {"delta_indices": self.indices, "modality_keys": keys, "sin_cos_embedding_keys": None}
        return {"__ModalityConfig_class__": True, "as_json": fields}


class Service:
    def __init__(self, dialect, token):
        self.dialect, self.token, self.running = dialect, token, True

    def pack(self, value):
        if isinstance(value, Config):
            return value.packed(self.dialect)
        file = io.BytesIO()
        np.save(file, value, allow_pickle=False)
        return {"__ndarray_class__": True, "as_npy": file.getvalue()}

    @staticmethod
    def unpack(value):
        return np.load(io.BytesIO(value["as_npy"]), allow_pickle=False) if "__ndarray_class__" in value else value

    def reply(self, message):
        try:
            request = msgpack.unpackb(message, object_hook=self.unpack)
            if self.token and request.get("api_token") != self.token:
                answer = {"error": "Unauthorized: Invalid API token"}
            else:
                answer = self.answer(request.get("endpoint", "get_action"), request.get("data", {}), request)
        except Exception as error:  # noqa: BLE001
            answer = {"error": str(error)}
        return msgpack.packb(answer, default=self.pack)

    def answer(self, endpoint, data, request):
        if endpoint == "ping":
            return {"status": "ok", "message": "Server is running"}
        if endpoint == "kill":
            self.running = False
            return None
        if endpoint == "get_modality_config":
            return {name: Config(name, *config) for name, config in CONFIGS.items()}
        if endpoint == "get_action":
            return self.n15(data, request.get("options", {})) if self.dialect == "n15" else self.n17(**data)
        if endpoint == "reset" and self.dialect == "n17":
            assert set(data) == {"options"}
            return {}
        raise ValueError(f"Unknown endpoint: {endpoint}")

    def n15(self, observation, options):
        assert observation["video.ego_view"].dtype == np.uint8 and observation["video.ego_view"].ndim == 4
        assert isinstance(observation["annotation.human.task_description"], list)
        states = {key.split(".")[1]: value for key, value in observation.items() if key.startswith("state.")}
        assert all(value.dtype == np.float64 and value.ndim == 2 for value in states.values())
        return {f"action.{name}": chunk for name, chunk in self.chunks(states, options).items()}

    def n17(self, observation, options=None):
        # What check_observation of the reference asserts.
        for video in observation["video"].values():
            assert video.dtype == np.uint8 and video.ndim == 5 and video.shape[-1] == 3
        for state in observation["state"].values():
            assert state.dtype == np.float32 and state.ndim == 3
        for key in CONFIGS["language"][1]:
            words = observation["language"][key]
            assert isinstance(words, list) and isinstance(words[0], list) and isinstance(words[0][0], str)
        states = {name: value[0] for name, value in observation["state"].items()}
        return {name: chunk[None] for name, chunk in self.chunks(states, options or {}).items()}, {}

    @staticmethod
    def chunks(states, options):
        offset = np.asarray(options.get("noise", [0])).reshape(-1)[0]
        return {
            name: np.stack([value[-1] + 0.25 * step + offset for step in range(HORIZON)]).astype(np.float32)
            for name, value in states.items()
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dialect", choices=["n15", "n17"], default="n15")
    parser.add_argument("--token")
    arguments = parser.parse_args()

    socket = zmq.Context.instance().socket(zmq.REP)
    print(socket.bind_to_random_port("tcp://127.0.0.1"), flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    service = Service(arguments.dialect, arguments.token)
    while service.running:
        socket.send(service.reply(socket.recv()))
    socket.close(1000)


main()
