import Distributed
import Testing

@Suite struct RendezvousTests {
    private static let torchrun = [
        "RANK": "3", "LOCAL_RANK": "1", "WORLD_SIZE": "4", "MASTER_ADDR": "gpu01", "MASTER_PORT": "29500",
        "LOCAL_WORLD_SIZE": "2",
    ]

    @Test func alone() throws {
        #expect(try Rendezvous(environment: ["PATH": "/bin"]).isSingle)
        #expect(try Rendezvous(environment: ["RANK": "0", "WORLD_SIZE": "1"]).isSingle)
        #expect(try Rendezvous(environment: ["RANK": "", "MASTER_ADDR": ""]).isSingle)
        // A shell of an interactive job, before srun.
        #expect(try Rendezvous(environment: ["SLURM_NTASKS": "4", "SLURM_JOB_ID": "7"]).isSingle)
    }

    @Test func torchrun() throws {
        let rendezvous = try Rendezvous(environment: Self.torchrun)
        #expect(rendezvous.rank == 3 && rendezvous.localRank == 1 && rendezvous.worldSize == 4)
        #expect(rendezvous.masterAddress == "gpu01" && rendezvous.masterPort == 29500 && !rendezvous.isSingle)
    }

    @Test func kubernetesSetsNoLocalRank() throws {
        var variables = Self.torchrun
        (variables["LOCAL_RANK"], variables["LOCAL_WORLD_SIZE"]) = (nil, nil)
        #expect(try Rendezvous(environment: variables).localRank == 0)
        variables["MASTER_ADDR"] = "127.0.0.1"
        #expect(try Rendezvous(environment: variables).localRank == 3)
    }

    @Test(arguments: [
        ("gpu[07-09,12]", "gpu07"), ("gpu3,gpu4", "gpu3"), ("login", "login"), ("rack1-n[001].eu,x", "rack1-n001.eu"),
    ])
    func slurm(nodes: String, first: String) throws {
        let variables = [
            "SLURM_PROCID": "5", "SLURM_NTASKS": "8", "SLURM_LOCALID": "1", "SLURM_JOB_ID": "1234567",
            "SLURM_JOB_NODELIST": nodes,
        ]
        let rendezvous = try Rendezvous(environment: variables)
        #expect(rendezvous == Rendezvous(rank: 5, localRank: 1, worldSize: 8, masterAddress: first, masterPort: 19567))
        let chosen = ["MASTER_ADDR": "10.0.0.1", "MASTER_PORT": "4000"]
        #expect(try Rendezvous(environment: variables.merging(chosen) { $1 }).masterAddress == "10.0.0.1")
        #expect(try Rendezvous(environment: variables.merging(Self.torchrun) { $1 }).rank == 3)
        #expect(try Rendezvous(environment: variables.merging(["SLURM_STEP_NUM_TASKS": "6"]) { $1 }).worldSize == 6)
    }

    @Test(
        arguments: [
            (["RANK": nil], ["WORLD_SIZE", "but not RANK"]),
            (["MASTER_ADDR": nil, "MASTER_PORT": nil], ["RANK", "but not MASTER_ADDR, MASTER_PORT"]),
            (["RANK": "4"], ["RANK is 4", "WORLD_SIZE is 4"]),
            (["RANK": "two"], ["RANK is 'two'"]),
            (["RANK": "-1"], ["RANK is '-1'"]),
            (["WORLD_SIZE": "0"], ["WORLD_SIZE is '0'"]),
            (["MASTER_PORT": "70000"], ["MASTER_PORT is 70000"]),
            (["LOCAL_RANK": "2"], ["LOCAL_RANK is 2", "LOCAL_WORLD_SIZE"]),
            (["LOCAL_RANK": "9", "LOCAL_WORLD_SIZE": nil], ["LOCAL_RANK is 9"]),
        ] as [([String: String?], [String])])
    func contradictionsAreNamed(changes: [String: String?], words: [String]) throws {
        var variables = Self.torchrun
        for (name, value) in changes { variables[name] = value }
        let error = #expect(throws: DistributedError.self) { try Rendezvous(environment: variables) }
        for word in words { #expect(error?.description.contains(word) == true, "\(error?.description ?? "")") }
    }
}
