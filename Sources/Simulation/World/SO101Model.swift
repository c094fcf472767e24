import Foundation
import MuJoCo

/// The SO-101 arm as MJCF, changed for this simulation, with meshes of few triangles.
///
/// As the files have it, with these changes:
/// - only the two pads of the jaws collide, with a friction that holds a cube;
/// - stiffer motors (40 N m/rad), more damping, and no gravity on the links, so that a motor's target is where it comes to stand;
/// - a camera on the gripper.
package struct SO101Model: Sendable {
    /// A part of a scene: the text of an MJCF file without its end tag.
    let xml: String
    /// By the path that the XML names.
    let meshes: [String: [UInt8]]

    private static let motorStiffness = 40.0
    private static let links = [
        "base", "shoulder", "upper_arm", "lower_arm", "wrist", "gripper", "moving_jaw_so101_v1",
    ]
    private static let end = "</mujoco>"
    /// Little give under the motor's 40 N; with MuJoCo's own values a held cube sinks deep into the jaws.
    private static let padStiffness = "solref=\"0.008 1\" solimp=\"0.97 0.99 0.001 0.5 2\""
    /// At 96 pixels that hardly shows, and the time of a picture goes with the triangles.
    private static let meshFraction = 0.03
    /// Simple parts keep their shape.
    private static let fewestTriangles = 800.0

    /// Reads the robot's files: the folder named, or that of ``SimulationAssets/directory(environment:)``.
    ///
    /// - Throws: `WorldError` where files are missing or are others, `PhysicsError.unusableMesh`.
    package static func load(from directory: URL? = nil) throws -> SO101Model {
        let directory = try directory ?? SimulationAssets.directory()
        let url = directory.appending(path: SimulationAssets.modelName)
        let xml = try text(of: url)
        let folder = directory.appending(path: "assets")
        var meshes: [String: [UInt8]] = [:]
        for name in meshNames(in: xml) {
            let stl = try contents(of: folder.appending(path: name))
            let triangles = Double(MeshSimplifier.triangleCount(ofSTL: stl))
            meshes["assets/" + name] = try MeshSimplifier.simplified(
                stl: stl, fraction: max(meshFraction, min(1, fewestTriangles / triangles)), name: name)
        }
        return try SO101Model(xml: changed(xml, file: url.path), meshes: meshes)
    }

    /// The arm without what is only looked at: for kinematics.
    func withoutMeshes() throws(WorldError) -> SO101Model {
        let lines = xml.components(separatedBy: "\n").filter { !$0.contains("mesh=\"") && !$0.contains("<mesh ") }
        return SO101Model(xml: lines.joined(separator: "\n"), meshes: [:])
    }

    /// The arm in a scene: `scene` is MJCF that stands beside the robot's own.
    func compiled(with scene: String) throws(PhysicsError) -> PhysicsModel {
        try PhysicsModel(xml: xml + scene + Self.end, files: meshes)
    }

    private init(xml: String, meshes: [String: [UInt8]]) {
        self.xml = xml
        self.meshes = meshes
    }

    private static func changed(_ xml: String, file: String) throws(WorldError) -> String {
        var text = CheckedText(xml, file: file)
        try text.removeLines(with: "<geom type=\"mesh\" class=\"collision\"", times: 13)
        try text.replace(
            "contype=\"2\" conaffinity=\"2\"",
            with:
                "contype=\"1\" conaffinity=\"1\" condim=\"4\" friction=\"1.5 0.05 0.001\" priority=\"1\" \(padStiffness)",
            times: 2)
        try text.replace(
            "<joint damping=\"0.60\" frictionloss=\"0.052\" armature=\"0.028\"/>",
            with: "<joint damping=\"2\" frictionloss=\"0.02\" armature=\"0.028\"/>")
        try text.replace("<position kp=\"17.8\"/>", with: "<position kp=\"\(motorStiffness)\"/>")
        for link in links {
            try text.replace("<body name=\"\(link)\"", with: "<body name=\"\(link)\" gravcomp=\"1\"")
        }
        try text.replace(
            "<site group=\"3\" name=\"gripperframe\"",
            with: """
                <camera name="wrist" pos="0 0.055 -0.02" xyaxes="1 0 0 0 0.94 -0.34" fovy="70"/>
                <site group="3" name="gripperframe"
                """)
        try text.replace(end, with: "")
        return text.text
    }

    private static func meshNames(in xml: String) -> [String] {
        xml.components(separatedBy: "<mesh file=\"").dropFirst().compactMap { $0.components(separatedBy: "\"").first }
    }

    private static func text(of url: URL) throws(WorldError) -> String {
        guard let text = String(bytes: try contents(of: url), encoding: .utf8) else {
            throw .unreadableAsset(file: url.path, reason: "it is no text in UTF-8")
        }
        return text
    }

    private static func contents(of url: URL) throws(WorldError) -> Data {
        do {
            return try Data(contentsOf: url, options: .mappedIfSafe)
        } catch {
            throw .unreadableAsset(file: url.path, reason: error.localizedDescription)
        }
    }
}
