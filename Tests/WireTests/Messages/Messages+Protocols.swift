/// Messages of Python's clients. `img` is ``picture``, uint8 [2, 3, 3].
extension Messages {
    /// openpi-client 0.1.2: `msgpack_numpy.packb({"video.front": img, "state.arm": np.array([1.5, -2.5], np.float32),
    /// "state.gripper": np.float64(0.25), "prompt": "pick", "options": {"timing": True, "noise": np.array([0.5,
    /// -0.5], np.float32)}})`
    static let openPIRequest = bytes(
        """
        hat2aWRlby5mcm9udITEC19fbmRhcnJheV9fw8QEZGF0YcQSX4LC2c/rD6Mh19mC+L0QRbjoxAVkdHlwZaN8dTHEBXNoYXBlkwIDA6lzdGF0
        ZS5hcm2ExAtfX25kYXJyYXlfX8PEBGRhdGHECAAAwD8AACDAxAVkdHlwZaM8ZjTEBXNoYXBlkQKtc3RhdGUuZ3JpcHBlcss/0AAAAAAAAKZw
        cm9tcHSkcGlja6dvcHRpb25zgqZ0aW1pbmfDpW5vaXNlhMQLX19uZGFycmF5X1/DxARkYXRhxAgAAAA/AAAAv8QFZHR5cGWjPGY0xAVzaGFw
        ZZEC
        """)

    /// The same package: `packb({"action.arm": arm, "action.gripper": gripper, "actions": np.concatenate([arm,
    /// gripper], 1), "server_timing": {"infer_ms": 12.5, "prev_total_ms": 20.25}})`, where `arm = np.arange(8,
    /// dtype=np.float32).reshape(4, 2)` and `gripper = np.ones((4, 1), np.float32)`.
    static let openPIReply = bytes(
        """
        hKphY3Rpb24uYXJthMQLX19uZGFycmF5X1/DxARkYXRhxCAAAAAAAACAPwAAAEAAAEBAAACAQAAAoEAAAMBAAADgQMQFZHR5cGWjPGY0xAVz
        aGFwZZIEAq5hY3Rpb24uZ3JpcHBlcoTEC19fbmRhcnJheV9fw8QEZGF0YcQQAACAPwAAgD8AAIA/AACAP8QFZHR5cGWjPGY0xAVzaGFwZZIE
        AadhY3Rpb25zhMQLX19uZGFycmF5X1/DxARkYXRhxDAAAAAAAACAPwAAgD8AAABAAABAQAAAgD8AAIBAAACgQAAAgD8AAMBAAADgQAAAgD/E
        BWR0eXBlozxmNMQFc2hhcGWSBAOtc2VydmVyX3RpbWluZ4KoaW5mZXJfbXPLQCkAAAAAAACtcHJldl90b3RhbF9tc8tANEAAAAAAAA==
        """)

    /// json-numpy 2.1.1: `dumps({"observation": {"video.front": img[None], "state.arm": np.array([[1.5, -2.5]]),
    /// "state.gripper": np.float32(0.25), "annotation.human.task_description": ['pick "it"\né😀']}})`
    static let actBody = bytes(
        """
        eyJvYnNlcnZhdGlvbiI6IHsidmlkZW8uZnJvbnQiOiB7Il9fbnVtcHlfXyI6ICJYNExDMmMvckQ2TWgxOW1DK0wwUVJiam8iLCAiZHR5cGUi
        OiAifHUxIiwgInNoYXBlIjogWzEsIDIsIDMsIDNdfSwgInN0YXRlLmFybSI6IHsiX19udW1weV9fIjogIkFBQUFBQUFBK0Q4QUFBQUFBQUFF
        d0E9PSIsICJkdHlwZSI6ICI8ZjgiLCAic2hhcGUiOiBbMSwgMl19LCAic3RhdGUuZ3JpcHBlciI6IHsiX19udW1weV9fIjogIkFBQ0FQZz09
        IiwgImR0eXBlIjogIjxmNCIsICJzaGFwZSI6IFtdfSwgImFubm90YXRpb24uaHVtYW4udGFza19kZXNjcmlwdGlvbiI6IFsicGljayBcIml0
        XCJcblx1MDBlOVx1ZDgzZFx1ZGUwMCJdfX0=
        """)

    /// `json.dumps({"encoded": the text before})`
    static let actEncoded = bytes(
        """
        eyJlbmNvZGVkIjogIntcIm9ic2VydmF0aW9uXCI6IHtcInZpZGVvLmZyb250XCI6IHtcIl9fbnVtcHlfX1wiOiBcIlg0TEMyYy9yRDZNaDE5
        bUMrTDBRUmJqb1wiLCBcImR0eXBlXCI6IFwifHUxXCIsIFwic2hhcGVcIjogWzEsIDIsIDMsIDNdfSwgXCJzdGF0ZS5hcm1cIjoge1wiX19u
        dW1weV9fXCI6IFwiQUFBQUFBQUErRDhBQUFBQUFBQUV3QT09XCIsIFwiZHR5cGVcIjogXCI8ZjhcIiwgXCJzaGFwZVwiOiBbMSwgMl19LCBc
        InN0YXRlLmdyaXBwZXJcIjoge1wiX19udW1weV9fXCI6IFwiQUFDQVBnPT1cIiwgXCJkdHlwZVwiOiBcIjxmNFwiLCBcInNoYXBlXCI6IFtd
        fSwgXCJhbm5vdGF0aW9uLmh1bWFuLnRhc2tfZGVzY3JpcHRpb25cIjogW1wicGljayBcXFwiaXRcXFwiXFxuXFx1MDBlOVxcdWQ4M2RcXHVk
        ZTAwXCJdfX0ifQ==
        """)

    /// Isaac-GR00T N1.7's serializer (msgpack 1.2.4): `{"endpoint": "get_action", "data": {"observation": {"video":
    /// {"front": np.stack([img[None]] * 2)}, "state": {"arm": np.arange(4, dtype=np.float32).reshape(2, 1, 2)},
    /// "language": {"annotation.human.task_description": [["pick"], ["place"]]}}, "options": None}}`
    static let n17Nested = bytes(
        """
        gqhlbmRwb2ludKpnZXRfYWN0aW9upGRhdGGCq29ic2VydmF0aW9ug6V2aWRlb4GlZnJvbnSCsV9fbmRhcnJheV9jbGFzc19fw6Zhc19ucHnE
        pJNOVU1QWQEAdgB7J2Rlc2NyJzogJ3x1MScsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgyLCAxLCAyLCAzLCAzKSwgfSAg
        ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKX4LC2c/rD6Mh19mC+L0QRbjoX4LC2c/rD6Mh19mC+L0Q
        RbjopXN0YXRlgaNhcm2CsV9fbmRhcnJheV9jbGFzc19fw6Zhc19ucHnEkJNOVU1QWQEAdgB7J2Rlc2NyJzogJzxmNCcsICdmb3J0cmFuX29y
        ZGVyJzogRmFsc2UsICdzaGFwZSc6ICgyLCAxLCAyKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg
        ICAgICAgICAKAAAAAAAAgD8AAABAAABAQKhsYW5ndWFnZYHZIWFubm90YXRpb24uaHVtYW4udGFza19kZXNjcmlwdGlvbpKRpHBpY2uRpXBs
        YWNlp29wdGlvbnPA
        """)

    /// The same: `{"endpoint": "get_action", "data": {"observation": {"video.front": np.stack([img[None]] * 2),
    /// "state.arm": np.arange(4, dtype=np.float32).reshape(2, 1, 2), "task": ("pick", "place")}, "options":
    /// {"session": "left", "other": 1}}, "api_token": "secret"}`
    static let n17Flat = bytes(
        """
        g6hlbmRwb2ludKpnZXRfYWN0aW9upGRhdGGCq29ic2VydmF0aW9ug6t2aWRlby5mcm9udIKxX19uZGFycmF5X2NsYXNzX1/DpmFzX25wecSk
        k05VTVBZAQB2AHsnZGVzY3InOiAnfHUxJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDEsIDIsIDMsIDMpLCB9ICAg
        ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIApfgsLZz+sPoyHX2YL4vRBFuOhfgsLZz+sPoyHX2YL4vRBF
        uOipc3RhdGUuYXJtgrFfX25kYXJyYXlfY2xhc3NfX8OmYXNfbnB5xJCTTlVNUFkBAHYAeydkZXNjcic6ICc8ZjQnLCAnZm9ydHJhbl9vcmRl
        cic6IEZhbHNlLCAnc2hhcGUnOiAoMiwgMSwgMiksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg
        ICAgICAgCgAAAAAAAIA/AAAAQAAAQECkdGFza5KkcGlja6VwbGFjZadvcHRpb25zgqdzZXNzaW9upGxlZnSlb3RoZXIBqWFwaV90b2tlbqZz
        ZWNyZXQ=
        """)

    /// The same: `{"endpoint": "reset", "data": {"options": None}}`
    static let n17Reset = bytes(
        """
        gqhlbmRwb2ludKVyZXNldKRkYXRhgadvcHRpb25zwA==
        """)

    /// The same: `({"arm": np.arange(8, dtype=np.float32).reshape(1, 4, 2), "gripper": np.ones((1, 4, 1),
    /// np.float32)}, {})`
    static let n17Reply = bytes(
        """
        koKjYXJtgrFfX25kYXJyYXlfY2xhc3NfX8OmYXNfbnB5xKCTTlVNUFkBAHYAeydkZXNjcic6ICc8ZjQnLCAnZm9ydHJhbl9vcmRlcic6IEZh
        bHNlLCAnc2hhcGUnOiAoMSwgNCwgMiksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg
        CgAAAAAAAIA/AAAAQAAAQEAAAIBAAACgQAAAwEAAAOBAp2dyaXBwZXKCsV9fbmRhcnJheV9jbGFzc19fw6Zhc19ucHnEkJNOVU1QWQEAdgB7
        J2Rlc2NyJzogJzxmNCcsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgxLCA0LCAxKSwgfSAgICAgICAgICAgICAgICAgICAg
        ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKAACAPwAAgD8AAIA/AACAP4A=
        """)

    /// The same: `{"video": ModalityConfig([0], ["front"]), "language": ModalityConfig([0],
    /// ["annotation.human.task_description"])}`, without the fields that are None.
    static let n17Configs = bytes(
        """
        gqV2aWRlb4K4X19Nb2RhbGl0eUNvbmZpZ19jbGFzc19fw6dhc19qc29ugq1kZWx0YV9pbmRpY2VzkQCtbW9kYWxpdHlfa2V5c5GlZnJvbnSo
        bGFuZ3VhZ2WCuF9fTW9kYWxpdHlDb25maWdfY2xhc3NfX8OnYXNfanNvboKtZGVsdGFfaW5kaWNlc5EArW1vZGFsaXR5X2tleXOR2SFhbm5v
        dGF0aW9uLmh1bWFuLnRhc2tfZGVzY3JpcHRpb24=
        """)
}
