// Parquet files as Arrow arrays: a C face of Apache Arrow's C++ library, so that no C++ type and no C++ exception reaches
// Swift. Data crosses as the Arrow C Data Interface (https://arrow.apache.org/docs/format/CDataInterface.html).
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// The two structs are fixed by the specification. The macro keeps Arrow's own headers from defining them again.
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

#endif

// Every function returns 0, or 1 with a message in `error`, which has `error_capacity` bytes and is always terminated.

/// Reads the file's schema (its metadata included) and its number of rows. The caller releases the schema.
int cparquet_schema(
    const char *path, struct ArrowSchema *schema, int64_t *row_count, char *error, int64_t error_capacity);

/// Reads the named top-level columns, or all of them where `columns` is NULL, as one struct array in the file's order.
/// `columns` ends with NULL; names that the file lacks are passed over. The caller releases schema and array.
/// A file of more than `row_limit` rows is refused before anything is allocated for it.
int cparquet_read(
    const char *path, const char *const *columns, int64_t row_limit, struct ArrowSchema *schema,
    struct ArrowArray *array, char *error, int64_t error_capacity);

/// Writes a struct array as a new file: snappy, dictionary encoding, the Arrow schema and its metadata kept. Takes over
/// schema and array: both are released when it returns.
int cparquet_write(
    const char *path, struct ArrowSchema *schema, struct ArrowArray *array, char *error, int64_t error_capacity);

/// A release callback for structs whose memory belongs to the caller: it marks them as released and frees nothing.
void cparquet_release_borrowed_schema(struct ArrowSchema *schema);
void cparquet_release_borrowed_array(struct ArrowArray *array);

/// Version of the Arrow library in use.
const char *cparquet_arrow_version(void);

#ifdef __cplusplus
}
#endif
