// An OpenGL context without a window, by EGL.
#pragma once
#include <stdint.h>

typedef void *cmujoco_context;

/// CMUJOCO_DONE, or CMUJOCO_NO_DISPLAY with a message.
int cmujoco_context_create(cmujoco_context *context, char *error, int64_t capacity);
/// Makes the context current and keeps every other thread from OpenGL; where it succeeds, `leave` must follow.
int cmujoco_context_enter(cmujoco_context context, char *error, int64_t capacity);
/// No context is current afterwards.
void cmujoco_context_leave(void);
/// Not between `enter` and `leave`.
void cmujoco_context_free(cmujoco_context context);
