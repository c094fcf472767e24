#!/usr/bin/env python3
"""getAction of this program and of the Python peer, in turn, on the same checkpoint, observation and noise; prints ratios.

    Benchmarks/compare.py --checkpoint DIR --io IO.safetensors --peer-python VENV/bin/python --peer n15_peer.py
                          [--rounds 3] [--repeats 5] [--busy] [--json FILE]

The peer is a script with the interface of n15_peer.py: it runs another implementation on the in.* tensors
of IO and prints one JSON line. --busy keeps one other process computing beside both, without rest. Errors are against this
program in float32: root mean square of the difference over that of the displacement (actions - noise); the cosine is of the actions.
Both use two threads, pinned; nothing else should run.
"""
import argparse, json, math, multiprocessing, os, shutil, statistics, struct, subprocess, tempfile

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--checkpoint", required=True)
parser.add_argument("--io", required=True, help="in.* tensors, as n15_peer.py make-io writes them")
parser.add_argument("--peer-python", required=True)
parser.add_argument("--peer", required=True)
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--repeats", type=int, default=5)
parser.add_argument("--busy", action="store_true")
parser.add_argument("--json")
args = parser.parse_args()
root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
program = os.path.join(root, ".build/release/gr00t")


def tensor(path, name):
    """A float32 tensor of a safetensors file, as a list."""
    with open(path, "rb") as file:
        length = struct.unpack("<Q", file.read(8))[0]
        entry = json.loads(file.read(length))[name]
        assert entry["dtype"] == "F32", entry
        begin, end = entry["data_offsets"]
        file.seek(8 + length + begin)
        return struct.unpack(f"<{(end - begin) // 4}f", file.read(end - begin))


def error(actions, exact, noise):
    rms = lambda values: math.sqrt(sum(v * v for v in values))
    return rms([a - b for a, b in zip(actions, exact)]) / rms([b - n for b, n in zip(exact, noise)])


def cosine(a, b):
    dot = lambda x, y: sum(u * v for u, v in zip(x, y))
    return dot(a, b) / math.sqrt(dot(a, a) * dot(b, b))


def ours(precision, output, repeats):
    text = subprocess.run(
        [program, "bench", args.checkpoint, "--io", args.io, "--precision", precision, "--threads", "2",
         "--repeats", str(repeats), "--output", output, "--json"], check=True, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL).stdout
    return json.loads(text)


def peer(output, repeats):
    shutil.copy(args.io, output)
    text = subprocess.run(
        [args.peer_python, args.peer, "infer", "--checkpoint", args.checkpoint, "--io", output, "--dtype", "bf16",
         "--threads", "2", "--repeats", str(repeats)], check=True, stdout=subprocess.PIPE).stdout
    return json.loads(text.decode().strip().splitlines()[-1])


def spin():
    while True:
        pass


work = tempfile.mkdtemp(prefix="compare-")
exact = os.path.join(work, "float32.safetensors")
ours("float32", exact, 1)
busy = multiprocessing.Process(target=spin, daemon=True)
if args.busy:
    busy.start()
runs = {"peer": [], "packed": [], "int8": []}
for _ in range(args.rounds):
    runs["peer"].append(peer(os.path.join(work, "peer.safetensors"), args.repeats))
    for precision in ("packed", "int8"):
        runs[precision].append(ours(precision, os.path.join(work, f"{precision}.safetensors"), args.repeats))
if args.busy:
    busy.terminate()

noise, truth = tensor(args.io, "in.noise"), tensor(exact, "action_pred")
noise = noise[: len(truth)]
median = lambda values: statistics.median(values)
rows = {
    "peer": dict(
        action=median([r["median_s"] for r in runs["peer"]]), start=median([r["cold_start_s"] for r in runs["peer"]]),
        memory=max(r["peak_gib"] for r in runs["peer"]),
        actions=tensor(os.path.join(work, "peer.safetensors"), "b1.action_pred"))
}
for precision in ("packed", "int8"):
    rows[precision] = dict(
        action=median([r["median_seconds"] for r in runs[precision]]),
        start=median([r["start_to_first_action_seconds"] for r in runs[precision]]),
        memory=max(r["peak_resident_bytes"] for r in runs[precision]) / 2**30,
        actions=tensor(os.path.join(work, f"{precision}.safetensors"), "action_pred"))
print(f"{args.rounds} rounds of {args.repeats}, medians" + (", one busy process beside" if args.busy else ""))
print(f"{'':14}{'getAction':>11}{'ratio':>8}{'start':>10}{'memory':>11}{'error':>9}{'cosine':>10}")
names = {"peer": "peer, bf16", "packed": "gr00t, bf16", "int8": "gr00t, int8"}
for key, row in rows.items():
    actions = row.pop("actions")
    row["error"], row["cosine"] = error(actions, truth, noise), cosine(actions, truth)
    row["ratio"] = row["action"] / rows["peer"]["action"]
    print(f"{names[key]:14}{row['action']:>9.3f} s{row['ratio']:>8.3f}{row['start']:>8.2f} s{row['memory']:>7.2f} GiB{row['error']:>8.2%}{row['cosine']:>11.6f}")
if args.json:
    with open(args.json, "w") as file:
        json.dump({"rows": rows, "runs": runs, "busy": args.busy}, file, indent=1)
shutil.rmtree(work)
