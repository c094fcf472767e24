"""Writes a LeRobot v2.1 dataset with GR00T's modality.json: numbers as Parquet, pictures as H.264 videos.

What is on the disk is a whole dataset after every episode.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import av
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bridge import BridgeError

CHUNK = 1000


class DatasetWriter:
    """`names` of state and action, `cameras` by feature name, `modality` as meta/modality.json is to be.

    Nothing is written before the first episode.
    """

    def __init__(
        self, root: Path, robot: str, fps: int, names: dict[str, list[str]], cameras: list[str], modality: dict
    ) -> None:
        if root.exists() and any(root.iterdir()):
            raise BridgeError(f"{root} is not empty; give another directory, or remove it")
        self.root, self.robot, self.fps, self.names, self.cameras = root, robot, fps, names, cameras
        self.lengths: list[int] = []
        self.episodes: list[dict] = []
        self.statistics: list[dict] = []
        self.tasks: list[str] = []
        self.modality, self.pictures_size = modality, (0, 0)

    def add(self, task: str, numbers: dict[str, np.ndarray], pictures: dict[str, np.ndarray]) -> None:
        """Numbers are (steps, width), pictures (steps, height, width, 3) uint8, both by feature name."""
        index, length = len(self.lengths), len(next(iter(numbers.values())))
        if task not in self.tasks:
            self.tasks.append(task)
        columns = self.columns(numbers, index, length, self.tasks.index(task))
        name, chunk = f"episode_{index:06d}", f"chunk-{index // CHUNK:03d}"
        for camera in self.cameras:
            write_video(self.root / "videos" / chunk / camera / f"{name}.mp4", pictures[camera], self.fps)
        write_table(self.root / "data" / chunk / f"{name}.parquet", columns)
        self.pictures_size = pictures[self.cameras[0]].shape[1:3]
        self.lengths.append(length)
        self.episodes.append({"episode_index": index, "tasks": [task], "length": length})
        stats = {key: number_statistics(value) for key, value in columns.items()}
        stats |= {camera: picture_statistics(pictures[camera]) for camera in self.cameras}
        self.statistics.append({"episode_index": index, "stats": stats})
        self.write_meta()

    def columns(self, numbers: dict[str, np.ndarray], index: int, length: int, task: int) -> dict[str, np.ndarray]:
        frames = np.arange(length)
        return {
            **{key: value.astype(np.float32) for key, value in numbers.items()},
            "timestamp": (frames / self.fps).astype(np.float32),
            "frame_index": frames,
            "episode_index": np.full(length, index),
            "index": frames + sum(self.lengths),
            "task_index": np.full(length, task),
        }

    def write_meta(self) -> None:
        meta = self.root / "meta"
        meta.mkdir(exist_ok=True)
        write_text(meta / "modality.json", json.dumps(self.modality, indent=4))
        write_text(meta / "tasks.jsonl", lines({"task_index": at, "task": task} for at, task in enumerate(self.tasks)))
        write_text(meta / "episodes.jsonl", lines(self.episodes))
        write_text(meta / "episodes_stats.jsonl", lines(self.statistics))
        # Last: it says how many episodes there are.
        write_text(meta / "info.json", json.dumps(self.info(), indent=4))

    def info(self) -> dict:
        count = len(self.lengths)
        return {
            "codebase_version": "v2.1",
            "robot_type": self.robot,
            "total_episodes": count,
            "total_frames": sum(self.lengths),
            "total_tasks": len(self.tasks),
            "total_videos": count * len(self.cameras),
            "total_chunks": (count + CHUNK - 1) // CHUNK,
            "chunks_size": CHUNK,
            "fps": self.fps,
            "splits": {"train": f"0:{count}"},
            "data_path": "data/chunk-{episode_chunk:03d}/episode_{episode_index:06d}.parquet",
            "video_path": "videos/chunk-{episode_chunk:03d}/{video_key}/episode_{episode_index:06d}.mp4",
            "features": self.features(),
        }

    def features(self) -> dict:
        height, width = self.pictures_size
        video = {"video.height": height, "video.width": width, "video.codec": "h264", "video.pix_fmt": "yuv420p"}
        video |= {"video.is_depth_map": False, "video.fps": self.fps, "video.channels": 3, "has_audio": False}
        axes = ["height", "width", "channels"]
        features: dict = {
            key: {"dtype": "float32", "shape": [len(names)], "names": names} for key, names in self.names.items()
        }
        for camera in self.cameras:
            features[camera] = {"dtype": "video", "shape": [height, width, 3], "names": axes, "info": video}
        features["timestamp"] = {"dtype": "float32", "shape": [1], "names": None}
        for key in ("frame_index", "episode_index", "index", "task_index"):
            features[key] = {"dtype": "int64", "shape": [1], "names": None}
        return features


def lines(rows) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def write_text(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    part.write_text(text)
    os.replace(part, path)


def write_table(path: Path, columns: dict[str, np.ndarray]) -> None:
    arrays = {
        key: pa.FixedSizeListArray.from_arrays(pa.array(value.ravel()), value.shape[1])
        if value.ndim == 2
        else pa.array(value)
        for key, value in columns.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    pq.write_table(pa.table(arrays), part)
    os.replace(part, path)


def write_video(path: Path, pictures: np.ndarray, fps: int) -> None:
    """H.264, a key frame every second one: training reads single frames."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with av.open(str(part), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=fps, options={"crf": "20", "g": "2"})
        stream.height, stream.width = pictures.shape[1:3]
        stream.pix_fmt = "yuv420p"
        for picture in pictures:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    os.replace(part, path)


def number_statistics(values: np.ndarray) -> dict:
    values = values.reshape(len(values), -1).astype(np.float64)
    return statistics(values, axis=0, count=len(values))


def picture_statistics(pictures: np.ndarray) -> dict:
    """Per channel, of colours from 0 to 1, in LeRobot's shape (3, 1, 1); every tenth picture is enough."""
    sample = pictures[::10].astype(np.float64) / 255
    result = statistics(sample, axis=(0, 1, 2), count=len(sample))
    return {key: value if key == "count" else [[[entry]] for entry in value] for key, value in result.items()}


def statistics(values: np.ndarray, axis: int | tuple[int, ...], count: int) -> dict:
    found = {"min": values.min(axis), "max": values.max(axis), "mean": values.mean(axis), "std": values.std(axis)}
    return {key: value.tolist() for key, value in found.items()} | {"count": [count]}
