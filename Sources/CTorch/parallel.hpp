// Work on the threads of libtorch's own pool.
#pragma once
#include <ATen/Parallel.h>
#include <algorithm>
#include <dlfcn.h>

namespace ctorch {
/// The OpenMP runtime that libtorch brings (libgomp). Only a parallel region of that runtime reaches the pool's
/// threads: this compiler's own OpenMP would start another pool beside it, so the entry points are looked up in what is
/// loaded.
struct OpenMP {
  void (*parallel)(void (*)(void *), void *, unsigned, unsigned);
  int (*thread)(void);
  int (*threads)(void);

  static const OpenMP *loaded() noexcept {
    static const OpenMP found = [] {
      OpenMP all{};
      all.parallel = reinterpret_cast<decltype(all.parallel)>(dlsym(RTLD_DEFAULT, "GOMP_parallel"));
      all.thread = reinterpret_cast<decltype(all.thread)>(dlsym(RTLD_DEFAULT, "omp_get_thread_num"));
      all.threads = reinterpret_cast<decltype(all.threads)>(dlsym(RTLD_DEFAULT, "omp_get_num_threads"));
      return all;
    }();
    return found.parallel && found.thread && found.threads ? &found : nullptr;
  }
};

/// body(first, last) for consecutive shares of 0 ..< count, one per thread; all of it on this thread where there is no
/// pool or fewer than `worthwhile` pieces. `body` must not throw.
template <class Body> void share(long count, long worthwhile, const Body &body) noexcept {
  const OpenMP *pool = OpenMP::loaded();
  const long wanted = std::min<long>(at::get_num_threads(), count);
  if (!pool || wanted < 2 || count < worthwhile) return body(0, count);
  struct Work { const OpenMP *pool; const Body &body; long count; } work{pool, body, count};
  pool->parallel([](void *data) {
    auto &work = *static_cast<Work *>(data);
    // Not the number that was asked for: inside another parallel region there is one thread.
    const long threads = work.pool->threads(), thread = work.pool->thread();
    work.body(work.count * thread / threads, work.count * (thread + 1) / threads);
  }, &work, unsigned(wanted), 0);
}
}
