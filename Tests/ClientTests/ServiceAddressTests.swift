import Client
import Testing

@Suite struct ServiceAddressTests {
    @Test(arguments: [
        ("localhost", "tcp://localhost:5555"), ("192.168.1.20", "tcp://192.168.1.20:5555"),
        ("::1", "tcp://[::1]:5555"), ("[fe80::1%eth0]", "tcp://[fe80::1%eth0]:5555"),
        ("jetson-3.local", "tcp://jetson-3.local:5555"),
    ])
    func hostsAreNamesAndAddresses(host: String, address: String) throws {
        #expect("\(try ServiceAddress(host: host))" == address)
    }

    @Test(arguments: ["", "tcp://localhost", "localhost:5555", "a b", "a/b", "ä", "*", "[]", "a\nb"])
    func otherTextsAreNoHosts(host: String) {
        #expect(throws: ClientError.badHost(host)) { try ServiceAddress(host: host) }
    }

    @Test(arguments: [0, -1, 65536, Int.max])
    func portsHaveABound(port: Int) {
        #expect(throws: ClientError.badPort(port)) { try ServiceAddress(port: port) }
    }

    @Test func optionsAreChecked() throws {
        let address = try ServiceAddress()
        for timeout in [Duration.zero, .seconds(-1), .seconds(Int64.max)] {
            #expect(throws: ClientError.badTimeout(timeout)) { try ClientOptions(address: address, timeout: timeout) }
        }
        #expect(throws: ClientError.badAttempts(0)) { try ClientOptions(address: address, attempts: 0) }
    }
}
