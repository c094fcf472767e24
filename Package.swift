// swift-tools-version: 6.1
// gr00t-swift: the order of the targets is the order of the data; imports point only upward in this list.
import Foundation
import PackageDescription

/// Where `scripts/bootstrap` unpacks the libraries that come from wheels. Only CTorch and CParquet look there.
let dependencies = "\(Context.packageDirectory)/.deps"
let torch = "\(dependencies)/torch"
let arrow = "\(dependencies)/pyarrow"

func linked(_ directory: String, _ libraries: String...) -> [LinkerSetting] {
    [.unsafeFlags(["-L\(directory)", "-Xlinker", "-rpath", "-Xlinker", directory])]
        + libraries.map { .linkedLibrary($0) }
}

let package = Package(
    name: "gr00t-swift",
    products: [
        .executable(name: "gr00t", targets: ["gr00t"]),
        .library(name: "GR00T", targets: ["Embodiment", "Dataset", "Transforms", "Model", "Policy", "Evaluation"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Tensors
        .target(
            name: "CTorch",
            cxxSettings: [.unsafeFlags(["-isystem", "\(torch)/include"])],
            linkerSettings: linked("\(torch)/lib", "torch_cpu", "c10", "stdc++")),
        .target(name: "Torch", dependencies: ["CTorch"]),

        // Files
        .systemLibrary(name: "COpenSSL"),
        .target(name: "Checkpoint", dependencies: ["COpenSSL"]),
        .target(name: "NeuralNetwork", dependencies: ["Torch", "Checkpoint"]),
        .systemLibrary(name: "CMedia"),
        .target(name: "Media", dependencies: ["CMedia"]),
        .systemLibrary(name: "CCairo"),
        .target(name: "Plotting", dependencies: ["CCairo", "Media"]),
        .target(
            name: "CParquet",
            cxxSettings: [.unsafeFlags(["-isystem", "\(arrow)/include"])],
            linkerSettings: linked(arrow, "parquet", "arrow", "stdc++")),
        .target(name: "Parquet", dependencies: ["CParquet"]),

        // The path of the data
        .target(name: "Embodiment", dependencies: ["Media"]),
        .target(name: "Dataset", dependencies: ["Embodiment", "Parquet", "Media"]),
        .target(name: "Tokenization"),
        .target(name: "Transforms", dependencies: ["Embodiment", "Dataset", "Media", "Tokenization", "Yams"]),
        .target(name: "Model", dependencies: ["Embodiment", "NeuralNetwork", "Checkpoint", "Torch"]),
        .target(name: "Policy", dependencies: ["Embodiment", "Dataset", "Transforms", "Tokenization", "Model"]),
        .target(name: "Evaluation", dependencies: ["Policy", "Dataset", "Plotting", "Media"]),
        .executableTarget(
            name: "gr00t",
            dependencies: [
                "Evaluation", "Policy", "Model", "NeuralNetwork", "Torch", "Transforms", "Tokenization", "Dataset",
                "Checkpoint", "Plotting", "Media", "Embodiment", "Parquet",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Tests
        .target(name: "TestSupport", path: "Tests/TestSupport"),
    ]
        + [
            ("Torch", ["Torch"]),
            ("NeuralNetwork", ["NeuralNetwork", "Checkpoint"]),
            ("Checkpoint", ["Checkpoint"]),
            ("Media", ["Media"]),
            ("Plotting", ["Plotting", "Media"]),
            ("Parquet", ["Parquet"]),
            ("Embodiment", ["Embodiment"]),
            ("Dataset", ["Dataset", "Embodiment", "Media", "Parquet", "Checkpoint"]),
            ("Tokenization", ["Tokenization"]),
            ("Transforms", ["Transforms", "Checkpoint", "Dataset", "Media", "Tokenization"]),
            ("Model", ["Model"]),
            ("Policy", ["Policy", "Dataset", "Checkpoint", "Tokenization", "Model", "Media"]),
            ("Evaluation", ["Evaluation", "Dataset", "Embodiment", "Media", "Plotting"]),
            ("CommandLine", ["gr00t", "Checkpoint", "Dataset", "Media", "Parquet"]),
        ].map { (name: String, under: [Target.Dependency]) in
            .testTarget(name: "\(name)Tests", dependencies: under + ["TestSupport"])
        },
    cxxLanguageStandard: .cxx20
)
