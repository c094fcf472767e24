#include "display.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

#include "guard.h"

// EGL is opened when the first picture is asked for, not linked: everything else works on a machine without it.
static struct {
    void *library;
    EGLBoolean (*initialise)(EGLDisplay, EGLint *, EGLint *);
    EGLBoolean (*bind_api)(EGLenum);
    EGLBoolean (*choose_config)(EGLDisplay, const EGLint *, EGLConfig *, EGLint, EGLint *);
    EGLContext (*create_context)(EGLDisplay, EGLConfig, EGLContext, const EGLint *);
    EGLBoolean (*destroy_context)(EGLDisplay, EGLContext);
    EGLBoolean (*make_current)(EGLDisplay, EGLSurface, EGLSurface, EGLContext);
    EGLint (*error)(void);
    __eglMustCastToProperFunctionPointerType (*address)(const char *);
} egl;
static EGLDisplay display = EGL_NO_DISPLAY;
static EGLConfig config;
static char failure[256];

// One thread at a time is in OpenGL. Mesa's software renderer takes contexts of one display on several threads, but when one
// of them waits for its picture it walks the lists of what all of them are drawing, without a lock (`llvmpipe_flush_resource`
// in Mesa 22.3), and ends in memory that another has freed. MuJoCo's table of OpenGL's functions is the process's, too.
static pthread_mutex_t in_use = PTHREAD_MUTEX_INITIALIZER;

static int fail(const char *reason) {
    cmujoco_write_error(failure, sizeof failure, "%s", reason);
    return 0;
}

// MuJoCo looks for `eglGetProcAddress` among the global symbols of the process.
static int open_library(void) {
    egl.library = dlopen("libEGL.so.1", RTLD_NOW | RTLD_GLOBAL);
    if (egl.library == NULL) return fail("there is no libEGL.so.1");
    *(void **)&egl.initialise = dlsym(egl.library, "eglInitialize");
    *(void **)&egl.bind_api = dlsym(egl.library, "eglBindAPI");
    *(void **)&egl.choose_config = dlsym(egl.library, "eglChooseConfig");
    *(void **)&egl.create_context = dlsym(egl.library, "eglCreateContext");
    *(void **)&egl.destroy_context = dlsym(egl.library, "eglDestroyContext");
    *(void **)&egl.make_current = dlsym(egl.library, "eglMakeCurrent");
    *(void **)&egl.error = dlsym(egl.library, "eglGetError");
    *(void **)&egl.address = dlsym(egl.library, "eglGetProcAddress");
    if (egl.initialise && egl.bind_api && egl.choose_config && egl.create_context && egl.destroy_context &&
        egl.make_current && egl.error && egl.address)
        return 1;
    return fail("libEGL.so.1 lacks functions of EGL 1.4");
}

// Always the software renderer, so that a scene looks the same on every machine, and without threads of its own: a picture
// of this size is too small to share, and there is one world per core. Values that the user set are kept. Mesa takes these
// from the environment alone, which must not change any more once there are threads: hence before `main`.
__attribute__((constructor)) static void prepare_environment(void) {
    setenv("LIBGL_ALWAYS_SOFTWARE", "1", 0);
    setenv("LP_NUM_THREADS", "0", 0);
}

static void initialise(void) {
    if (!open_library()) return;
    PFNEGLGETPLATFORMDISPLAYEXTPROC platform_display =
        (PFNEGLGETPLATFORMDISPLAYEXTPROC)egl.address("eglGetPlatformDisplayEXT");
    EGLDisplay found = platform_display == NULL
        ? EGL_NO_DISPLAY
        : platform_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, NULL);
    if (found == EGL_NO_DISPLAY || !egl.initialise(found, NULL, NULL)) {
        fail("EGL has no display without a screen (EGL_MESA_platform_surfaceless)");
        return;
    }
    const EGLint wanted[] = {
        EGL_RED_SIZE, 8, EGL_GREEN_SIZE, 8, EGL_BLUE_SIZE, 8, EGL_DEPTH_SIZE, 24, EGL_STENCIL_SIZE, 8,
        EGL_COLOR_BUFFER_TYPE, EGL_RGB_BUFFER, EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE,
        EGL_OPENGL_BIT, EGL_NONE};
    EGLint count = 0;
    if (!egl.choose_config(found, wanted, &config, 1, &count) || count < 1) {
        fail("EGL has no configuration for OpenGL");
        return;
    }
    display = found;
}

int cmujoco_context_create(cmujoco_context *context, char *error, int64_t capacity) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, initialise);
    if (display == EGL_NO_DISPLAY) {
        cmujoco_write_error(error, capacity, "%s", failure);
        return CMUJOCO_NO_DISPLAY;
    }
    pthread_mutex_lock(&in_use);
    // The API is chosen per thread.
    EGLContext made = egl.bind_api(EGL_OPENGL_API) ? egl.create_context(display, config, EGL_NO_CONTEXT, NULL)
                                                   : EGL_NO_CONTEXT;
    pthread_mutex_unlock(&in_use);
    if (made == EGL_NO_CONTEXT) {
        cmujoco_write_error(error, capacity, "EGL makes no OpenGL context (error 0x%x)", egl.error());
        return CMUJOCO_NO_DISPLAY;
    }
    *context = made;
    return CMUJOCO_DONE;
}

int cmujoco_context_enter(cmujoco_context context, char *error, int64_t capacity) {
    pthread_mutex_lock(&in_use);
    if (egl.bind_api(EGL_OPENGL_API) && egl.make_current(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context))
        return CMUJOCO_DONE;
    cmujoco_write_error(error, capacity, "EGL does not take its OpenGL context (error 0x%x)", egl.error());
    pthread_mutex_unlock(&in_use);
    return CMUJOCO_NO_DISPLAY;
}

void cmujoco_context_leave(void) {
    egl.make_current(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    pthread_mutex_unlock(&in_use);
}

void cmujoco_context_free(cmujoco_context context) {
    pthread_mutex_lock(&in_use);
    egl.destroy_context(display, context);
    pthread_mutex_unlock(&in_use);
}
