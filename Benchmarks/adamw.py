#!/usr/bin/env python3
"""What a step of AdamW costs per parameter: PyTorch's own forms, then this project's (Benchmarks/Optimizer), 100 million
parameters in ten tensors. Needs a Python with torch, and the tool built before:

    swift build -c release --product optimizer-benchmark
    PYTHON Benchmarks/adamw.py [threads [rounds]]

Prints the fastest round in nanoseconds per parameter: anything else that runs on the machine only adds to it.
"""
import pathlib
import subprocess
import sys
import time

import torch

threads, rounds = (int(word) for word in (sys.argv[1:] + ["2", "10"][len(sys.argv) - 1:])[:2])
torch.set_num_threads(threads)


def measure(name, dtype, **form):
    parameters = [torch.randn(10_000_000).to(dtype).requires_grad_() for _ in range(10)]
    optimizer = torch.optim.AdamW(parameters, lr=1e-4, betas=(0.95, 0.999), weight_decay=1e-5, **form)
    best = float("inf")
    for round in range(rounds + 1):
        for parameter in parameters:
            parameter.grad = torch.full_like(parameter, 0.01)
        start = time.perf_counter()
        optimizer.step()
        if round:  # the first makes the moments
            best = min(best, time.perf_counter() - start)
    print(f"{name}: step {best * 1e9 / sum(p.numel() for p in parameters):.3f} ns", flush=True)


measure("PyTorch, float32, fused", torch.float32, fused=True)
measure("PyTorch, float32, for each", torch.float32, foreach=True)
# Moments in bfloat16 and no master: smaller, but a step of less than 0.4 % of a weight is lost.
measure("PyTorch, all in bfloat16, fused", torch.bfloat16, fused=True)
tool = pathlib.Path(__file__).resolve().parent.parent / ".build/release/optimizer-benchmark"
subprocess.run([tool, str(threads), str(rounds)], check=True)
