/// Answers the requests of one lane after the other, off the socket's thread.
struct LaneWorker: Sendable {
    let endpoints: IsaacEndpoints
    let lanes: ClientLanes
    let outbox: Outbox

    /// Returns when the client has no more requests.
    func work(from first: ClientRequest) async {
        var next: ClientRequest? = first
        while let request = next {
            let reply = await endpoints.reply(to: request)
            outbox.post(request.message.route + [reply])
            next = lanes.next(after: request)
        }
    }
}
