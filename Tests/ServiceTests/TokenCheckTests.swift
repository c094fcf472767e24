import Service
import Testing

@Suite struct TokenCheckTests {
    @Test(arguments: ["", "s", "secre", "secreT", "secret ", "secretsecret", "\0secret", "geheim"])
    func aWrongTokenIsRefused(token: String) {
        #expect(throws: ServiceError.unauthorized) { try TokenCheck("secret").check(token) }
    }

    @Test func aMissingTokenIsRefused() {
        #expect(TokenCheck("secret").isRequired)
        #expect(throws: ServiceError.unauthorized) { try TokenCheck("secret").check(nil) }
    }

    @Test(arguments: ["secret", "é", "🤖 long enough to be one"])
    func theRightTokenPasses(token: String) throws { try TokenCheck(token).check(token) }

    @Test func withoutATokenEverybodyPasses() throws {
        #expect(!TokenCheck(nil).isRequired)
        try TokenCheck(nil).check(nil)
        try TokenCheck(nil).check("anything")
    }

    @Test func theTextIsTheReferences() {
        #expect("\(ServiceError.unauthorized)" == "Unauthorized: Invalid API token")
        #expect("\(ServiceError.unknownEndpoint("dance"))" == "Unknown endpoint: dance")
    }
}
