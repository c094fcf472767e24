#include "cparquet.h"

#include <arrow/api.h>
#include <arrow/c/bridge.h>
#include <arrow/io/file.h>
#include <parquet/arrow/reader.h>
#include <parquet/arrow/writer.h>
#include <parquet/file_reader.h>
#include <parquet/metadata.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <set>
#include <string>

namespace {

int fail(const std::string &message, char *error, int64_t capacity) {
    if (capacity > 0) {
        const auto count = std::min<size_t>(message.size(), static_cast<size_t>(capacity - 1));
        std::memcpy(error, message.data(), count);
        error[count] = 0;
    }
    return 1;
}

/// Runs `body`, which gives an arrow::Status; a C++ exception ends here.
template <typename Body>
int guarded(char *error, int64_t capacity, Body body) {
    try {
        const arrow::Status status = body();
        return status.ok() ? 0 : fail(status.message(), error, capacity);
    } catch (const std::exception &exception) {
        return fail(exception.what(), error, capacity);
    } catch (...) {
        return fail("unknown C++ exception", error, capacity);
    }
}

arrow::Result<std::unique_ptr<parquet::arrow::FileReader>> open(const char *path) {
    // Not memory-mapped: a file cut short by another process while it is mapped would end this one with SIGBUS.
    ARROW_ASSIGN_OR_RAISE(auto file, arrow::io::ReadableFile::Open(path));
    parquet::ArrowReaderProperties properties(/*use_threads=*/false);
    properties.set_pre_buffer(false);
    parquet::arrow::FileReaderBuilder builder;
    ARROW_RETURN_NOT_OK(builder.Open(std::move(file)));
    return builder.properties(properties)->Build();
}

arrow::Status readSchema(const char *path, ArrowSchema *schema, int64_t *row_count) {
    ARROW_ASSIGN_OR_RAISE(auto reader, open(path));
    std::shared_ptr<arrow::Schema> fields;
    ARROW_RETURN_NOT_OK(reader->GetSchema(&fields));
    *row_count = reader->parquet_reader()->metadata()->num_rows();
    return arrow::ExportSchema(*fields, schema);
}

arrow::Result<std::shared_ptr<arrow::Table>> readTable(
    parquet::arrow::FileReader &reader, const char *const *columns) {
    if (!columns) return reader.ReadTable();
    std::set<std::string> wanted;
    for (; *columns; ++columns) wanted.insert(*columns);
    const auto *schema = reader.parquet_reader()->metadata()->schema();
    std::vector<int> leaves;
    for (int leaf = 0; leaf < schema->num_columns(); ++leaf)
        if (wanted.count(schema->GetColumnRoot(leaf)->name())) leaves.push_back(leaf);
    return reader.ReadTable(leaves);
}

arrow::Status read(
    const char *path, const char *const *columns, int64_t row_limit, ArrowSchema *schema, ArrowArray *array) {
    ARROW_ASSIGN_OR_RAISE(auto reader, open(path));
    const int64_t rows = reader->parquet_reader()->metadata()->num_rows();
    if (rows < 0 || rows > row_limit)
        return arrow::Status::Invalid(
            "its footer announces ", rows, " rows; more than ", row_limit, " are not read into memory at once");
    ARROW_ASSIGN_OR_RAISE(auto table, readTable(*reader, columns));
    if (table->num_columns() == 0)
        return arrow::ExportRecordBatch(
            *arrow::RecordBatch::Make(table->schema(), rows, arrow::ArrayVector{}), array, schema);
    ARROW_ASSIGN_OR_RAISE(auto batch, table->CombineChunksToBatch());
    if (batch->num_rows() != rows)
        return arrow::Status::Invalid("its footer announces ", rows, " rows, its columns have ", batch->num_rows());
    // Offsets, dictionary indices and text come from the file: checked once here, so that Swift can trust the pointers.
    for (int column = 0; column < batch->num_columns(); ++column) {
        const arrow::Status status = batch->column(column)->ValidateFull();
        if (!status.ok())
            return status.WithMessage("column '", batch->column_name(column), "': ", status.message());
    }
    return arrow::ExportRecordBatch(*batch, array, schema);
}

arrow::Status write(const char *path, ArrowSchema *schema, ArrowArray *array) {
    ARROW_ASSIGN_OR_RAISE(auto batch, arrow::ImportRecordBatch(array, schema));
    ARROW_RETURN_NOT_OK(batch->ValidateFull());
    ARROW_ASSIGN_OR_RAISE(auto table, arrow::Table::FromRecordBatches({batch}));
    ARROW_ASSIGN_OR_RAISE(auto file, arrow::io::FileOutputStream::Open(path));
    const auto properties =
        parquet::WriterProperties::Builder().compression(parquet::Compression::SNAPPY)->enable_dictionary()->build();
    const auto arrowProperties = parquet::ArrowWriterProperties::Builder().store_schema()->build();
    ARROW_RETURN_NOT_OK(parquet::arrow::WriteTable(
        *table, arrow::default_memory_pool(), file, /*chunk_size=*/1 << 20, properties, arrowProperties));
    return file->Close();
}

}  // namespace

extern "C" {

int cparquet_schema(
    const char *path, ArrowSchema *schema, int64_t *row_count, char *error, int64_t error_capacity) {
    return guarded(error, error_capacity, [&] { return readSchema(path, schema, row_count); });
}

int cparquet_read(
    const char *path, const char *const *columns, int64_t row_limit, ArrowSchema *schema, ArrowArray *array,
    char *error, int64_t error_capacity) {
    return guarded(error, error_capacity, [&] { return read(path, columns, row_limit, schema, array); });
}

int cparquet_write(
    const char *path, ArrowSchema *schema, ArrowArray *array, char *error, int64_t error_capacity) {
    return guarded(error, error_capacity, [&] { return write(path, schema, array); });
}

void cparquet_release_borrowed_schema(ArrowSchema *schema) { schema->release = nullptr; }
void cparquet_release_borrowed_array(ArrowArray *array) { array->release = nullptr; }
}

const char *cparquet_arrow_version(void) { return arrow::GetBuildInfo().version_string.c_str(); }
