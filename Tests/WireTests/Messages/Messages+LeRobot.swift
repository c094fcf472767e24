/// Pickles of lerobot 0.4.4's classes by Python 3.11 with numpy 2.4 and torch 2.11, where `img = np.arange(18,
/// dtype=np.uint8).reshape(2, 3, 3)`. Those of lerobot 0.6.1 name the same classes.
extension Messages {
    /// `pickle.dumps(TimedObservation(1764000000.25, 42, {"shoulder_pan.pos": -12.5, "gripper.pos":
    /// np.float32(30.25), "count": np.int64(-7), "front": img, "turned": np.asfortranarray(np.arange(6,
    /// dtype=np.float32).reshape(2, 3)), "task": "räum auf", "tensor": torch.arange(6,
    /// dtype=torch.float64).reshape(2, 3).t()}, True), 2)`
    static let observationProtocol2 = bytes(
        """
        gAJjbGVyb2JvdC5hc3luY19pbmZlcmVuY2UuaGVscGVycwpUaW1lZE9ic2VydmF0aW9uCnEAKYFxAX1xAihYCQAAAHRpbWVzdGFtcHEDR0Ha
        SSBAEAAAWAgAAAB0aW1lc3RlcHEESypYCwAAAG9ic2VydmF0aW9ucQV9cQYoWBAAAABzaG91bGRlcl9wYW4ucG9zcQdHwCkAAAAAAABYCwAA
        AGdyaXBwZXIucG9zcQhjbnVtcHkuX2NvcmUubXVsdGlhcnJheQpzY2FsYXIKcQljbnVtcHkKZHR5cGUKcQpYAgAAAGY0cQuJiIdxDFJxDShL
        A1gBAAAAPHEOTk5OSv////9K/////0sAdHEPYmNfY29kZWNzCmVuY29kZQpxEFgFAAAAAADDskFxEVgGAAAAbGF0aW4xcRKGcRNScRSGcRVS
        cRZYBQAAAGNvdW50cRdoCWgKWAIAAABpOHEYiYiHcRlScRooSwNoDk5OTkr/////Sv////9LAHRxG2JoEFgQAAAAw7nDv8O/w7/Dv8O/w7/D
        v3EcaBKGcR1ScR6GcR9ScSBYBQAAAGZyb250cSFjbnVtcHkuX2NvcmUubXVsdGlhcnJheQpfcmVjb25zdHJ1Y3QKcSJjbnVtcHkKbmRhcnJh
        eQpxI0sAhXEkaBBYAQAAAGJxJWgShnEmUnEnh3EoUnEpKEsBSwJLA0sDh3EqaApYAgAAAHUxcSuJiIdxLFJxLShLA1gBAAAAfHEuTk5OSv//
        //9K/////0sAdHEvYoloEFgSAAAAAAECAwQFBgcICQoLDA0ODxARcTBoEoZxMVJxMnRxM2JYBgAAAHR1cm5lZHE0aCJoI0sAhXE1aCeHcTZS
        cTcoSwFLAksDhnE4aA2IaBBYGwAAAAAAAAAAAEBAAADCgD8AAMKAQAAAAEAAAMKgQHE5aBKGcTpScTt0cTxiWAQAAAB0YXNrcT1YCQAAAHLD
        pHVtIGF1ZnE+WAYAAAB0ZW5zb3JxP2N0b3JjaC5fdXRpbHMKX3JlYnVpbGRfdGVuc29yX3YyCnFAKGN0b3JjaC5zdG9yYWdlCl9sb2FkX2Zy
        b21fYnl0ZXMKcUFoEFg6AQAAwoACwooKbMO8wpxGw7kgasKoUBkuwoACTcOpAy7CgAJ9cQAoWBAAAABwcm90b2NvbF92ZXJzaW9ucQFNw6kD
        WA0AAABsaXR0bGVfZW5kaWFucQLCiFgKAAAAdHlwZV9zaXplc3EDfXEEKFgFAAAAc2hvcnRxBUsCWAMAAABpbnRxBksEWAQAAABsb25ncQdL
        BHV1LsKAAihYBwAAAHN0b3JhZ2VxAGN0b3JjaApEb3VibGVTdG9yYWdlCnEBWA4AAAA5NDEyOTY3MDk1NTE4NHECWAMAAABjcHVxA0sGTnRx
        BFEuwoACXXEAWA4AAAA5NDEyOTY3MDk1NTE4NHEBYS4GAAAAAAAAAAAAAAAAAAAAAAAAAAAAw7A/AAAAAAAAAEAAAAAAAAAIQAAAAAAAABBA
        AAAAAAAAFEBxQmgShnFDUnFEhXFFUnFGSwBLA0sChnFHSwFLA4ZxSIljY29sbGVjdGlvbnMKT3JkZXJlZERpY3QKcUkpUnFKdHFLUnFMdVgH
        AAAAbXVzdF9nb3FNiHViLg==
        """)

    /// The same in protocol 4.
    static let observationProtocol4 = bytes(
        """
        gASV3QMAAAAAAACMH2xlcm9ib3QuYXN5bmNfaW5mZXJlbmNlLmhlbHBlcnOUjBBUaW1lZE9ic2VydmF0aW9ulJOUKYGUfZQojAl0aW1lc3Rh
        bXCUR0HaSSBAEAAAjAh0aW1lc3RlcJRLKowLb2JzZXJ2YXRpb26UfZQojBBzaG91bGRlcl9wYW4ucG9zlEfAKQAAAAAAAIwLZ3JpcHBlci5w
        b3OUjBZudW1weS5fY29yZS5tdWx0aWFycmF5lIwGc2NhbGFylJOUjAVudW1weZSMBWR0eXBllJOUjAJmNJSJiIeUUpQoSwOMATyUTk5OSv//
        //9K/////0sAdJRiQwQAAPJBlIaUUpSMBWNvdW50lGgNaBCMAmk4lImIh5RSlChLA2gUTk5OSv////9K/////0sAdJRiQwj5/////////5SG
        lFKUjAVmcm9udJRoC4wMX3JlY29uc3RydWN0lJOUaA6MB25kYXJyYXmUk5RLAIWUQwFilIeUUpQoSwFLAksDSwOHlGgQjAJ1MZSJiIeUUpQo
        SwOMAXyUTk5OSv////9K/////0sAdJRiiUMSAAECAwQFBgcICQoLDA0ODxARlHSUYowGdHVybmVklGgjaCVLAIWUaCeHlFKUKEsBSwJLA4aU
        aBOIQxgAAAAAAABAQAAAgD8AAIBAAAAAQAAAoECUdJRijAR0YXNrlIwJcsOkdW0gYXVmlIwGdGVuc29ylIwMdG9yY2guX3V0aWxzlIwSX3Jl
        YnVpbGRfdGVuc29yX3YylJOUKIwNdG9yY2guc3RvcmFnZZSMEF9sb2FkX2Zyb21fYnl0ZXOUk5RCLAEAAIACigps/JxG+SBqqFAZLoACTekD
        LoACfXEAKFgQAAAAcHJvdG9jb2xfdmVyc2lvbnEBTekDWA0AAABsaXR0bGVfZW5kaWFucQKIWAoAAAB0eXBlX3NpemVzcQN9cQQoWAUAAABz
        aG9ydHEFSwJYAwAAAGludHEGSwRYBAAAAGxvbmdxB0sEdXUugAIoWAcAAABzdG9yYWdlcQBjdG9yY2gKRG91YmxlU3RvcmFnZQpxAVgOAAAA
        OTQxMjk2NzA5NTUxODRxAlgDAAAAY3B1cQNLBk50cQRRLoACXXEAWA4AAAA5NDEyOTY3MDk1NTE4NHEBYS4GAAAAAAAAAAAAAAAAAAAAAAAA
        AAAA8D8AAAAAAAAAQAAAAAAAAAhAAAAAAAAAEEAAAAAAAAAUQJSFlFKUSwBLA0sChpRLAUsDhpSJjAtjb2xsZWN0aW9uc5SMC09yZGVyZWRE
        aWN0lJOUKVKUdJRSlHWMB211c3RfZ2+UiHViLg==
        """)

    /// The same in protocol 5.
    static let observationProtocol5 = bytes(
        """
        gAWV3AMAAAAAAACMH2xlcm9ib3QuYXN5bmNfaW5mZXJlbmNlLmhlbHBlcnOUjBBUaW1lZE9ic2VydmF0aW9ulJOUKYGUfZQojAl0aW1lc3Rh
        bXCUR0HaSSBAEAAAjAh0aW1lc3RlcJRLKowLb2JzZXJ2YXRpb26UfZQojBBzaG91bGRlcl9wYW4ucG9zlEfAKQAAAAAAAIwLZ3JpcHBlci5w
        b3OUjBZudW1weS5fY29yZS5tdWx0aWFycmF5lIwGc2NhbGFylJOUjAVudW1weZSMBWR0eXBllJOUjAJmNJSJiIeUUpQoSwOMATyUTk5OSv//
        //9K/////0sAdJRiQwQAAPJBlIaUUpSMBWNvdW50lGgNaBCMAmk4lImIh5RSlChLA2gUTk5OSv////9K/////0sAdJRiQwj5/////////5SG
        lFKUjAVmcm9udJSME251bXB5Ll9jb3JlLm51bWVyaWOUjAtfZnJvbWJ1ZmZlcpSTlCiWEgAAAAAAAAAAAQIDBAUGBwgJCgsMDQ4PEBGUaBCM
        AnUxlImIh5RSlChLA4wBfJROTk5K/////0r/////SwB0lGJLAksDSwOHlIwBQ5R0lFKUjAZ0dXJuZWSUaCQolhgAAAAAAAAAAAAAAAAAQEAA
        AIA/AACAQAAAAEAAAKBAlGgTSwJLA4aUjAFGlHSUUpSMBHRhc2uUjAlyw6R1bSBhdWaUjAZ0ZW5zb3KUjAx0b3JjaC5fdXRpbHOUjBJfcmVi
        dWlsZF90ZW5zb3JfdjKUk5QojA10b3JjaC5zdG9yYWdllIwQX2xvYWRfZnJvbV9ieXRlc5STlEIsAQAAgAKKCmz8nEb5IGqoUBkugAJN6QMu
        gAJ9cQAoWBAAAABwcm90b2NvbF92ZXJzaW9ucQFN6QNYDQAAAGxpdHRsZV9lbmRpYW5xAohYCgAAAHR5cGVfc2l6ZXNxA31xBChYBQAAAHNo
        b3J0cQVLAlgDAAAAaW50cQZLBFgEAAAAbG9uZ3EHSwR1dS6AAihYBwAAAHN0b3JhZ2VxAGN0b3JjaApEb3VibGVTdG9yYWdlCnEBWA4AAAA5
        NDEyOTY3MDk1NTE4NHECWAMAAABjcHVxA0sGTnRxBFEugAJdcQBYDgAAADk0MTI5NjcwOTU1MTg0cQFhLgYAAAAAAAAAAAAAAAAAAAAAAAAA
        AADwPwAAAAAAAABAAAAAAAAACEAAAAAAAAAQQAAAAAAAABRAlIWUUpRLAEsDSwKGlEsBSwOGlImMC2NvbGxlY3Rpb25zlIwLT3JkZXJlZERp
        Y3SUk5QpUpR0lFKUdYwHbXVzdF9nb5SIdWIu
        """)

    /// numpy 1.26: `pickle.dumps(TimedObservation(1.5, 3, {"gripper.pos": np.float32(30.25), "front": img}), 4)`
    static let observationOfNumpy1Protocol4 = bytes(
        """
        gASVcQEAAAAAAACMH2xlcm9ib3QuYXN5bmNfaW5mZXJlbmNlLmhlbHBlcnOUjBBUaW1lZE9ic2VydmF0aW9ulJOUKYGUfZQojAl0aW1lc3Rh
        bXCURz/4AAAAAAAAjAh0aW1lc3RlcJRLA4wLb2JzZXJ2YXRpb26UfZQojAtncmlwcGVyLnBvc5SMFm51bXB5Ll9jb3JlLm11bHRpYXJyYXmU
        jAZzY2FsYXKUk5SMBW51bXB5lIwFZHR5cGWUk5SMAmY0lImIh5RSlChLA4wBPJROTk5K/////0r/////SwB0lGJDBAAA8kGUhpRSlIwFZnJv
        bnSUaAqMDF9yZWNvbnN0cnVjdJSTlGgNjAduZGFycmF5lJOUSwCFlEMBYpSHlFKUKEsBSwJLA0sDh5RoD4wCdTGUiYiHlFKUKEsDjAF8lE5O
        Tkr/////Sv////9LAHSUYolDEgABAgMEBQYHCAkKCwwNDg8QEZR0lGJ1jAdtdXN0X2dvlIl1Yi4=
        """)

    /// The same in protocol 5.
    static let observationOfNumpy1Protocol5 = bytes(
        """
        gAWVcwEAAAAAAACMH2xlcm9ib3QuYXN5bmNfaW5mZXJlbmNlLmhlbHBlcnOUjBBUaW1lZE9ic2VydmF0aW9ulJOUKYGUfZQojAl0aW1lc3Rh
        bXCURz/4AAAAAAAAjAh0aW1lc3RlcJRLA4wLb2JzZXJ2YXRpb26UfZQojAtncmlwcGVyLnBvc5SMFm51bXB5Ll9jb3JlLm11bHRpYXJyYXmU
        jAZzY2FsYXKUk5SMBW51bXB5lIwFZHR5cGWUk5SMAmY0lImIh5RSlChLA4wBPJROTk5K/////0r/////SwB0lGJDBAAA8kGUhpRSlIwFZnJv
        bnSUjBNudW1weS5fY29yZS5udW1lcmljlIwLX2Zyb21idWZmZXKUk5QolhIAAAAAAAAAAAECAwQFBgcICQoLDA0ODxARlGgPjAJ1MZSJiIeU
        UpQoSwOMAXyUTk5OSv////9K/////0sAdJRiSwJLA0sDh5SMAUOUdJRSlHWMB211c3RfZ2+UiXViLg==
        """)

    /// `pickle.dumps(TimedObservation(1.0, 3, {"a": np.zeros(0, np.uint8)}), 2)`
    static let observationOfNothingProtocol2 = bytes(
        """
        gAJjbGVyb2JvdC5hc3luY19pbmZlcmVuY2UuaGVscGVycwpUaW1lZE9ic2VydmF0aW9uCnEAKYFxAX1xAihYCQAAAHRpbWVzdGFtcHEDRz/w
        AAAAAAAAWAgAAAB0aW1lc3RlcHEESwNYCwAAAG9ic2VydmF0aW9ucQV9cQZYAQAAAGFxB2NudW1weS5fY29yZS5tdWx0aWFycmF5Cl9yZWNv
        bnN0cnVjdApxCGNudW1weQpuZGFycmF5CnEJSwCFcQpjX2NvZGVjcwplbmNvZGUKcQtYAQAAAGJxDFgGAAAAbGF0aW4xcQ2GcQ5ScQ+HcRBS
        cREoSwFLAIVxEmNudW1weQpkdHlwZQpxE1gCAAAAdTFxFImIh3EVUnEWKEsDWAEAAAB8cRdOTk5K/////0r/////SwB0cRhiiWNfX2J1aWx0
        aW5fXwpieXRlcwpxGSlScRp0cRtic1gHAAAAbXVzdF9nb3EciXViLg==
        """)

    /// `pickle.dumps([TimedAction(1764000000.5 + i, 7 + i, chunk[i]) for i in range(2)], 4)`, where `chunk =
    /// torch.arange(6, dtype=torch.float32).reshape(2, 3) / 4`.
    static let actionsProtocol4 = bytes(
        """
        gASVVAMAAAAAAABdlCiMH2xlcm9ib3QuYXN5bmNfaW5mZXJlbmNlLmhlbHBlcnOUjAtUaW1lZEFjdGlvbpSTlCmBlH2UKIwJdGltZXN0YW1w
        lEdB2kkgQCAAAIwIdGltZXN0ZXCUSweMBmFjdGlvbpSMDHRvcmNoLl91dGlsc5SMEl9yZWJ1aWxkX3RlbnNvcl92MpSTlCiMDXRvcmNoLnN0
        b3JhZ2WUjBBfbG9hZF9mcm9tX2J5dGVzlJOUQhMBAACAAooKbPycRvkgaqhQGS6AAk3pAy6AAn1xAChYEAAAAHByb3RvY29sX3ZlcnNpb25x
        AU3pA1gNAAAAbGl0dGxlX2VuZGlhbnECiFgKAAAAdHlwZV9zaXplc3EDfXEEKFgFAAAAc2hvcnRxBUsCWAMAAABpbnRxBksEWAQAAABsb25n
        cQdLBHV1LoACKFgHAAAAc3RvcmFnZXEAY3RvcmNoCkZsb2F0U3RvcmFnZQpxAVgOAAAAOTQxMjk2NjEwNzI0NDhxAlgDAAAAY3B1cQNLBk50
        cQRRLoACXXEAWA4AAAA5NDEyOTY2MTA3MjQ0OHEBYS4GAAAAAAAAAAAAAAAAAIA+AAAAPwAAQD8AAIA/AACgP5SFlFKUSwBLA4WUSwGFlImM
        C2NvbGxlY3Rpb25zlIwLT3JkZXJlZERpY3SUk5QpUpR0lFKUdWJoAymBlH2UKGgGR0HaSSBAYAAAaAdLCGgIaAsoaA5CEwEAAIACigps/JxG
        +SBqqFAZLoACTekDLoACfXEAKFgQAAAAcHJvdG9jb2xfdmVyc2lvbnEBTekDWA0AAABsaXR0bGVfZW5kaWFucQKIWAoAAAB0eXBlX3NpemVz
        cQN9cQQoWAUAAABzaG9ydHEFSwJYAwAAAGludHEGSwRYBAAAAGxvbmdxB0sEdXUugAIoWAcAAABzdG9yYWdlcQBjdG9yY2gKRmxvYXRTdG9y
        YWdlCnEBWA4AAAA5NDEyOTY2MTA3MjQ0OHECWAMAAABjcHVxA0sGTnRxBFEugAJdcQBYDgAAADk0MTI5NjYxMDcyNDQ4cQFhLgYAAAAAAAAA
        AAAAAAAAgD4AAAA/AABAPwAAgD8AAKA/lIWUUpRLA0sDhZRLAYWUiWgWKVKUdJRSlHViZS4=
        """)

    /// What we write for the same two actions; `pickle.loads` of lerobot 0.4.4's Python made it
    /// `[TimedAction(timestamp=1764000000.5, timestep=7, action=tensor([0.0000, 0.2500, 0.5000])),
    /// TimedAction(timestamp=1764000001.5, timestep=8, action=tensor([0.7500, 1.0000, 1.2500]))]`.
    static let actionsOfOurs = bytes(
        """
        gARdKGNsZXJvYm90LmFzeW5jX2luZmVyZW5jZS5oZWxwZXJzClRpbWVkQWN0aW9uCnEAKYF9KFgJAAAAdGltZXN0YW1wR0HaSSBAIAAAWAgA
        AAB0aW1lc3RlcEoHAAAAWAYAAABhY3Rpb25jdG9yY2guX3V0aWxzCl9yZWJ1aWxkX3RlbnNvcl92MgpxAShjdG9yY2guc3RvcmFnZQpfbG9h
        ZF9mcm9tX2J5dGVzCkLrAAAAgAKKCmz8nEb5IGqoUBkugAJK6QMAAC6AAn0oWBAAAABwcm90b2NvbF92ZXJzaW9uSukDAABYDQAAAGxpdHRs
        ZV9lbmRpYW6IWAoAAAB0eXBlX3NpemVzfShYBQAAAHNob3J0SgIAAABYAwAAAGludEoEAAAAWAQAAABsb25nSgQAAAB1dS6AAihYBwAAAHN0
        b3JhZ2VjdG9yY2gKRmxvYXRTdG9yYWdlClgBAAAAMFgDAAAAY3B1SgYAAABOdFEugAJdWAEAAAAwYS4GAAAAAAAAAAAAAAAAAIA+AAAAPwAA
        QD8AAIA/AACgP4VScQJKAAAAAEoDAAAAhUoBAAAAhYljY29sbGVjdGlvbnMKT3JkZXJlZERpY3QKcQMpUnRSdWJoACmBfShYCQAAAHRpbWVz
        dGFtcEdB2kkgQGAAAFgIAAAAdGltZXN0ZXBKCAAAAFgGAAAAYWN0aW9uaAEoaAJKAwAAAEoDAAAAhUoBAAAAhYloAylSdFJ1YmUu
        """)

    /// `pickle.dumps(RemotePolicyConfig("groot", "me/checkpoint", {"observation.state": {"dtype": "float32", "shape":
    /// (2,), "names": ["shoulder_pan.pos", "gripper.pos"]}, "observation.images.front": {"dtype": "image", "shape":
    /// (480, 640, 3), "names": ["height", "width", "channels"]}, "extra": PolicyFeature(FeatureType.STATE, (6,))},
    /// 50, "cuda", {"front": "webcam"}), 2)`
    static let configProtocol2 = bytes(
        """
        gAJjbGVyb2JvdC5hc3luY19pbmZlcmVuY2UuaGVscGVycwpSZW1vdGVQb2xpY3lDb25maWcKcQApgXEBfXECKFgLAAAAcG9saWN5X3R5cGVx
        A1gFAAAAZ3Jvb3RxBFgXAAAAcHJldHJhaW5lZF9uYW1lX29yX3BhdGhxBVgNAAAAbWUvY2hlY2twb2ludHEGWBAAAABsZXJvYm90X2ZlYXR1
        cmVzcQd9cQgoWBEAAABvYnNlcnZhdGlvbi5zdGF0ZXEJfXEKKFgFAAAAZHR5cGVxC1gHAAAAZmxvYXQzMnEMWAUAAABzaGFwZXENSwKFcQ5Y
        BQAAAG5hbWVzcQ9dcRAoWBAAAABzaG91bGRlcl9wYW4ucG9zcRFYCwAAAGdyaXBwZXIucG9zcRJldVgYAAAAb2JzZXJ2YXRpb24uaW1hZ2Vz
        LmZyb250cRN9cRQoaAtYBQAAAGltYWdlcRVoDU3gAU2AAksDh3EWaA9dcRcoWAYAAABoZWlnaHRxGFgFAAAAd2lkdGhxGVgIAAAAY2hhbm5l
        bHNxGmV1WAUAAABleHRyYXEbY2xlcm9ib3QuY29uZmlncy50eXBlcwpQb2xpY3lGZWF0dXJlCnEcKYFxHX1xHihYBAAAAHR5cGVxH2NsZXJv
        Ym90LmNvbmZpZ3MudHlwZXMKRmVhdHVyZVR5cGUKcSBYBQAAAFNUQVRFcSGFcSJScSNoDUsGhXEkdWJ1WBEAAABhY3Rpb25zX3Blcl9jaHVu
        a3ElSzJYBgAAAGRldmljZXEmWAQAAABjdWRhcSdYCgAAAHJlbmFtZV9tYXBxKH1xKVgFAAAAZnJvbnRxKlgGAAAAd2ViY2FtcStzdWIu
        """)

    /// The same in protocol 4.
    static let configProtocol4 = bytes(
        """
        gASV/wEAAAAAAACMH2xlcm9ib3QuYXN5bmNfaW5mZXJlbmNlLmhlbHBlcnOUjBJSZW1vdGVQb2xpY3lDb25maWeUk5QpgZR9lCiMC3BvbGlj
        eV90eXBllIwFZ3Jvb3SUjBdwcmV0cmFpbmVkX25hbWVfb3JfcGF0aJSMDW1lL2NoZWNrcG9pbnSUjBBsZXJvYm90X2ZlYXR1cmVzlH2UKIwR
        b2JzZXJ2YXRpb24uc3RhdGWUfZQojAVkdHlwZZSMB2Zsb2F0MzKUjAVzaGFwZZRLAoWUjAVuYW1lc5RdlCiMEHNob3VsZGVyX3Bhbi5wb3OU
        jAtncmlwcGVyLnBvc5RldYwYb2JzZXJ2YXRpb24uaW1hZ2VzLmZyb250lH2UKGgNjAVpbWFnZZRoD03gAU2AAksDh5RoEV2UKIwGaGVpZ2h0
        lIwFd2lkdGiUjAhjaGFubmVsc5RldYwFZXh0cmGUjBVsZXJvYm90LmNvbmZpZ3MudHlwZXOUjA1Qb2xpY3lGZWF0dXJllJOUKYGUfZQojAR0
        eXBllGgejAtGZWF0dXJlVHlwZZSTlIwFU1RBVEWUhZRSlGgPSwaFlHVidYwRYWN0aW9uc19wZXJfY2h1bmuUSzKMBmRldmljZZSMBGN1ZGGU
        jApyZW5hbWVfbWFwlH2UjAVmcm9udJSMBndlYmNhbZRzdWIu
        """)

    /// The same in protocol 5.
    static let configProtocol5 = bytes(
        """
        gAWV/wEAAAAAAACMH2xlcm9ib3QuYXN5bmNfaW5mZXJlbmNlLmhlbHBlcnOUjBJSZW1vdGVQb2xpY3lDb25maWeUk5QpgZR9lCiMC3BvbGlj
        eV90eXBllIwFZ3Jvb3SUjBdwcmV0cmFpbmVkX25hbWVfb3JfcGF0aJSMDW1lL2NoZWNrcG9pbnSUjBBsZXJvYm90X2ZlYXR1cmVzlH2UKIwR
        b2JzZXJ2YXRpb24uc3RhdGWUfZQojAVkdHlwZZSMB2Zsb2F0MzKUjAVzaGFwZZRLAoWUjAVuYW1lc5RdlCiMEHNob3VsZGVyX3Bhbi5wb3OU
        jAtncmlwcGVyLnBvc5RldYwYb2JzZXJ2YXRpb24uaW1hZ2VzLmZyb250lH2UKGgNjAVpbWFnZZRoD03gAU2AAksDh5RoEV2UKIwGaGVpZ2h0
        lIwFd2lkdGiUjAhjaGFubmVsc5RldYwFZXh0cmGUjBVsZXJvYm90LmNvbmZpZ3MudHlwZXOUjA1Qb2xpY3lGZWF0dXJllJOUKYGUfZQojAR0
        eXBllGgejAtGZWF0dXJlVHlwZZSTlIwFU1RBVEWUhZRSlGgPSwaFlHVidYwRYWN0aW9uc19wZXJfY2h1bmuUSzKMBmRldmljZZSMBGN1ZGGU
        jApyZW5hbWVfbWFwlH2UjAVmcm9udJSMBndlYmNhbZRzdWIu
        """)
}
