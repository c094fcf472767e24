// Turns MuJoCo's errors into return values. MuJoCo calls a log handler for an error and expects that it does not return;
// the handler jumps back to the guard that the failing thread is in.
#pragma once
#include <setjmp.h>
#include <stdint.h>

#include "cmujoco.h"

/// Where this thread goes on after an error; NULL outside of a guard.
extern _Thread_local jmp_buf *cmujoco_recovery;

/// Sets the log handler, once per process.
void cmujoco_install_handler(void);

/// Copies the message of this thread's last error.
void cmujoco_copy_error(char *error, int64_t capacity);

/// Writes a message of ours.
void cmujoco_write_error(char *error, int64_t capacity, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/// Runs the call; where MuJoCo reports an error within, the function returns `failure` and the message in `error`.
/// What MuJoCo had allocated by then is lost, as its own bindings lose it.
#define CMUJOCO_GUARD(call, failure, error, capacity)      \
    do {                                                   \
        jmp_buf here;                                      \
        jmp_buf *const outer = cmujoco_recovery;           \
        cmujoco_install_handler();                         \
        cmujoco_recovery = &here;                          \
        if (setjmp(here) != 0) {                           \
            cmujoco_recovery = outer;                      \
            cmujoco_copy_error((error), (capacity));       \
            return (failure);                              \
        }                                                  \
        call;                                              \
        cmujoco_recovery = outer;                          \
    } while (0)
