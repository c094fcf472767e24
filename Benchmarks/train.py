#!/usr/bin/env python3
"""A training step of this program and of the Python peer, in turn, on the same checkpoint and sample; prints ratios.

    Benchmarks/train.py --checkpoint DIR --io IO.safetensors --peer-python VENV/bin/python --peer n15_peer.py
                        [--batch 1 2] [--rounds 3] [--steps 4] [--json FILE]

The peer is a script with the interface of n15_peer.py: it trains projector and DiT in bfloat16 on the in.* tensors of IO (forward,
backward, torch.optim.AdamW, dropout on) and prints one JSON line. This program trains the same with gr00t train bench, with the
backbone in every step and with features made before (--cache-backbone-features), with moments in 8 bits and in float32.
Both use two threads, pinned; nothing else should run. Seconds are medians over the rounds of each process's median step, the
first step left out.
"""
import argparse, json, os, statistics, subprocess

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--checkpoint", required=True)
parser.add_argument("--io", required=True, help="in.* tensors, as n15_peer.py make-io writes them")
parser.add_argument("--peer-python", required=True)
parser.add_argument("--peer", required=True)
parser.add_argument("--batch", type=int, nargs="+", default=[1, 2])
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--steps", type=int, default=4, help="timed steps of each process")
parser.add_argument("--json")
args = parser.parse_args()
root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
program = os.path.join(root, ".build/release/gr00t")


def output(command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()


def ours(batch, *options):
    result = json.loads(output(
        [program, "train", "bench", args.checkpoint, "--io", args.io, "--threads", "2", "--batch-size", str(batch),
         "--steps", str(args.steps), "--json", *options]))
    return result["median_seconds"], result["peak_resident_bytes"] / 2**30


def peer(batch):
    text = output(
        [args.peer_python, args.peer, "train", "--checkpoint", args.checkpoint, "--io", args.io, "--dtype", "bf16",
         "--threads", "2", "--batch", str(batch), "--steps", str(args.steps + 1)])
    result = json.loads(text.strip().splitlines()[-1])
    return statistics.median(sum(step) for step in result["seconds"][1:]), result["peak_gib"]


programs = {
    "peer, bf16": peer,
    "gr00t, bf16, adamw_8bit": lambda batch: ours(batch, "--optim", "adamw_8bit"),
    "gr00t, bf16, adamw_8bit, cached features": lambda batch: ours(batch, "--optim", "adamw_8bit", "--cached-features"),
    "gr00t, bf16, adamw_torch": lambda batch: ours(batch),
    "gr00t, bf16, adamw_torch, cached features": lambda batch: ours(batch, "--cached-features"),
}
report = {}
for batch in args.batch:
    rounds = {name: [] for name in programs}
    for number in range(args.rounds):
        for name, run in programs.items():
            rounds[name].append(run(batch))
            print(f"batch {batch}, round {number + 1}: {name}: {rounds[name][-1][0]:.3f} s, {rounds[name][-1][1]:.2f} GiB", flush=True)
    medians = {name: (statistics.median(s for s, _ in values), max(m for _, m in values)) for name, values in rounds.items()}
    seconds, memory = medians["peer, bf16"]
    print(f"\nbatch {batch}\n| | step | ratio | memory | ratio |\n|---|---|---|---|---|")
    for name, (s, m) in medians.items():
        print(f"| {name} | {s:.2f} s | {s / seconds:.2f} | {m:.2f} GiB | {m / memory:.2f} |")
    print()
    report[batch] = {"medians": medians, "rounds": rounds}
if args.json:
    with open(args.json, "w") as file:
        json.dump(report, file, indent=2)
