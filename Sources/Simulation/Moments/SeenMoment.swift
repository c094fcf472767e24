import Media

/// What both cameras see at one moment, and what is there to be seen.
package struct SeenMoment: Sendable, Equatable {
    package let front: Image
    package let wrist: Image
    package let objects: [SeenObject]

    package init(front: Image, wrist: Image, objects: [SeenObject]) {
        self.front = front
        self.wrist = wrist
        self.objects = objects
    }

    package subscript(name: SeenObject.Name) -> SeenObject? { objects.first { $0.name == name } }
}
