// Large blocks of memory that are kept and handed out again.
//
// A training step allocates and frees some gigabytes: activations, and a gradient per parameter. From malloc the larger ones are
// mapped, cleared and unmapped around every step, page by page. Here a block that is freed waits for the next request of its
// size, and is made of huge pages where the system gives them.
#include "convert.hpp"
#include <c10/core/CPUAllocator.h>
#include <map>
#include <mutex>
#include <sys/mman.h>
#include <unordered_map>
#include <vector>

namespace {
constexpr size_t huge_page = 2 << 20;
/// Smaller blocks are malloc's: there are too many of them, of too many sizes.
constexpr size_t smallest = 1 << 20;

class LargeBlocks final : public c10::Allocator {
  c10::Allocator *const small_;
  std::mutex mutex_;
  std::unordered_map<void *, size_t> sizes_;
  std::map<size_t, std::vector<void *>> free_;

  /// A quarter of a MiB: what is beyond the last huge page is made of small ones, so nothing is wasted.
  static size_t rounded(size_t bytes) {
    constexpr size_t step = size_t(1) << 18;
    return (bytes + step - 1) / step * step;
  }

  /// Aligned to huge pages, so that all of it can be made of them.
  static void *map(size_t bytes) {
    size_t room = bytes + huge_page;
    void *start = mmap(nullptr, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) return nullptr;
    auto begin = reinterpret_cast<uintptr_t>(start);
    auto block = (begin + huge_page - 1) / huge_page * huge_page;
    if (block > begin) munmap(start, block - begin);
    auto end = block + bytes;
    if (begin + room > end) munmap(reinterpret_cast<void *>(end), begin + room - end);
#ifdef MADV_HUGEPAGE
    madvise(reinterpret_cast<void *>(block), bytes, MADV_HUGEPAGE);
#endif
    return reinterpret_cast<void *>(block);
  }

public:
  explicit LargeBlocks(c10::Allocator *small) : small_(small) {}

  static LargeBlocks &shared() {
    // Never destroyed: tensors may outlive everything else.
    static auto *blocks = new LargeBlocks(c10::GetCPUAllocator());
    return *blocks;
  }

  c10::DataPtr allocate(size_t bytes) override {
    if (bytes < smallest) return small_->allocate(bytes);
    size_t size = rounded(bytes);
    std::lock_guard<std::mutex> guard(mutex_);
    auto &waiting = free_[size];
    void *block = nullptr;
    if (!waiting.empty()) {
      block = waiting.back();
      waiting.pop_back();
    } else {
      block = map(size);
      TORCH_CHECK(block, "out of memory: a block of ", size, " bytes could not be mapped");
    }
    sizes_[block] = size;
    return {block, block, &LargeBlocks::give_back, at::kCPU};
  }

  static void give_back(void *block) {
    auto &blocks = shared();
    std::lock_guard<std::mutex> guard(blocks.mutex_);
    auto place = blocks.sizes_.find(block);
    if (place == blocks.sizes_.end()) return blocks.small_->raw_deallocate(block);
    blocks.free_[place->second].push_back(block);
    blocks.sizes_.erase(place);
  }

  /// oneDNN allocates without a `DataPtr`.
  c10::DeleterFnPtr raw_deleter() const override { return &LargeBlocks::give_back; }

  /// Returns to the system what waits.
  void release() {
    std::lock_guard<std::mutex> guard(mutex_);
    for (auto &[size, blocks] : free_)
      for (void *block : blocks) munmap(block, size);
    free_.clear();
  }

  void copy_data(void *target, const void *source, size_t bytes) const override {
    default_copy_data(target, source, bytes);
  }
};
}

extern "C" {
void tt_keep_large_blocks(void) { run([] { c10::SetCPUAllocator(&LargeBlocks::shared(), 1); }); }
void tt_release_large_blocks(void) { LargeBlocks::shared().release(); }
}
