import Media
import Simulation

extension PlaySimulation {
    /// Of the larger view.
    private static let viewerQuality = 88

    /// The scene as it now stands, with all that the page shows of it.
    func showScene(_ table: PlayTable) throws {
        clock.restart()
        tell(.scene(table.scene))
        try look(table)
    }

    /// Shows the moment and what the cameras see. What the policy sees goes without loss: the page is to show every pixel as it is.
    func look(_ table: PlayTable) throws {
        tell(.moment(moment(table)))
        tell(.task(table.status))
        let seen = try table.moment.observation().video
        for stream in [CameraStream.front, .wrist] {
            guard let image = seen[stream.name]?.last else { continue }
            show(try ImageFile.encodePNG(image), of: stream)
        }
        let view = try table.world.viewerImage(
            width: table.settings.viewerWidth, height: table.settings.viewerHeight)
        show(try ImageFile.encodeJPEG(view, quality: Self.viewerQuality), of: .viewer)
    }

    func moment(_ table: PlayTable) -> PlayEvent.Moment {
        table.moment(
            paused: isPaused, waiting: waiting, stepsPerSecond: clock.stepsPerSecond(at: .now), speed: clock.speed)
    }

    func greeting(_ table: PlayTable) -> PlayEvent.Hello {
        PlayEvent.Hello(
            policy: table.settings.name, about: table.settings.about, joints: table.joints,
            tasks: TaskKind.allCases.map(\.rawValue), speeds: PlayCommand.speeds,
            instructionLimit: PlayCommand.instructionLimit)
    }
}
