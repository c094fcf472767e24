// libzmq, its error codes that Swift cannot import, and Linux's eventfd, which wakes a thread that polls a socket.
#pragma once
#include <errno.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <zmq.h>

static inline int zeromq_context_terminated(void) { return ETERM; }
static inline int zeromq_wrong_state(void) { return EFSM; }
