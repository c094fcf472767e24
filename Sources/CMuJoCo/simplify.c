#include <meshoptimizer.h>
#include <stdlib.h>
#include <string.h>

#include "guard.h"

// A binary STL file: 80 bytes of header, the number of triangles, and per triangle a normal, three corners and two bytes
// (https://www.fabbers.com/tech/STL_Format).
enum { header_size = 84, triangle_size = 50, normal_size = 12, corners_size = 36 };

// Triangles as corners without repetition.
struct mesh {
    float *positions;
    unsigned int *indices;
    size_t index_count;
    size_t vertex_count;
};

static int index_corners(const uint8_t *stl, size_t triangles, struct mesh *mesh) {
    mesh->index_count = triangles * 3;
    float *corners = malloc(mesh->index_count * 3 * sizeof(float));
    unsigned int *remap = malloc(mesh->index_count * sizeof(unsigned int));
    mesh->positions = malloc(mesh->index_count * 3 * sizeof(float));
    mesh->indices = malloc(mesh->index_count * sizeof(unsigned int));
    int done = corners != NULL && remap != NULL && mesh->positions != NULL && mesh->indices != NULL;
    if (done) {
        for (size_t index = 0; index < triangles; index++)
            memcpy(corners + index * 9, stl + header_size + index * triangle_size + normal_size, corners_size);
        const size_t stride = 3 * sizeof(float);
        mesh->vertex_count =
            meshopt_generateVertexRemap(remap, NULL, mesh->index_count, corners, mesh->index_count, stride);
        meshopt_remapVertexBuffer(mesh->positions, corners, mesh->index_count, stride, remap);
        meshopt_remapIndexBuffer(mesh->indices, NULL, mesh->index_count, remap);
    }
    free(corners);
    free(remap);
    return done;
}

// MuJoCo computes the normals itself: they stay zero.
static void write_triangles(const struct mesh *mesh, size_t triangles, uint8_t *stl) {
    const uint32_t count = (uint32_t)triangles;
    memcpy(stl + header_size - sizeof count, &count, sizeof count);
    for (size_t index = 0; index < triangles * 3; index++) {
        uint8_t *corner = stl + header_size + index / 3 * triangle_size + normal_size + index % 3 * 3 * sizeof(float);
        memcpy(corner, mesh->positions + mesh->indices[index] * 3, 3 * sizeof(float));
    }
}

int cmujoco_simplify_stl(
    const uint8_t *stl, int64_t count, double fraction, uint8_t **simplified, int64_t *simplified_count, char *error,
    int64_t capacity) {
    uint32_t triangles = 0;
    if (count >= header_size) memcpy(&triangles, stl + header_size - sizeof triangles, sizeof triangles);
    if (triangles == 0 || count != header_size + (int64_t)triangles * triangle_size) {
        cmujoco_write_error(error, capacity, "it is no binary STL file");
        return CMUJOCO_FAILED;
    }
    struct mesh mesh = {0};
    int done = index_corners(stl, triangles, &mesh);
    if (done) {
        const size_t target = (size_t)(triangles * fraction) * 3;
        // Any error of shape is taken: the number of triangles is what counts.
        mesh.index_count = meshopt_simplify(
            mesh.indices, mesh.indices, mesh.index_count, mesh.positions, mesh.vertex_count, 3 * sizeof(float), target,
            1, 0, NULL);
        const size_t left = mesh.index_count / 3;
        *simplified_count = header_size + (int64_t)left * triangle_size;
        *simplified = calloc(1, (size_t)*simplified_count);
        done = *simplified != NULL;
        if (done) write_triangles(&mesh, left, *simplified);
    }
    free(mesh.positions);
    free(mesh.indices);
    if (done) return CMUJOCO_DONE;
    cmujoco_write_error(error, capacity, "there is no memory for the mesh");
    return CMUJOCO_FAILED;
}
