// Threads, random numbers, and CUDA opened at run time.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "convert.hpp"
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <atomic>
#include <dlfcn.h>
#include <sched.h>
#include <string>
#include <torch/headeronly/version.h>

extern "C" {
void tt_set_threads(int count) { run([&] { at::set_num_threads(count); }); }
int tt_threads(void) { return at::get_num_threads(); }

int tt_pin_threads(const int *cpus, int count) {
  std::atomic<int> pinned{0};
  run([&] {
    // One task per thread of the pool: each pins the thread that runs it.
    at::parallel_for(0, count, 1, [&](int64_t begin, int64_t end) {
      for (int64_t k = begin; k < end; k++) {
        cpu_set_t set;
        CPU_ZERO(&set);
        CPU_SET(cpus[at::get_thread_num() % count], &set);
        if (sched_setaffinity(0, sizeof(set), &set) == 0) pinned++;
      }
    });
  });
  return pinned;
}

int tt_allowed_processors(int *cpus, int capacity) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof(set), &set) != 0) return 0;
  int count = 0;
  for (int cpu = 0; cpu < CPU_SETSIZE && count < capacity; cpu++)
    if (CPU_ISSET(cpu, &set)) cpus[count++] = cpu;
  return count;
}

void tt_manual_seed(uint64_t seed) { run([&] { at::manual_seed(seed); }); }
const char *tt_version(void) { return TORCH_VERSION; }
bool tt_cuda_is_available(void) {
  bool available = false;
  run([&] { available = at::hasCUDA(); });
  return available;
}
const char *tt_open_cuda(void) {
  static std::string message;
  Dl_info where{};
  std::string path = "libtorch_cuda.so";
  if (dladdr(reinterpret_cast<const void *>(&at::get_num_threads), &where) && where.dli_fname) {
    std::string cpu = where.dli_fname;
    path = cpu.substr(0, cpu.rfind('/') + 1) + path;
  }
  if (dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL)) return nullptr;
  message = dlerror();
  return message.c_str();
}
}
