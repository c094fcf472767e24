import Playground
import Testing

@Suite struct HostCheckTests {
    @Test(arguments: ["127.0.0.1", "127.0.0.1:8090", "localhost:8090", "LOCALHOST", "[::1]:8090", "192.168.0.4:1"])
    func addressesInNumbersAndLocalhostAreAnswered(_ host: String) {
        #expect(HostCheck(host: "127.0.0.1").allows(host))
    }

    @Test(arguments: [
        "evil.example", "evil.example:8090", "127.0.0.1.evil.example", "localhost.evil.example", "", ":8090", "[::1",
        "[::1]evil.example", "127.0.0.1:80:80", "127.1", "0x7f000001",
    ])
    func namesThatOthersCanGiveOutAreNot(_ host: String) { #expect(!HostCheck(host: "127.0.0.1").allows(host)) }

    @Test func nobodyIsNotAnswered() { #expect(!HostCheck(host: "127.0.0.1").allows(nil)) }

    @Test func theNameThatIsListenedOnIsAnswered() {
        #expect(HostCheck(host: "Robot.local").allows("robot.local:8090"))
        #expect(!HostCheck(host: "robot.local").allows("other.local:8090"))
    }
}
