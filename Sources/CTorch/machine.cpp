// Threads, random numbers, and CUDA opened at run time.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "convert.hpp"
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/ops/empty_ops.h>
#include <ATen/ops/normal_ops.h>
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
  // The pool's threads belong to the OpenMP runtime that libtorch brings (libgomp), and only a parallel region of that
  // runtime reaches them; this compiler's own OpenMP would start another pool.
  using Parallel = void (*)(void (*)(void *), void *, unsigned, unsigned);
  using ThreadNumber = int (*)(void);
  auto parallel = reinterpret_cast<Parallel>(dlsym(RTLD_DEFAULT, "GOMP_parallel"));
  auto number = reinterpret_cast<ThreadNumber>(dlsym(RTLD_DEFAULT, "omp_get_thread_num"));
  if (!parallel || !number || count <= 0) return 0;
  struct Work { const int *cpus; int count; ThreadNumber number; std::atomic<int> pinned; } work{cpus, count, number, {0}};
  parallel([](void *data) {
    auto &work = *static_cast<Work *>(data);
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(work.cpus[work.number() % work.count], &set);
    if (sched_setaffinity(0, sizeof(set), &set) == 0) work.pinned++;
  }, &work, unsigned(count), 0);
  return work.pinned;
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

TTTensor *tt_normal(const long *sizes, long rank, uint64_t seed) {
  return one([&] {
    auto values = at::_ops::empty_memory_format::call(IList(sizes, rank), at::kFloat, {}, {}, {}, {});
    return at::_ops::normal_::call(values, 0, 1, at::detail::createCPUGenerator(seed));
  });
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
