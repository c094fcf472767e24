"""A client of Isaac-GR00T's inference service that packs messages exactly as N1.5's reference does, or as N1.6 and N1.7 do."""

import argparse
import io
import json
import pathlib

import msgpack
import numpy as np
import zmq

from peer_files import describe, fail, read_noise, read_observation, report, write_actions


def pack(value):
    if isinstance(value, np.ndarray):
        file = io.BytesIO()
        np.save(file, value, allow_pickle=False)
        return {"__ndarray_class__": True, "as_npy": file.getvalue()}
    raise TypeError(f"cannot pack {type(value)}")


def unpack(value):
    if "__ModalityConfig_class__" in value:
        config = value["as_json"]
        return json.loads(config) if isinstance(config, str) else config
    if "__ndarray_class__" in value:
        return np.load(io.BytesIO(value["as_npy"]), allow_pickle=False)
    return value


def nested(observation):
    """As N1.6 and N1.7 want it: a batch axis, float32, instructions in lists of lists."""
    result = {"video": {}, "state": {}, "language": {}}
    for key, value in observation.items():
        modality, name = key.split(".", 1)
        if modality == "annotation":
            result["language"][key] = [value]
        else:
            result[modality][name] = value[None] if modality == "video" else value[None].astype(np.float32)
    return result


def flat(observation):
    """As the simulation wrapper of N1.6 and N1.7 wants it."""
    result = {}
    for key, value in observation.items():
        if key.startswith("annotation."):
            result[key] = value[:1]
        else:
            result[key] = value[None] if key.startswith("video.") else value[None].astype(np.float32)
    return result


class Client:
    def __init__(self, address, token, timeout):
        self.token = token
        self.socket = zmq.Context.instance().socket(zmq.REQ)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.socket.setsockopt(zmq.RCVTIMEO, int(1000 * timeout))
        self.socket.connect(address)

    def send(self, message):
        self.socket.send(message)
        try:
            return self.socket.recv()
        except zmq.Again:
            fail("no answer")

    def call(self, endpoint, data=None, options=None):
        request = {"endpoint": endpoint}
        if data is not None:
            request["data"] = data
        if options:
            request["options"] = options
        if self.token:
            request["api_token"] = self.token
        reply = msgpack.unpackb(self.send(msgpack.packb(request, default=pack)), object_hook=unpack)
        if isinstance(reply, dict) and "error" in reply:
            fail(f"Server error: {reply['error']}")
        return reply


def options(arguments):
    values = {
        "noise": read_noise(arguments.noise),
        "executed_steps": arguments.executed_steps,
        "session": arguments.session,
        "timing": arguments.timing or None,
    }
    return {key: value for key, value in values.items() if value is not None}


def action(client, arguments):
    observation = read_observation(arguments.observation)
    asked = options(arguments)
    for _ in range(arguments.repeat):
        if arguments.dialect == "n15":
            actions, info = client.call("get_action", observation, asked), None
        else:
            shape = nested if arguments.dialect == "n17" else flat
            data = {"observation": shape(observation), "options": asked or None}
            actions, info = client.call("get_action", data)
    write_actions({key: value for key, value in actions.items() if isinstance(value, np.ndarray)}, arguments.output)
    beside = {key: value for key, value in actions.items() if not isinstance(value, np.ndarray)}
    report(actions=describe(actions), beside=beside, info=info)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="tcp://127.0.0.1:5555")
    parser.add_argument("--token")
    parser.add_argument("--timeout", type=float, default=120, help="seconds")
    parser.add_argument("--dialect", choices=["n15", "n17", "n17-flat"], default="n15")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ["ping", "kill", "reset", "modality-config"]:
        commands.add_parser(name)
    ask = commands.add_parser("action")
    ask.add_argument("observation")
    ask.add_argument("output")
    ask.add_argument("--noise", help=".npy file")
    ask.add_argument("--executed-steps", type=int)
    ask.add_argument("--session")
    ask.add_argument("--timing", action="store_true")
    ask.add_argument("--repeat", type=int, default=1)
    raw = commands.add_parser("raw", help="sends the bytes of a file and writes those of the answer")
    raw.add_argument("request")
    raw.add_argument("reply")
    arguments = parser.parse_args()

    client = Client(arguments.address, arguments.token, arguments.timeout)
    match arguments.command:
        case "action":
            action(client, arguments)
        case "raw":
            reply = client.send(pathlib.Path(arguments.request).read_bytes())
            pathlib.Path(arguments.reply).write_bytes(reply)
            report(bytes=len(reply))
        case "reset":
            report(reply=client.call("reset", None if arguments.dialect == "n15" else {"options": None}))
        case "modality-config":
            report(reply=client.call("get_modality_config"))
        case command:
            report(reply=client.call(command))


main()
