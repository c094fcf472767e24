#include "guard.h"

#include <mujoco/mujoco.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Thread_local jmp_buf *cmujoco_recovery = NULL;
static _Thread_local char last_error[1024];

// Warnings are read from the state's counters, which say the same; MuJoCo's own handler would write them to a file in
// the current directory.
static void handle(const mjLogMessage *message) {
    if (message->level != mjLOG_ERROR) return;
    snprintf(last_error, sizeof last_error, "%s", message->subject);
    if (cmujoco_recovery != NULL) longjmp(*cmujoco_recovery, 1);
    // Every call that can fail is guarded; were one forgotten, going on is undefined.
    fprintf(stderr, "MuJoCo: %s\n", last_error);
    abort();
}

static void install(void) { mju_setLogHandler(handle); }

void cmujoco_install_handler(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, install);
}

void cmujoco_copy_error(char *error, int64_t capacity) { snprintf(error, (size_t)capacity, "%s", last_error); }

void cmujoco_write_error(char *error, int64_t capacity, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error, (size_t)capacity, format, arguments);
    va_end(arguments);
}

const char *cmujoco_version(void) { return mj_versionString(); }
