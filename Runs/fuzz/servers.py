"""Sends random and mutated messages to the four ports of a server; see Runs/fuzz/servers."""
import base64, json, os, random, socket, struct, subprocess, sys, urllib.request

import msgpack
import numpy
import zmq

count, program, seed = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
draw = random.Random(seed)
IMAGE = numpy.zeros((1, 256, 256, 3), numpy.uint8)


def npy(array):
    import io
    file = io.BytesIO()
    numpy.save(file, array)
    return {"__ndarray_class__": True, "as_npy": file.getvalue()}


def mutated(good):
    """Bytes that are random, or good ones that were flipped, cut, doubled or overwritten."""
    if draw.random() < 0.1:
        return draw.randbytes(draw.randrange(0, 300))
    data = bytearray(good)
    for _ in range(draw.randrange(1, 8)):
        place, kind = draw.randrange(len(data) + 1), draw.random()
        if kind < 0.5 and data:
            data[min(place, len(data) - 1)] = draw.randrange(256)
        elif kind < 0.7:
            data[place:] = b""
        elif kind < 0.85:
            data[place:place] = data[place:place + draw.randrange(1, 40)]
        else:
            data[place:place + 4] = draw.choice([b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x7f\xff\xff\xff"])
    return bytes(data)


observation = {
    "video.webcam": npy(IMAGE[:, :8, :8]), "state.single_arm": npy(numpy.zeros((1, 5))),
    "state.gripper": npy(numpy.zeros((1, 1))), "annotation.human.task_description": ["pick the pear"],
}
isaac = msgpack.packb({"endpoint": "get_action", "data": observation})
body = json.dumps({"observation": {
    "state.gripper": {"__numpy__": base64.b64encode(bytes(8)).decode(), "dtype": "<f8", "shape": [1, 1]},
    "annotation.human.task_description": ["pick the pear"]}}).encode()
http = b"POST /act HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body
handshake = (b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
             b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
inner = msgpack.packb({"state.gripper": 1.0, "prompt": "pick the pear"})
frame = b"\x82" + bytes([0x80 | len(inner)]) + bytes(4) + inner
preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


def h2(kind, flags, stream, payload):
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


path = b"/transport.AsyncInference/SendObservations"
headers = b"\x83\x86\x44" + bytes([len(path)]) + path + b"\x41\x01x\x5f\x10application/grpc"
grpc = preface + h2(4, 0, 0, b"") + h2(1, 4, 1, headers) + h2(0, 1, 1, b"\0\0\0\0\x06\x08\x03\x12\x02\x80\x05")
greeting = b"\xff\0\0\0\0\0\0\0\1\x7f\3\0NULL" + bytes(16) + b"\0" + bytes(31)
ready = b"\4\x19\5READY\x0bSocket-Type\0\0\0\3REQ"
zmtp = greeting + ready + b"\1\0" + b"\2" + struct.pack(">Q", len(isaac)) + isaac


def raw(port, data):
    """One connection; what comes back is not looked at."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(data)
    except OSError:
        pass


def good():
    """The server still acts, and answers on the other ports."""
    subprocess.run([program, "client", "action", "--port", "5801", "--state", "single_arm=5", "gripper=1", "--json"],
                   check=True, stdout=subprocess.DEVNULL)
    assert urllib.request.urlopen("http://127.0.0.1:5802/health", timeout=20).status == 200
    assert urllib.request.urlopen("http://127.0.0.1:5803/healthz", timeout=20).status == 200
    with socket.create_connection(("127.0.0.1", 5804), timeout=20) as line:
        line.sendall(preface + h2(4, 0, 0, b""))
        assert line.recv(9)


context = zmq.Context()
for name, send in [
    ("ZeroMQ, messages", None),
    ("ZeroMQ, bytes", lambda: raw(5801, mutated(zmtp))),
    ("HTTP", lambda: raw(5802, mutated(http))),
    ("WebSocket", lambda: raw(5803, handshake + mutated(frame) if draw.random() < 0.8 else mutated(handshake + frame))),
    ("gRPC", lambda: raw(5804, preface + h2(4, 0, 0, b"") + mutated(grpc[len(preface) + 9:]) if draw.random() < 0.8 else mutated(grpc))),
]:
    answers = 0
    asker = context.socket(zmq.DEALER)
    asker.connect("tcp://127.0.0.1:5801")
    for number in range(count):
        if send:
            send()
        else:
            asker.send_multipart([b"", mutated(isaac)])
            assert asker.poll(20_000), "a message got no answer"
            asker.recv_multipart()
            answers += 1
        if number % 1000 == 999:
            good()
    asker.close(0)
    print(f"{name}: {count} messages, {answers or 'no'} answers looked for, good requests answered", flush=True)
os._exit(0)
