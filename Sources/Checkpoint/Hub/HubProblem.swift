/// What can go wrong between this machine and the Hugging Face hub.
public enum HubProblem: Error, Equatable, CustomStringConvertible {
    case badRepository(String)
    case badRevision(String)
    case badEndpoint(String)
    /// `HF_HUB_OFFLINE` is set and the cache does not have it.
    case offline(repository: String, cache: String)
    /// Neither a directory nor in the cache.
    case notFoundHere(String, cache: String)
    /// The checkpoint that comes with the program did not come with this copy of it.
    case notShipped(String, lookedAt: [String])
    /// 401.
    case needsToken(url: String, tokenSent: Bool)
    /// 403: gated or private.
    case noAccess(url: String, page: String)
    /// 404.
    case notFound(url: String, hint: String)
    /// Any other status that is no success.
    case refused(url: String, status: Int)
    /// After all attempts.
    case unreachable(url: String, reason: String)
    /// The server says something that the protocol does not allow, or that would be unsafe to follow.
    case badAnswer(url: String, reason: String)
    /// A file name that would land outside the snapshot.
    case unsafeFileName(String, repository: String)
    case wrongChecksum(file: String, expected: String, found: String)
    /// Another process has the partial file locked.
    case busy(path: String)

    public var description: String {
        switch self {
        case .badRepository(let text):
            "'\(text)' is not a repository of the hub: write ORGANISATION/NAME, for example nvidia/GR00T-N1.5-3B"
        case .badRevision(let text): "'\(text)' is not a revision: give a branch, a tag or a commit"
        case .badEndpoint(let text): "HF_ENDPOINT is '\(text)': give an address like https://huggingface.co"
        case .offline(let repository, let cache):
            "\(repository) is not in \(cache), and HF_HUB_OFFLINE forbids to download it: unset it, or copy the cache here"
        case .notFoundHere(let text, let cache):
            (try? HubRepository(text)) == nil
                ? "\(text) is not there: check the path, or give the name of a downloaded model (ORGANISATION/NAME)"
                : "'\(text)' is neither a directory nor a model in \(cache): check the path, or run "
                    + "'gr00t model download \(text)'"
        case .notShipped(let name, let places):
            "the checkpoint '\(name)', which comes with the program, is none of \(places.joined(separator: ", ")): run the program "
                + "inside its project, or name another checkpoint"
        case .needsToken(let url, let tokenSent):
            tokenSent
                ? "\(url): the token was not accepted (401). Make a new one at https://huggingface.co/settings/tokens "
                    + "and set HF_TOKEN; or the name is wrong"
                : "\(url): the repository is private, or the name is wrong (401). Set HF_TOKEN to a token from "
                    + "https://huggingface.co/settings/tokens"
        case .noAccess(let url, let page):
            "\(url): access is not granted (403). Open \(page) in a browser, log in, accept the conditions, then set "
                + "HF_TOKEN to a token of that account with read access"
        case .notFound(let url, let hint): "\(url): not found (404). \(hint)"
        case .refused(let url, let status): "\(url): the server answered \(status). Try again later"
        case .unreachable(let url, let reason):
            "\(url): \(reason). Check the network (HF_ENDPOINT chooses a mirror); what has arrived is kept, run it again"
        case .badAnswer(let url, let reason): "\(url): \(reason). Is this a Hugging Face hub? HF_ENDPOINT chooses it"
        case .unsafeFileName(let name, let repository):
            "\(repository) has a file '\(name)' that would leave its directory: do not use this repository"
        case .wrongChecksum(let file, let expected, let found):
            "\(file) arrived damaged: its digest is \(found), not \(expected). It was removed; run it again"
        case .busy(let path): "\(path) is being written by another download: wait for it, then run this again"
        }
    }
}
