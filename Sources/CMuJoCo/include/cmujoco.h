// MuJoCo as C functions that return: its own way with an error is to end the process. Here every call that can fail is
// guarded, and its message handed back. MuJoCo's headers do not show, so that importers need no flags.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mjModel_ mjModel;
typedef struct mjData_ mjData;

// Functions that return `int` return one of these, and where it is not CMUJOCO_DONE a message in `error`, which has
// `capacity` bytes and is always terminated.
enum {
    CMUJOCO_DONE = 0,
    CMUJOCO_FAILED = 1,
    /// The numbers of the simulation are not finite or far too large; the state was reset by MuJoCo and is of no use.
    CMUJOCO_UNSTABLE = 2,
    /// EGL is missing or gives no context.
    CMUJOCO_NO_DISPLAY = 3,
};

/// MuJoCo's version, such as `4.0.0`.
const char *cmujoco_version(void);

// Models

/// A file that the XML names, in memory; the model copies what it needs.
struct cmujoco_file {
    const char *name;
    const void *bytes;
    int64_t count;
};

int cmujoco_model_create(
    const char *xml, const struct cmujoco_file *files, int64_t file_count, mjModel **model, char *error,
    int64_t capacity);
void cmujoco_model_free(mjModel *model);

enum cmujoco_kind {
    CMUJOCO_BODY,
    CMUJOCO_JOINT,
    CMUJOCO_GEOM,
    CMUJOCO_SITE,
    CMUJOCO_CAMERA,
    CMUJOCO_LIGHT,
    CMUJOCO_ACTUATOR,
};

/// The number of the element of that name, or -1.
int cmujoco_find(const mjModel *model, enum cmujoco_kind kind, const char *name);

/// The parts of a model that are used here: memory of the model, valid as long as it is.
struct cmujoco_model_view {
    int64_t position_count, velocity_count, control_count;
    int64_t body_count, joint_count, geom_count, site_count, camera_count, light_count;
    /// Seconds.
    double *time_step;
    /// Per joint: where its numbers begin in the positions and velocities.
    const int *joint_position_address, *joint_velocity_address;
    /// Per joint: lower and upper end, radians.
    const double *joint_range;
    /// Per actuator: lower and upper end.
    const double *control_range;
    const int *site_body;
    double *body_gravity_compensation;
    int *geom_contact_type, *geom_contact_affinity;
    /// Per geom: red, green, blue, opacity.
    float *geom_colour;
    /// Per camera: position in its body (3), quaternion (4, w first), vertical field of view (degrees).
    double *camera_position, *camera_quaternion, *camera_view;
    /// Per light: direction (3), diffuse colour (3).
    double *light_direction;
    float *light_diffuse;
    /// The lamp on the camera: colours (3).
    float *headlight_ambient, *headlight_diffuse;
};

struct cmujoco_model_view cmujoco_model_view(mjModel *model);

// States

int cmujoco_state_create(const mjModel *model, mjData **state, char *error, int64_t capacity);
void cmujoco_state_free(mjData *state);
/// Back to the model's initial state, warnings included.
int cmujoco_state_reset(const mjModel *model, mjData *state, char *error, int64_t capacity);
/// Computes everything that follows from positions, velocities and controls.
int cmujoco_state_forward(const mjModel *model, mjData *state, char *error, int64_t capacity);
/// Computes the poses and what a Jacobian needs, from the positions alone.
int cmujoco_state_pose(const mjModel *model, mjData *state, char *error, int64_t capacity);
/// Advances by `steps` time steps; CMUJOCO_UNSTABLE ends it early.
int cmujoco_state_step(const mjModel *model, mjData *state, int64_t steps, char *error, int64_t capacity);
/// Jacobians [3, velocities] of a point (in world coordinates) that is fixed to the body.
int cmujoco_state_jacobian(
    const mjModel *model, const mjData *state, double *linear, double *angular, const double *point, int body,
    char *error, int64_t capacity);

/// The parts of a state that are used here: memory of the state, valid as long as it is. Matrices are [3, 3].
struct cmujoco_state_view {
    double *time, *positions, *velocities, *controls;
    const double *body_position;
    const double *geom_position, *geom_rotation;
    const double *site_position, *site_rotation;
    const double *camera_position, *camera_rotation;
};

struct cmujoco_state_view cmujoco_state_view(mjData *state);

int64_t cmujoco_contact_count(const mjData *state);
/// The two geoms of a contact; 0 where the contact carries no force.
int cmujoco_contact(const mjData *state, int64_t index, int *first, int *second);

// Pictures

/// An OpenGL context of its own without a window, with the model's meshes in it. The context is current only while one
/// of these functions runs, so that a renderer may be used on any thread, by one at a time. Different renderers wait for
/// each other: one thread of the process draws at a time.
typedef struct cmujoco_renderer cmujoco_renderer;

int cmujoco_renderer_create(
    const mjModel *model, int width, int height, cmujoco_renderer **renderer, char *error, int64_t capacity);
/// `pixels`: [height, width, 3], the top row first. Shadows, reflections and antialiasing are off.
int cmujoco_renderer_draw(
    cmujoco_renderer *renderer, const mjModel *model, mjData *state, int camera, uint8_t *pixels, char *error,
    int64_t capacity);
void cmujoco_renderer_free(cmujoco_renderer *renderer);

// Meshes

/// Makes a binary STL file of about `fraction` of the triangles. `free` the result.
int cmujoco_simplify_stl(
    const uint8_t *stl, int64_t count, double fraction, uint8_t **simplified, int64_t *simplified_count, char *error,
    int64_t capacity);

#ifdef __cplusplus
}
#endif
