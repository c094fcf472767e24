#include <mujoco/mujoco.h>
#include <stdlib.h>
#include <string.h>

#include "display.h"
#include "guard.h"

struct cmujoco_renderer {
    cmujoco_context context;
    mjrContext resources;
    mjvScene scene;
    mjvOption options;
    int width, height;
    uint8_t *row;
    // Where MuJoCo found no OpenGL, it has no functions to free anything with.
    int has_resources;
};

// Geoms in a scene; more are an error.
enum { scene_capacity = 500 };

static int make(cmujoco_renderer *renderer, const mjModel *model, char *error, int64_t capacity) {
    CMUJOCO_GUARD(
        {
            mjv_makeScene(model, &renderer->scene, scene_capacity);
            mjr_makeContext(model, &renderer->resources, mjFONTSCALE_100);
            mjr_resizeOffscreen(renderer->width, renderer->height, &renderer->resources);
            mjr_setBuffer(mjFB_OFFSCREEN, &renderer->resources);
        },
        CMUJOCO_FAILED, error, capacity);
    renderer->has_resources = 1;
    if (renderer->resources.currentBuffer == mjFB_OFFSCREEN) return CMUJOCO_DONE;
    cmujoco_write_error(error, capacity, "OpenGL has no buffer to draw to without a window");
    return CMUJOCO_FAILED;
}

int cmujoco_renderer_create(
    const mjModel *model, int width, int height, cmujoco_renderer **result, char *error, int64_t capacity) {
    cmujoco_renderer *renderer = calloc(1, sizeof *renderer);
    if (renderer != NULL) renderer->row = malloc((size_t)width * 3);
    if (renderer == NULL || renderer->row == NULL) {
        free(renderer);
        cmujoco_write_error(error, capacity, "there is no memory for a renderer");
        return CMUJOCO_FAILED;
    }
    renderer->width = width;
    renderer->height = height;
    mjv_defaultScene(&renderer->scene);
    mjv_defaultOption(&renderer->options);
    mjr_defaultContext(&renderer->resources);
    // Group 3: what only collides.
    renderer->options.geomgroup[3] = 0;
    int status = cmujoco_context_create(&renderer->context, error, capacity);
    if (status == CMUJOCO_DONE) status = cmujoco_context_enter(renderer->context, error, capacity);
    if (status == CMUJOCO_DONE) {
        status = make(renderer, model, error, capacity);
        cmujoco_context_leave();
    }
    if (status != CMUJOCO_DONE) {
        cmujoco_renderer_free(renderer);
        return status;
    }
    renderer->scene.flags[mjRND_SHADOW] = 0;
    renderer->scene.flags[mjRND_REFLECTION] = 0;
    *result = renderer;
    return CMUJOCO_DONE;
}

static int look(
    cmujoco_renderer *renderer, const mjModel *model, mjData *state, int camera, char *error, int64_t capacity) {
    mjvCamera view;
    mjv_defaultCamera(&view);
    view.type = mjCAMERA_FIXED;
    view.fixedcamid = camera;
    CMUJOCO_GUARD(
        mjv_updateScene(model, state, &renderer->options, NULL, &view, mjCAT_ALL, &renderer->scene), CMUJOCO_FAILED,
        error, capacity);
    if (renderer->scene.status == 0) return CMUJOCO_DONE;
    cmujoco_write_error(error, capacity, "the scene has more than %d geoms", scene_capacity);
    return CMUJOCO_FAILED;
}

static int draw(cmujoco_renderer *renderer, uint8_t *pixels, char *error, int64_t capacity) {
    mjrRect area = {0, 0, renderer->width, renderer->height};
    CMUJOCO_GUARD(
        {
            mjr_render(area, &renderer->scene, &renderer->resources);
            mjr_readPixels(pixels, NULL, area, &renderer->resources);
        },
        CMUJOCO_FAILED, error, capacity);
    return CMUJOCO_DONE;
}

// OpenGL's first row is the lowest.
static void flip(cmujoco_renderer *renderer, uint8_t *pixels) {
    const size_t width = (size_t)renderer->width * 3;
    for (int top = 0, bottom = renderer->height - 1; top < bottom; top++, bottom--) {
        memcpy(renderer->row, pixels + (size_t)top * width, width);
        memcpy(pixels + (size_t)top * width, pixels + (size_t)bottom * width, width);
        memcpy(pixels + (size_t)bottom * width, renderer->row, width);
    }
}

int cmujoco_renderer_draw(
    cmujoco_renderer *renderer, const mjModel *model, mjData *state, int camera, uint8_t *pixels, char *error,
    int64_t capacity) {
    int status = look(renderer, model, state, camera, error, capacity);
    if (status == CMUJOCO_DONE) status = cmujoco_context_enter(renderer->context, error, capacity);
    if (status != CMUJOCO_DONE) return status;
    status = draw(renderer, pixels, error, capacity);
    cmujoco_context_leave();
    if (status == CMUJOCO_DONE) flip(renderer, pixels);
    return status;
}

void cmujoco_renderer_free(cmujoco_renderer *renderer) {
    char ignored[64];
    mjv_freeScene(&renderer->scene);
    if (renderer->context != NULL) {
        if (renderer->has_resources &&
            cmujoco_context_enter(renderer->context, ignored, sizeof ignored) == CMUJOCO_DONE) {
            mjr_freeContext(&renderer->resources);
            cmujoco_context_leave();
        }
        cmujoco_context_free(renderer->context);
    }
    free(renderer->row);
    free(renderer);
}
