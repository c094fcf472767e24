// c10d's TCPStore and ProcessGroupGloo. Their headers compile for long, so nothing else is in this file.
#define USE_C10D_GLOO
#include "convert.hpp"
#include "ctorch_distributed.h"
#include <ATen/ops/select_ops.h>
#include <c10/util/Logging.h>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

using std::chrono::milliseconds;

struct TTStore { c10::intrusive_ptr<c10d::Store> store; };
struct TTGroup { c10::intrusive_ptr<c10d::ProcessGroupGloo> group; };
struct TTWork { c10::intrusive_ptr<c10d::Work> work; };

namespace {
template <class Body> TTWork *start(Body body) noexcept {
  TTWork *out = nullptr;
  run([&] { out = new TTWork{body()}; });
  return out;
}

/// What c10d expects of its process. PyTorch's own variables bring back what is switched off here.
void prepare() {
  // A write to a rank that just died shall fail, as under Python, and not end this process without a word.
  struct sigaction pipe;
  if (sigaction(SIGPIPE, nullptr, &pipe) == 0 && pipe.sa_handler == SIG_DFL) signal(SIGPIPE, SIG_IGN);
  // c10d reports each broken connection with a page of its stack, where the caller has one sentence.
  if (!getenv("TORCH_CPP_LOG_LEVEL")) FLAGS_caffe2_log_level = 3;
  // Its flight recorder keeps the last 2,000 collectives for a debugger, and enters a new group in its table without a lock
  // (`recordWithResetEnabled`): two groups in one process that begin together can crash it.
  static std::once_flag once;
  std::call_once(once, [] { setenv("TORCH_FR_BUFFER_SIZE", "0", 0); });
}
}

extern "C" {
TTStore *tt_store_connect(
    const char *host, int port, bool server, int workers, const char *prefix, long timeout_ms) {
  TTStore *out = nullptr;
  run([&] {
    prepare();
    c10d::TCPStoreOptions options;
    options.port = uint16_t(port);
    options.isServer = server;
    if (workers > 0) options.numWorkers = size_t(workers);
    options.waitWorkers = workers > 0;
    options.timeout = milliseconds(timeout_ms);
    c10::intrusive_ptr<c10d::Store> store = c10::make_intrusive<c10d::TCPStore>(host, options);
    if (*prefix) store = c10::make_intrusive<c10d::PrefixStore>(prefix, store);
    out = new TTStore{store};
  });
  return out;
}
void tt_store_close(TTStore *store) {
  try { delete store; } catch (...) {}
}
bool tt_store_set(TTStore *store, const char *key, const char *value) {
  try { store->store->set(key, std::string(value)); return true; } catch (...) { return false; }
}
char *tt_store_get(TTStore *store, const char *key, bool *connected) {
  *connected = true;
  try { return store->store->check({key}) ? strdup(store->store->get_to_str(key).c_str()) : nullptr; }
  catch (...) { *connected = false; return nullptr; }
}

TTGroup *tt_group_create(
    TTStore *store, int rank, int world, const char *interface, const char *address, long timeout_ms) {
  TTGroup *out = nullptr;
  run([&] {
    using Gloo = c10d::ProcessGroupGloo;
    auto options = Gloo::Options::create(milliseconds(timeout_ms));
    options->devices.push_back(
        interface ? Gloo::createDeviceForInterface(interface) : Gloo::createDeviceForHostname(address));
    out = new TTGroup{c10::make_intrusive<Gloo>(store->store, rank, world, options)};
  });
  return out;
}
void tt_group_close(TTGroup *group, bool wait) {
  if (!wait) (void)group->group.release();
  try { delete group; } catch (...) {}
}

TTWork *tt_group_allreduce(TTGroup *group, TTTensor *tensor) {
  return start([&] {
    std::vector<at::Tensor> tensors{T(tensor)};
    return group->group->allreduce(tensors);
  });
}
TTWork *tt_group_broadcast(TTGroup *group, TTTensor *tensor, int root) {
  return start([&] {
    std::vector<at::Tensor> tensors{T(tensor)};
    c10d::BroadcastOptions options;
    options.rootRank = root;
    return group->group->broadcast(tensors, options);
  });
}
TTWork *tt_group_allgather(TTGroup *group, TTTensor *output, TTTensor *input) {
  return start([&] {
    std::vector<std::vector<at::Tensor>> outputs(1);
    for (int rank = 0; rank < group->group->getSize(); rank++)
      outputs[0].push_back(at::_ops::select_int::call(T(output), 0, rank));
    std::vector<at::Tensor> inputs{T(input)};
    return group->group->allgather(outputs, inputs);
  });
}
TTWork *tt_group_barrier(TTGroup *group) {
  return start([&] { return group->group->barrier(); });
}
int tt_work_wait(TTWork *work, long ms) {
  // c10d throws the same when it is not done yet and when it went wrong, so what it threw doesn't matter here.
  bool done = false;
  bool fine = run([&] {
    auto &pending = *work->work;
    if (ms <= 0) {  // c10d takes 0 for "without end"
      done = pending.isCompleted();
      if (!done) return;
      ms = 1;
    }
    try { done = pending.wait(milliseconds(ms)); }
    catch (...) {
      done = pending.isCompleted();
      if (done && !pending.isSuccess()) std::rethrow_exception(pending.exception());
    }
  });
  return !fine ? -1 : done;
}
void tt_work_release(TTWork *work) {
  try { delete work; } catch (...) {}
}
}
