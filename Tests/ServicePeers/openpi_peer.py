"""Drives a server with openpi-client as it is on PyPI."""

import argparse

import numpy as np
import websockets.exceptions
from openpi_client.action_chunk_broker import ActionChunkBroker
from openpi_client.websocket_client_policy import WebsocketClientPolicy

from peer_files import describe, fail, read_noise, read_observation, report, write_actions


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--token")
    parser.add_argument("--noise", help=".npy file")
    parser.add_argument("--prompt", action="store_true", help="send the instruction as openpi's 'prompt'")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--broker-steps", type=int, default=0, help="also take so many single actions from a chunk")
    parser.add_argument("observation")
    parser.add_argument("output")
    arguments = parser.parse_args()

    observation = read_observation(arguments.observation)
    if arguments.prompt:
        key = next(key for key in observation if key.startswith("annotation."))
        observation["prompt"] = observation.pop(key)[0]
    noise = read_noise(arguments.noise)
    if noise is not None:
        observation["options"] = {"noise": noise}
    try:
        policy = WebsocketClientPolicy(arguments.host, arguments.port, arguments.token)
        for _ in range(arguments.repeat):
            actions = policy.infer(observation)
        single = []
        if arguments.broker_steps:
            broker = ActionChunkBroker(policy, arguments.broker_steps)
            single = [broker.infer(observation)["actions"] for _ in range(arguments.broker_steps)]
    except websockets.exceptions.InvalidStatus as error:
        fail(f"HTTP {error.response.status_code}")
    except (RuntimeError, websockets.exceptions.ConnectionClosed, OSError) as error:
        fail(error)
    write_actions({key: value for key, value in actions.items() if isinstance(value, np.ndarray)}, arguments.output)
    if single:
        np.save(f"{arguments.output}/single.npy", np.stack(single), allow_pickle=False)
    report(
        actions=describe(actions),
        beside={key: value for key, value in actions.items() if not isinstance(value, np.ndarray)},
        metadata={str(key): str(value) for key, value in policy.get_server_metadata().items()},
    )


main()
