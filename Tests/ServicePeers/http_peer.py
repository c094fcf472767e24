"""A client of the HTTP service: json-numpy arrays or pictures as JPEG and PNG, as programs without numpy send them."""

import argparse
import base64
import io
import json
import urllib.error
import urllib.request

import json_numpy
import numpy as np

from peer_files import describe, fail, read_noise, read_observation, report, write_actions


def picture(frame, form):
    """A frame as a file: {"__png__": base64}, or a data: URL."""
    from PIL import Image

    file = io.BytesIO()
    kind = "jpeg" if form.startswith("jpeg") else "png"
    Image.fromarray(frame).save(file, kind, **({"quality": 95} if kind == "jpeg" else {}))
    text = base64.b64encode(file.getvalue()).decode()
    return f"data:image/{kind};base64,{text}" if form.endswith("-url") else {f"__{kind}__": text}


class Client:
    def __init__(self, arguments):
        self.url = arguments.url.rstrip("/")
        self.timeout = arguments.timeout
        self.headers = {"Content-Type": "application/json"}
        if arguments.token:
            self.headers["Authorization"] = f"Bearer {arguments.token}"

    def ask(self, path, body=None):
        request = urllib.request.Request(self.url + path, data=body, headers=self.headers)
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            fail(f"HTTP {error.code}: {error.read().decode()}")
        except OSError as error:
            fail(error)


def action(client, arguments):
    observation = read_observation(arguments.observation)
    if arguments.pictures != "array":
        for key in [key for key in observation if key.startswith("video.")]:
            observation[key] = [picture(frame, arguments.pictures) for frame in observation[key]]
    body = {"observation": observation}
    noise = read_noise(arguments.noise)
    if noise is not None:
        body["options"] = {"noise": noise}
    if arguments.encoded:
        body = {"encoded": json_numpy.dumps(body)}
    for _ in range(arguments.repeat):
        actions = json_numpy.loads(client.ask("/act", json_numpy.dumps(body).encode()))
    arrays = {key: value for key, value in actions.items() if isinstance(value, np.ndarray)}
    write_actions(arrays, arguments.output)
    report(actions=describe(actions), beside={key: value for key, value in actions.items() if key not in arrays})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--token")
    parser.add_argument("--timeout", type=float, default=120, help="seconds")
    commands = parser.add_subparsers(dest="command", required=True)
    get = commands.add_parser("get", help="/health, /metrics, /modality-config")
    get.add_argument("path")
    ask = commands.add_parser("action")
    ask.add_argument("observation")
    ask.add_argument("output")
    ask.add_argument("--noise", help=".npy file")
    ask.add_argument("--encoded", action="store_true", help="send the JSON as a text within JSON")
    ask.add_argument("--pictures", choices=["array", "jpeg", "png", "jpeg-url", "png-url"], default="array")
    ask.add_argument("--repeat", type=int, default=1)
    arguments = parser.parse_args()

    client = Client(arguments)
    if arguments.command == "action":
        action(client, arguments)
    else:
        text = client.ask(arguments.path)
        try:
            report(reply=json.loads(text))
        except json.JSONDecodeError:
            report(reply=text)


main()
