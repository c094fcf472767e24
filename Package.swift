// swift-tools-version: 6.1
// gr00t-swift: the order of the targets is the order of the data; imports point only upward in this list.
import Foundation
import PackageDescription

/// Where `scripts/bootstrap` unpacks the libraries that come from wheels. Only CTorch, CParquet and CMuJoCo look there.
let dependencies = "\(Context.packageDirectory)/.deps"
let torch = "\(dependencies)/torch"
let arrow = "\(dependencies)/pyarrow"
let mujoco = "\(dependencies)/mujoco"

func linked(_ directory: String, _ libraries: String...) -> [LinkerSetting] {
    [.unsafeFlags(["-L\(directory)", "-Xlinker", "-rpath", "-Xlinker", directory])]
        + libraries.map { .linkedLibrary($0) }
}

/// For the tests and the command line: what they call is optimised, they themselves compile in a third of the time.
let unoptimised: [SwiftSetting] = [.unsafeFlags(["-Onone"])]

let package = Package(
    name: "gr00t-swift",
    products: [
        .executable(name: "gr00t", targets: ["gr00t"]),
        .library(name: "GR00T", targets: ["Embodiment", "Dataset", "Transforms", "Model", "Policy", "Evaluation"]),
        // For the robot's own program: no libtorch.
        .library(name: "GR00TClient", targets: ["Embodiment", "Client", "Control", "Robot"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Tensors
        .target(
            name: "CTorch",
            exclude: ["gloo-stubs/README.md"],
            cxxSettings: [
                .headerSearchPath("gloo-stubs"),
                .unsafeFlags(
                    ["\(torch)/include", "\(torch)/include/torch/csrc/api/include"].flatMap { ["-isystem", $0] }),
            ],
            linkerSettings: linked("\(torch)/lib", "torch_cpu", "c10", "stdc++")),
        .target(name: "Torch", dependencies: ["CTorch"]),

        .target(name: "Threads"),

        // Files
        .systemLibrary(name: "COpenSSL"),
        .target(name: "Installation"),
        .target(name: "Checkpoint", dependencies: ["COpenSSL", "Installation"]),
        .target(name: "NeuralNetwork", dependencies: ["Torch", "Checkpoint"]),
        .target(name: "Distributed", dependencies: ["Torch", "CTorch"]),
        .systemLibrary(name: "CMedia"),
        .target(name: "Media", dependencies: ["CMedia"]),
        .systemLibrary(name: "CCairo"),
        .target(name: "Plotting", dependencies: ["CCairo", "Media"]),
        .target(name: "Tracking"),
        .target(
            name: "CParquet",
            cxxSettings: [.unsafeFlags(["-isystem", "\(arrow)/include"])],
            linkerSettings: linked(arrow, "parquet", "arrow", "stdc++")),
        .target(name: "Parquet", dependencies: ["CParquet"]),

        // The path of the data
        .target(name: "Embodiment", dependencies: ["Media"]),
        .target(name: "Dataset", dependencies: ["Embodiment", "Parquet", "Media", "COpenSSL"]),
        .target(name: "Tokenization"),
        .target(name: "Transforms", dependencies: ["Embodiment", "Dataset", "Media", "Tokenization", "Yams"]),
        .target(name: "Model", dependencies: ["Embodiment", "NeuralNetwork", "Checkpoint", "Torch"]),
        .target(name: "Control", dependencies: ["Embodiment"]),
        .target(
            name: "Policy",
            dependencies: [
                "Embodiment", "Dataset", "Transforms", "Tokenization", "Model", "Control", "NeuralNetwork", "Torch",
                "Checkpoint", "Media", "Threads",
            ]),

        // A simulated robot, and what a policy does with it
        .target(
            name: "CMuJoCo", cSettings: [.unsafeFlags(["-isystem", "\(mujoco)/include"])],
            linkerSettings: linked(mujoco, "mujoco", "meshoptimizer")),
        .target(name: "MuJoCo", dependencies: ["CMuJoCo", "Media"]),
        .target(
            name: "Simulation",
            dependencies: ["MuJoCo", "Embodiment", "Dataset", "Media", "Threads", "Installation"]),
        .target(
            name: "Evaluation",
            dependencies: ["Policy", "Simulation", "Embodiment", "Dataset", "Plotting", "Media"]),

        // Learning
        .target(
            name: "Training",
            dependencies: [
                "Embodiment", "Dataset", "Transforms", "Tokenization", "Media", "Policy", "Model", "NeuralNetwork",
                "Torch", "Checkpoint", "Evaluation", "Distributed", "Tracking", "COpenSSL", "Threads",
            ]),
        .target(
            name: "Grounding",
            dependencies: [
                "Simulation", "Embodiment", "Dataset", "Policy", "Model", "NeuralNetwork", "Torch", "Tokenization",
                "Media", "Threads",
            ]),

        // Robots and their clients
        .target(name: "Wire", dependencies: ["Embodiment", "Media"]),
        .systemLibrary(name: "CZeroMQ"),
        .target(name: "ZeroMQ", dependencies: ["CZeroMQ"]),
        .target(name: "Client", dependencies: ["Embodiment", "Wire", "ZeroMQ", "Media", "Threads"]),
        .target(
            name: "Service",
            dependencies: [
                "Embodiment", "Wire", "ZeroMQ",
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
            ]),
        .target(
            name: "Playground",
            dependencies: [
                "Simulation", "Embodiment", "Media", "Threads", "Service",
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        .systemLibrary(name: "CMediaDevices"),
        .target(name: "Robot", dependencies: ["Embodiment", "Control", "Media", "CMedia", "CMediaDevices", "Threads"]),

        .executableTarget(
            name: "gr00t",
            dependencies: [
                "Robot", "Playground", "Service", "Client", "Wire", "Control", "Grounding", "Training", "Evaluation",
                "Simulation", "MuJoCo", "Policy", "Model", "NeuralNetwork", "Distributed", "Torch", "Transforms",
                "Tokenization", "Dataset", "Checkpoint", "Plotting", "Tracking", "Media", "Embodiment", "Parquet",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: unoptimised),
        .executableTarget(
            name: "optimizer-benchmark", dependencies: ["NeuralNetwork", "Torch"], path: "Benchmarks/Optimizer"),
        .executableTarget(
            name: "service-benchmark", dependencies: ["Client", "Service", "Embodiment", "Media"],
            path: "Benchmarks/Service"),
        .executableTarget(
            name: "simulation-benchmark", dependencies: ["Simulation"], path: "Benchmarks/Simulation"),

        // Tests
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: unoptimised),
        .executableTarget(
            name: "DistributedPeer", dependencies: ["Distributed", "Torch"], path: "Tests/DistributedPeer"),
        .executableTarget(name: "RobotPeer", dependencies: ["Robot"], path: "Tests/RobotPeer"),
    ]
        + [
            ("Torch", ["Torch"]),
            ("NeuralNetwork", ["NeuralNetwork", "Checkpoint"]),
            ("Distributed", ["Distributed", "DistributedPeer", "Torch"]),
            ("Checkpoint", ["Checkpoint"]),
            ("Media", ["Media"]),
            ("Plotting", ["Plotting", "Media"]),
            ("Tracking", ["Tracking"]),
            ("Parquet", ["Parquet"]),
            ("Embodiment", ["Embodiment"]),
            ("Dataset", ["Dataset", "Embodiment", "Media", "Parquet", "Checkpoint"]),
            ("Tokenization", ["Tokenization"]),
            ("Transforms", ["Transforms", "Checkpoint", "Dataset", "Media", "Tokenization"]),
            ("Model", ["Model", "NeuralNetwork", "Torch"]),
            ("Control", ["Control", "Embodiment"]),
            (
                "Policy",
                [
                    "Policy", "Control", "Embodiment", "Transforms", "NeuralNetwork", "Torch", "Dataset", "Checkpoint",
                    "Tokenization", "Model", "Media",
                ]
            ),
            ("Wire", ["Wire", "Embodiment", "Media"]),
            ("Client", ["Client", "Wire", "ZeroMQ", "Embodiment", "Media"]),
            (
                "Service",
                [
                    "Service", "Wire", "ZeroMQ", "Embodiment", "Media",
                    .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                    .product(name: "NIOHPACK", package: "swift-nio-http2"),
                    .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                ]
            ),
            ("Robot", ["Robot", "RobotPeer", "Control", "Embodiment", "Media"]),
            ("MuJoCo", ["MuJoCo", "Media"]),
            ("Simulation", ["Simulation", "MuJoCo", "Dataset", "Embodiment", "Media", "Threads"]),
            (
                "Grounding",
                ["Grounding", "Simulation", "Dataset", "Checkpoint", "Model", "Media", "Tokenization", "Torch"]
            ),
            (
                "Playground",
                [
                    "Playground", "Simulation", "Embodiment", "Media", "Service",
                    .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                ]
            ),
            ("Peer", ["Client", "Service", "Wire", "Embodiment", "Media"]),
            ("Evaluation", ["Evaluation", "Simulation", "Dataset", "Embodiment", "Media", "Plotting"]),
            (
                "Training",
                [
                    "Training", "Dataset", "Embodiment", "Media", "Tokenization", "Transforms", "Model",
                    "NeuralNetwork",
                    "Checkpoint", "Torch", "Distributed", "Tracking", "Parquet", "Policy",
                ]
            ),
            (
                "CommandLine",
                [
                    "gr00t", "Checkpoint", "Dataset", "Media", "Parquet", "Tracking", "Client", "Wire", "Policy",
                    "Transforms", "Torch", "Embodiment",
                ]
            ),
        ].map { (name: String, under: [Target.Dependency]) in
            .testTarget(
                name: "\(name)Tests", dependencies: under + ["TestSupport"], swiftSettings: unoptimised)
        },
    cxxLanguageStandard: .cxx20
)
