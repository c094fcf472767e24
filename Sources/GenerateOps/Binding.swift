/// How one schema type crosses from Swift, through C, into ATen.
struct Binding: Sendable {
    var swiftType: String
    /// C parameter list for a parameter of this name.
    var c: @Sendable (String) -> String
    /// C++ expression that ATen takes.
    var aten: @Sendable (String) -> String
    /// Swift argument list.
    var pass: @Sendable (String) -> String

    static func find(_ type: String) -> Binding? { table[type] }

    /// Types that every call leaves at their default.
    static let leftAtDefault: Set<String> = ["Layout?", "MemoryFormat?", "MemoryFormat", "Generator?"]

    private static let table: [String: Binding] = [
        "Tensor": Binding(
            swiftType: "Tensor", c: { "TTTensor *_Nonnull \($0)" }, aten: { "T(\($0))" }, pass: { "\($0).handle" }),
        "Tensor?": Binding(
            swiftType: "Tensor?", c: { "TTTensor *_Nullable \($0)" }, aten: { "OptT(\($0))" }, pass: { "\($0)?.handle" }
        ),
        "Tensor[]": list("[Tensor]", "TTTensor *_Nonnull const *_Nonnull", "TList") {
            "\($0).map(\\.handle), \($0).count"
        },
        "Tensor?[]": list("[Tensor?]", "TTTensor *_Nullable const *_Nonnull", "OptTList") {
            "\($0).map { $0?.handle }, \($0).count"
        },
        "int": plain("Int", "long"), "float": plain("Double", "double"), "bool": plain("Bool", "bool"),
        "int?": optional("Int?", "TTOptInt", "OptI"), "float?": optional("Double?", "TTOptDouble", "OptD"),
        "bool?": optional("Bool?", "TTOptBool", "OptB"),
        "int[]": list("[Int]", "const long *_Nonnull", "IList") { "\($0), \($0).count" },
        "int[]?": list("[Int]?", "const long *_Nullable", "OptIList") { "\($0), \($0)?.count ?? 0" },
        "Scalar": Binding(swiftType: "Scalar", c: { "TTScalar \($0)" }, aten: { "S(\($0))" }, pass: { "\($0).c" }),
        "Scalar?": Binding(
            swiftType: "Scalar?", c: { "TTScalar \($0)" }, aten: { "OptS(\($0))" }, pass: { "\($0)?.c ?? .none" }),
        "ScalarType": Binding(
            swiftType: "DType", c: { "int \($0)" }, aten: { "at::ScalarType(\($0))" }, pass: { "\($0).rawValue" }),
        "ScalarType?": Binding(
            swiftType: "DType?", c: { "int \($0)" }, aten: { "OptDT(\($0))" }, pass: { "\($0)?.rawValue ?? -1" }),
        "Device": Binding(swiftType: "Device", c: { "TTDevice \($0)" }, aten: { "Dev(\($0))" }, pass: { "\($0).c" }),
        "Device?": Binding(
            swiftType: "Device?", c: { "TTDevice \($0)" }, aten: { "OptDev(\($0))" }, pass: { "\($0)?.c ?? .none" }),
        "str": Binding(swiftType: "String", c: { "const char *_Nonnull \($0)" }, aten: { $0 }, pass: { $0 }),
        "str?": Binding(
            swiftType: "String?", c: { "const char *_Nullable \($0)" }, aten: { "OptStr(\($0))" }, pass: { $0 }),
    ]

    private static func plain(_ swift: String, _ c: String) -> Binding {
        Binding(swiftType: swift, c: { "\(c) \($0)" }, aten: { $0 }, pass: { $0 })
    }

    private static func optional(_ swift: String, _ c: String, _ convert: String) -> Binding {
        Binding(swiftType: swift, c: { "\(c) \($0)" }, aten: { "\(convert)(\($0))" }, pass: { ".init(\($0))" })
    }

    private static func list(
        _ swift: String, _ c: String, _ convert: String, pass: @escaping @Sendable (String) -> String
    ) -> Binding {
        Binding(
            swiftType: swift, c: { "\(c) \($0), long \($0)_n" }, aten: { "\(convert)(\($0), \($0)_n)" }, pass: pass)
    }
}
