import CTorch

/// A number of any dtype, as operators take and return it.
public struct Scalar: Sendable, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    let c: TTScalar

    public init(_ value: Int) { c = TTScalar(d: 0, i: value, kind: 1) }
    public init(_ value: Double) { c = TTScalar(d: value, i: 0, kind: 2) }
    public init(_ value: Float) { self.init(Double(value)) }
    public init(integerLiteral value: Int) { self.init(value) }
    public init(floatLiteral value: Double) { self.init(value) }
    private init(c: TTScalar) { self.c = c }

    public var double: Double { c.kind == 2 ? c.d : Double(c.i) }
    public var int: Int { c.kind == 2 ? Int(c.d) : c.i }

    static func read(_ body: (UnsafeMutablePointer<TTScalar>) -> Bool) -> Scalar {
        var value = TTScalar.none
        check(body(&value))
        return Scalar(c: value)
    }
}

extension Bool {
    static func read(_ body: (UnsafeMutablePointer<Bool>) -> Bool) -> Bool {
        var value = false
        check(body(&value))
        return value
    }
}

extension TTScalar { static let none = TTScalar(d: 0, i: 0, kind: 0) }
extension TTDevice { static let none = TTDevice(type: 0, index: 0, has: false) }
extension TTOptInt { init(_ value: Int?) { self.init(value: value ?? 0, has: value != nil) } }
extension TTOptDouble { init(_ value: Double?) { self.init(value: value ?? 0, has: value != nil) } }
extension TTOptBool { init(_ value: Bool?) { self.init(value: value ?? false, has: value != nil) } }
