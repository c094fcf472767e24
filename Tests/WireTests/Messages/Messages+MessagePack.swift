extension Messages {
    /// msgpack 1.2.4: `packb([None, True, False, 0, 127, 128, 255, 256, 65535, 65536, 2**32-1, 2**32, 2**63-1, -1,
    /// -32, -33, -128, -129, -32768, -32769, -2**31, -2**31-1, -2**63, 0.5, -1e300, "", "a"*31, "b"*32, "c"*256,
    /// "é漢", b"", b"\x00\xff", b"x"*256, [], {}, {"k": [{"n": None}]}, list(range(16)), {str(i): i for i in
    /// range(16)}])`
    static let scalars = bytes(
        """
        3AAmwMPCAH/MgMz/zQEAzf//zgABAADO/////88AAAABAAAAAM9////////////g0N/QgNH/f9GAANL//3//0oAAAADT/////3/////TgAAA
        AAAAAADLP+AAAAAAAADL/jfkPIgAdZygv2FhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWHZIGJiYmJiYmJiYmJiYmJiYmJiYmJiYmJi
        YmJiYmJiYmJi2gEAY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2Nj
        Y2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2Nj
        Y2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2Nj
        Y2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY6XDqea8osQAxAIA/8UBAHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4
        eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4
        eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4
        eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHiQgIGha5GBoW7A3AAQAAECAwQFBgcICQoLDA0O
        D94AEKEwAKExAaEyAqEzA6E0BKE1BaE2BqE3B6E4CKE5CaIxMAqiMTELojEyDKIxMw2iMTQOojE1Dw==
        """)
}
