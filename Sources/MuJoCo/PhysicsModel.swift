import CMuJoCo

/// A compiled MuJoCo model: what is in a scene, and how it looks. Its states are ``PhysicsState``.
///
/// It belongs to one thread at a time, with its states and renderers. Colours, lights, cameras and contact groups may change
/// at any time; states and renderers show the change at their next step or picture.
package final class PhysicsModel {
    let handle: OpaquePointer
    let view: cmujoco_model_view

    /// Numbers of MuJoCo's elements are their positions in its arrays.
    package enum Kind: String {
        case body, joint, geom, site, camera, light, actuator

        var code: cmujoco_kind {
            switch self {
            case .body: CMUJOCO_BODY
            case .joint: CMUJOCO_JOINT
            case .geom: CMUJOCO_GEOM
            case .site: CMUJOCO_SITE
            case .camera: CMUJOCO_CAMERA
            case .light: CMUJOCO_LIGHT
            case .actuator: CMUJOCO_ACTUATOR
            }
        }
    }

    /// Compiles MJCF, MuJoCo's XML. `files` are the meshes that it names, by the path that MuJoCo would read.
    ///
    /// - Throws: `PhysicsError.invalidModel`.
    package init(xml: String, files: [String: [UInt8]] = [:]) throws(PhysicsError) {
        let memory = CFiles(files)
        var made: OpaquePointer?
        let status = call { message, capacity in
            cmujoco_model_create(xml, memory.list, Int64(memory.list.count), &made, message, capacity)
        }
        switch status {
        case .failed(let reason), .unstable(let reason), .noDisplay(let reason): throw .invalidModel(reason: reason)
        case .done: break
        }
        guard let made else { throw .invalidModel(reason: "there is no memory for it") }
        handle = made
        view = cmujoco_model_view(made)
    }

    deinit { cmujoco_model_free(handle) }

    /// MuJoCo's version, such as `4.0.0`.
    package static var libraryVersion: String { String(cString: cmujoco_version()) }

    /// The number of the element of that name.
    ///
    /// - Throws: `PhysicsError.missingElement`.
    package func number(of kind: Kind, _ name: String) throws(PhysicsError) -> Int {
        let number = cmujoco_find(handle, kind.code, name)
        guard number >= 0 else { throw .missingElement(kind: kind.rawValue, name: name) }
        return Int(number)
    }

    package var positionCount: Int { Int(view.position_count) }
    package var velocityCount: Int { Int(view.velocity_count) }
    package var controlCount: Int { Int(view.control_count) }

    /// Seconds.
    package var timeStep: Double { view.time_step.pointee }

    /// Where the joint's numbers begin in the positions of a state.
    package func positionAddress(ofJoint joint: Int) -> Int {
        Int(view.joint_position_address[checked(joint, view.joint_count)])
    }

    /// Where the joint's numbers begin in the velocities of a state.
    package func velocityAddress(ofJoint joint: Int) -> Int {
        Int(view.joint_velocity_address[checked(joint, view.joint_count)])
    }

    /// Radians, or metres for a slide.
    package func range(ofJoint joint: Int) -> ClosedRange<Double> {
        let start = 2 * checked(joint, view.joint_count)
        return view.joint_range[start]...view.joint_range[start + 1]
    }

    package func controlRange(ofActuator actuator: Int) -> ClosedRange<Double> {
        let start = 2 * checked(actuator, view.control_count)
        return view.control_range[start]...view.control_range[start + 1]
    }

    /// The body that the site is fixed to.
    package func body(ofSite site: Int) -> Int { Int(view.site_body[checked(site, view.site_count)]) }

    func checked(_ number: Int, _ count: Int64) -> Int {
        precondition(number >= 0 && number < count, "there are \(count) of these, number \(number) is none")
        return number
    }
}

/// Files as C sees them, alive as long as this is.
private final class CFiles {
    private(set) var list: [cmujoco_file] = []
    private var memory: [UnsafeMutableRawPointer] = []

    init(_ files: [String: [UInt8]]) {
        for (name, bytes) in files {
            let copy = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 16)
            bytes.withUnsafeBytes {
                copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: $0.count)
            }
            let text = Array(name.utf8CString)
            let start = UnsafeMutablePointer<CChar>.allocate(capacity: text.count)
            start.initialize(from: text, count: text.count)
            memory += [copy, UnsafeMutableRawPointer(start)]
            list.append(cmujoco_file(name: start, bytes: copy, count: Int64(bytes.count)))
        }
    }

    deinit { memory.forEach { $0.deallocate() } }
}
