#!/usr/bin/env python3
"""Why Sources/NeuralNetwork/Heads.swift multiplies attention itself on a CPU: libtorch's fused kernel against two batched
products with a softmax between, in bfloat16, at the sizes of N1.5. Needs a Python with torch; prints milliseconds.

    MALLOC_MMAP_THRESHOLD_=33554432 MALLOC_TRIM_THRESHOLD_=536870912 OMP_PROC_BIND=true OMP_PLACES={0},{1} Benchmarks/attention.py
"""
import time

import torch
import torch.nn.functional as functional

torch.set_num_threads(2)
torch.set_grad_enabled(False)


def milliseconds(body, rounds=12):
    body(), body()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        body()
        times.append(time.perf_counter() - start)
    return sorted(times)[rounds // 2] * 1e3


def batched(query, key, value):
    scores = torch.bmm(query[0] * query.shape[-1] ** -0.5, key[0].transpose(1, 2))
    return torch.bmm(scores.softmax(-1, dtype=torch.float32).bfloat16(), value[0])


for name, heads, rows, columns, width in (
    ("vision", 16, 256, 256, 72), ("language", 16, 294, 294, 128), ("vl self-attention", 32, 294, 294, 64),
    ("DiT, cross", 32, 49, 294, 48), ("DiT, self", 32, 49, 49, 48),
):
    draw = lambda length: torch.randn(1, heads, length, width).bfloat16()
    query, key, value = draw(rows), draw(columns), draw(columns)
    fused = milliseconds(lambda: functional.scaled_dot_product_attention(query, key, value))
    print(f"{name:18} fused {fused:6.2f}  batched {milliseconds(lambda: batched(query, key, value)):6.2f}")
