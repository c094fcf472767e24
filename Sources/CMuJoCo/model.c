#include <mujoco/mujoco.h>

#include "guard.h"

// Parses and compiles; the specification is deleted in any case.
static mjModel *compile(const char *xml, const mjVFS *files, char *error, int64_t capacity) {
    mjSpec *specification = mj_parseXMLString(xml, files, error, (int)capacity);
    if (specification == NULL) return NULL;
    mjModel *model = mj_compile(specification, files);
    if (model == NULL) cmujoco_write_error(error, capacity, "%s", mjs_getError(specification));
    mj_deleteSpec(specification);
    return model;
}

static int create(
    const char *xml, const mjVFS *files, mjModel **model, char *error, int64_t capacity) {
    CMUJOCO_GUARD(*model = compile(xml, files, error, capacity), CMUJOCO_FAILED, error, capacity);
    return *model == NULL ? CMUJOCO_FAILED : CMUJOCO_DONE;
}

int cmujoco_model_create(
    const char *xml, const struct cmujoco_file *files, int64_t file_count, mjModel **model, char *error,
    int64_t capacity) {
    mjVFS memory;
    mj_defaultVFS(&memory);
    int status = CMUJOCO_DONE;
    for (int64_t index = 0; index < file_count && status == CMUJOCO_DONE; index++) {
        const struct cmujoco_file *file = &files[index];
        if (file->count > INT32_MAX || mj_addBufferVFS(&memory, file->name, file->bytes, (int)file->count) != 0) {
            cmujoco_write_error(error, capacity, "the file %s is too large or there twice", file->name);
            status = CMUJOCO_FAILED;
        }
    }
    if (status == CMUJOCO_DONE) status = create(xml, &memory, model, error, capacity);
    mj_deleteVFS(&memory);
    return status;
}

void cmujoco_model_free(mjModel *model) { mj_deleteModel(model); }

static int object(enum cmujoco_kind kind) {
    switch (kind) {
    case CMUJOCO_BODY: return mjOBJ_BODY;
    case CMUJOCO_JOINT: return mjOBJ_JOINT;
    case CMUJOCO_GEOM: return mjOBJ_GEOM;
    case CMUJOCO_SITE: return mjOBJ_SITE;
    case CMUJOCO_CAMERA: return mjOBJ_CAMERA;
    case CMUJOCO_LIGHT: return mjOBJ_LIGHT;
    case CMUJOCO_ACTUATOR: return mjOBJ_ACTUATOR;
    }
    return mjOBJ_UNKNOWN;
}

int cmujoco_find(const mjModel *model, enum cmujoco_kind kind, const char *name) {
    return mj_name2id(model, object(kind), name);
}

struct cmujoco_model_view cmujoco_model_view(mjModel *model) {
    return (struct cmujoco_model_view){
        .position_count = model->nq,
        .velocity_count = model->nv,
        .control_count = model->nu,
        .body_count = model->nbody,
        .joint_count = model->njnt,
        .geom_count = model->ngeom,
        .site_count = model->nsite,
        .camera_count = model->ncam,
        .light_count = model->nlight,
        .time_step = &model->opt.timestep,
        .joint_position_address = model->jnt_qposadr,
        .joint_velocity_address = model->jnt_dofadr,
        .joint_range = model->jnt_range,
        .control_range = model->actuator_ctrlrange,
        .site_body = model->site_bodyid,
        .body_gravity_compensation = model->body_gravcomp,
        .geom_contact_type = model->geom_contype,
        .geom_contact_affinity = model->geom_conaffinity,
        .geom_colour = model->geom_rgba,
        .camera_position = model->cam_pos,
        .camera_quaternion = model->cam_quat,
        .camera_view = model->cam_fovy,
        .light_direction = model->light_dir,
        .light_diffuse = model->light_diffuse,
        .headlight_ambient = model->vis.headlight.ambient,
        .headlight_diffuse = model->vis.headlight.diffuse,
    };
}
