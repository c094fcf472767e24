// The C face of c10d: a store where processes meet, and Gloo's collectives between them.
#pragma once
#include "ctorch.h"

#ifdef __cplusplus
extern "C" {
#endif

/// A c10d::TCPStore, by a connection of its own. Calls on one store wait for each other.
typedef struct TTStore TTStore;
/// Connects to the store at `host`:`port`, or opens it there when `server` and then waits for `workers` connections
/// that give the same number; with 0 it waits for none. Every key gets `prefix` and a slash in front unless it is
/// empty.
TTStore *_Nullable tt_store_connect(
    const char *_Nonnull host, int port, bool server, int workers, const char *_Nonnull prefix, long timeout_ms);
void tt_store_close(TTStore *_Nonnull store);
// These two are for threads and moments at which a tensor's failure may be unread, so they leave no message.
bool tt_store_set(TTStore *_Nonnull store, const char *_Nonnull key, const char *_Nonnull value);
/// The value of `key`, to be freed; at once NULL if there is none. `connected` tells a missing key from a lost store.
char *_Nullable tt_store_get(TTStore *_Nonnull store, const char *_Nonnull key, bool *_Nonnull connected);

/// A c10d::ProcessGroupGloo. Its collectives start in the order of the calls, which must be the same on every rank.
typedef struct TTGroup TTGroup;
/// Meets the other ranks through `store` and listens on this machine's address `address`, or on network interface
/// `interface`.
TTGroup *_Nullable tt_group_create(
    TTStore *_Nonnull store, int rank, int world, const char *_Nullable interface, const char *_Nonnull address,
    long timeout_ms);
/// With `wait` ends after what was started is done; without, leaves connections and threads to the end of the process,
/// because after a failure they may be busy until the time-out.
void tt_group_close(TTGroup *_Nonnull group, bool wait);

/// A collective that is under way. It keeps its tensors alive.
typedef struct TTWork TTWork;
// The tensors must be contiguous. All of these return at once.
TTWork *_Nullable tt_group_allreduce(TTGroup *_Nonnull group, TTTensor *_Nonnull tensor);  // sum, in place
TTWork *_Nullable tt_group_broadcast(TTGroup *_Nonnull group, TTTensor *_Nonnull tensor, int root);
/// `output` [world, n…] gets the `input` [n…] of every rank.
TTWork *_Nullable tt_group_allgather(TTGroup *_Nonnull group, TTTensor *_Nonnull output, TTTensor *_Nonnull input);
TTWork *_Nullable tt_group_barrier(TTGroup *_Nonnull group);
/// Waits `ms` at most: 1 done, 0 not yet, -1 failed (`tt_take_error` says why).
int tt_work_wait(TTWork *_Nonnull work, long ms);
void tt_work_release(TTWork *_Nonnull work);

#ifdef __cplusplus
}
#endif
