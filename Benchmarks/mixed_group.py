#!/usr/bin/env python3
"""Two ranks, one this program's and one PyTorch's: every collective must give both the same numbers.

Usage: python Benchmarks/mixed_group.py [PEER]
Needs PyTorch, and DistributedPeer as `swift build -c release --product DistributedPeer` makes it.
"""

import os
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import torch
import torch.distributed as dist

peer = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / ".build/release/DistributedPeer"


def run(rank: int) -> None:
    """PyTorch is rank `rank`, the other one is DistributedPeer; the calls are those of its scenario `collectives`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {"RANK": str(1 - rank), "WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port)}
    other = subprocess.Popen([peer, "collectives"], env=os.environ | environment)
    time = timedelta(seconds=30)
    store = dist.TCPStore("127.0.0.1", port, 2, is_master=rank == 0, timeout=time)
    group = dist.ProcessGroupGloo(store, rank, 2, time)
    for dtype in (torch.float32, torch.bfloat16, torch.float64):
        total = torch.full([1000], rank + 1, dtype=dtype)
        group.allreduce(total).wait()
        assert (total == 3).all(), dtype
    value = torch.full([3], rank + 7.0)
    group.broadcast(value, 1).wait()
    assert (value == 8).all()
    for own, all_ranks in ([2.0], [[2.0], [2.0]]), ([rank, 0.5], [[0, 0.5], [1, 0.5]]):  # how many, then what
        gathered = [torch.zeros(len(own), dtype=torch.float64) for _ in range(2)]
        group.allgather(gathered, torch.tensor(own, dtype=torch.float64)).wait()
        assert [g.tolist() for g in gathered] == all_ranks, gathered
    group.barrier().wait()
    print(f"rank {rank} of 2 (PyTorch {torch.__version__}): all collectives right", flush=True)
    assert other.wait(timeout=30) == 0


for rank in 0, 1:
    run(rank)
