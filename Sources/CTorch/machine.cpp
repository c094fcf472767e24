// Threads, memory, and CUDA opened at run time.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "convert.hpp"
#include "parallel.hpp"
#include <ATen/Context.h>
#include <atomic>
#include <dlfcn.h>
#include <malloc.h>
#include <sched.h>
#include <string>
#include <torch/headeronly/version.h>

extern "C" {
void tt_set_threads(int count) { run([&] { at::set_num_threads(count); }); }
int tt_threads(void) { return at::get_num_threads(); }

int tt_pin_threads(const int *cpus, int count) {
  const auto *pool = ctorch::OpenMP::loaded();
  if (!pool || count <= 0) return 0;
  struct Work { const ctorch::OpenMP *pool; const int *cpus; int count; std::atomic<int> pinned; } work{pool, cpus, count, {0}};
  pool->parallel([](void *data) {
    auto &work = *static_cast<Work *>(data);
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(work.cpus[work.pool->thread() % work.count], &set);
    if (sched_setaffinity(0, sizeof(set), &set) == 0) work.pinned++;
  }, &work, unsigned(count), 0);
  return work.pinned;
}

bool tt_restrict_thread(const int *cpus, int count) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (int k = 0; k < count; k++) CPU_SET(cpus[k], &set);
  return sched_setaffinity(0, sizeof(set), &set) == 0;
}

void tt_keep_memory(bool keep) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, keep ? 32 << 20 : 1 << 20);
  mallopt(M_TRIM_THRESHOLD, keep ? 512 << 20 : 1 << 20);
#endif
}

bool tt_has_avx512(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
#else
  return false;
#endif
}

int tt_allowed_processors(int *cpus, int capacity) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof(set), &set) != 0) return 0;
  int count = 0;
  for (int cpu = 0; cpu < CPU_SETSIZE && count < capacity; cpu++)
    if (CPU_ISSET(cpu, &set)) cpus[count++] = cpu;
  return count;
}

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
