#include <mujoco/mujoco.h>

#include "guard.h"

int cmujoco_state_create(const mjModel *model, mjData **state, char *error, int64_t capacity) {
    CMUJOCO_GUARD(*state = mj_makeData(model), CMUJOCO_FAILED, error, capacity);
    if (*state != NULL) return CMUJOCO_DONE;
    cmujoco_write_error(error, capacity, "there is no memory for a state");
    return CMUJOCO_FAILED;
}

void cmujoco_state_free(mjData *state) { mj_deleteData(state); }

int cmujoco_state_reset(const mjModel *model, mjData *state, char *error, int64_t capacity) {
    CMUJOCO_GUARD(mj_resetData(model, state), CMUJOCO_FAILED, error, capacity);
    return CMUJOCO_DONE;
}

// MuJoCo goes on after a bad number, from the initial state; a count of its warnings is the only trace.
static int unstable(const mjData *state, char *error, int64_t capacity) {
    static const struct {
        int warning;
        const char *text;
    } causes[] = {
        {mjWARN_BADCTRL, "a control is not a number"},
        {mjWARN_BADQPOS, "a position is not a number or far too large"},
        {mjWARN_BADQVEL, "a velocity is not a number or far too large"},
        {mjWARN_BADQACC, "an acceleration is not a number or far too large"},
        {mjWARN_INERTIA, "the inertia matrix is singular"},
        {mjWARN_CONTACTFULL, "there are too many contacts"},
        {mjWARN_CNSTRFULL, "there are too many constraints"},
    };
    for (size_t index = 0; index < sizeof causes / sizeof causes[0]; index++) {
        const mjWarningStat *count = &state->warning[causes[index].warning];
        if (count->number == 0) continue;
        cmujoco_write_error(error, capacity, "%s (number %d)", causes[index].text, count->lastinfo);
        return CMUJOCO_UNSTABLE;
    }
    return CMUJOCO_DONE;
}

int cmujoco_state_forward(const mjModel *model, mjData *state, char *error, int64_t capacity) {
    CMUJOCO_GUARD(mj_forward(model, state), CMUJOCO_FAILED, error, capacity);
    return unstable(state, error, capacity);
}

static void pose(const mjModel *model, mjData *state) {
    mj_kinematics(model, state);
    mj_comPos(model, state);
}

int cmujoco_state_pose(const mjModel *model, mjData *state, char *error, int64_t capacity) {
    CMUJOCO_GUARD(pose(model, state), CMUJOCO_FAILED, error, capacity);
    return CMUJOCO_DONE;
}

static int advance(const mjModel *model, mjData *state, int64_t steps, char *error, int64_t capacity) {
    for (int64_t step = 0; step < steps; step++) {
        mj_step(model, state);
        int status = unstable(state, error, capacity);
        if (status != CMUJOCO_DONE) return status;
    }
    return CMUJOCO_DONE;
}

int cmujoco_state_step(const mjModel *model, mjData *state, int64_t steps, char *error, int64_t capacity) {
    int status;
    CMUJOCO_GUARD(status = advance(model, state, steps, error, capacity), CMUJOCO_FAILED, error, capacity);
    return status;
}

int cmujoco_state_jacobian(
    const mjModel *model, const mjData *state, double *linear, double *angular, const double *point, int body,
    char *error, int64_t capacity) {
    CMUJOCO_GUARD(mj_jac(model, state, linear, angular, point, body), CMUJOCO_FAILED, error, capacity);
    return CMUJOCO_DONE;
}

struct cmujoco_state_view cmujoco_state_view(mjData *state) {
    return (struct cmujoco_state_view){
        .time = &state->time,
        .positions = state->qpos,
        .velocities = state->qvel,
        .controls = state->ctrl,
        .body_position = state->xpos,
        .geom_position = state->geom_xpos,
        .geom_rotation = state->geom_xmat,
        .site_position = state->site_xpos,
        .site_rotation = state->site_xmat,
        .camera_position = state->cam_xpos,
        .camera_rotation = state->cam_xmat,
    };
}

int64_t cmujoco_contact_count(const mjData *state) { return state->ncon; }

int cmujoco_contact(const mjData *state, int64_t index, int *first, int *second) {
    const mjContact *contact = &state->contact[index];
    *first = contact->geom[0];
    *second = contact->geom[1];
    return contact->exclude == 0;
}
