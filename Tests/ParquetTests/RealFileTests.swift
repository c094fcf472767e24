import Foundation
import Parquet
import TestSupport
import Testing

@Suite(.enabled(if: Shared.isPresent, "needs ../shared"))
struct RealFileTests {
    let episode = Shared.pickNPlace.appending(path: "data/chunk-000/episode_000000.parquet")
    let v3 = Shared.data.appending(path: "lerobot_v3_tiny")

    @Test func readsTheColumnsAskedForInTheirOrder() throws {
        let table = try ParquetFile.read(episode, columns: ["timestamp", "action", "observation.state"])
        #expect(table.columns.map(\.name) == ["timestamp", "action", "observation.state"])
        #expect(table.rowCount == 416)
        let state = try #require(table["observation.state"]).vectors()
        #expect((state.rows, state.width, state.values.count) == (416, 44, 416 * 44))
        #expect(try #require(table["timestamp"]).doubles().first.map { abs($0 - 0.05) < 1e-6 } == true)
    }

    @Test func readsEveryColumn() throws {
        let table = try ParquetFile.read(episode)
        #expect(table.columns.map(\.name) == (try ParquetFile.schema(episode)).map(\.name))
        #expect(try #require(table["episode_index"]).integers() == Array(repeating: 0, count: 416))
        #expect(try #require(table["index"]).integers() == Array(0..<416))
        #expect(try #require(table["next.done"]).doubles().reduce(0, +) == 1)
    }

    @Test func describesTheFile() throws {
        let fields = try ParquetFile.schema(episode)
        #expect(fields.contains(ParquetField(name: "observation.state", type: "list<double>")))
        #expect(try ParquetFile.rowCount(episode) == 416)
        #expect(try ParquetFile.metadata(episode).keys.contains("pandas"))
    }

    @Test func readsTheEpisodeTableOfFormat3() throws {
        let file = v3.appending(path: "meta/episodes/chunk-000/file-000.parquet")
        let table = try ParquetFile.read(file)
        #expect(try #require(table["tasks"]).stringLists() == [["pick"], ["place"]])
        #expect(try #require(table["dataset_from_index"]).integers() == [0, 6])
        let mean = try #require(table["stats/action/mean"]).vectors()
        #expect((mean.rows, mean.width) == (2, 3))
        let image = try #require(table["stats/observation.images.still/max"])
        #expect(image.values.type == "list<list<list<double>>>")
        #expect(try image.vectors().width == 3)
    }

    @Test func readsImagesAndFixedLists() throws {
        let file = v3.appending(path: "data/chunk-000/file-000.parquet")
        let table = try ParquetFile.read(file, columns: ["observation.images.still", "action"])
        let image = try #require(table["observation.images.still"])
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47]
        #expect(try image.member("bytes").byteStrings().allSatisfy { $0.starts(with: png) })
        #expect(try image.member("path").strings().count == 10)
        #expect(try #require(table["action"]).values.type == "fixed_size_list<float>[3]")
        #expect(try ParquetFile.metadata(file).keys.contains("huggingface"))
    }
}
