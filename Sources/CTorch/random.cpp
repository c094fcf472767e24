// Random numbers from generators of their own.
#include "convert.hpp"
#include "parallel.hpp"
#include "vectorised.hpp"
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/empty_ops.h>
#include <ATen/ops/normal_ops.h>
#include <ATen/ops/uniform_ops.h>

static at::Tensor empty(const long *sizes, long rank, at::ScalarType type) {
  return at::_ops::empty_memory_format::call(IList(sizes, rank), type, {}, {}, {}, {});
}

namespace {
/// 32 well mixed bits of a counter (the finaliser of MurmurHash3).
INLINE uint32_t mixed(uint32_t h) {
  h = (h ^ (h >> 16)) * 0x85ebca6bu;
  h = (h ^ (h >> 13)) * 0xc2b2ae35u;
  return h ^ (h >> 16);
}

/// `value` where 24 bits of element i are below `limit`, else 0. Numbers of 16 or of 32 bits.
template <class Number> INLINE void masked(Number *out, long first, long last, uint64_t seed, uint32_t limit, Number value) {
  const auto low = uint32_t(seed), high = uint32_t(seed >> 32);
  for (long i = first; i < last; i++)
    out[i] = (mixed(mixed(uint32_t(i) + low) ^ high) >> 8) < limit ? value : Number(0);
}
VARIANTS void masked16(uint16_t *out, long first, long last, uint64_t seed, uint32_t limit, uint16_t value) {
  masked(out, first, last, seed, limit, value);
}
VARIANTS void masked32(uint32_t *out, long first, long last, uint64_t seed, uint32_t limit, uint32_t value) {
  masked(out, first, last, seed, limit, value);
}
}

extern "C" {
TTTensor *tt_normal(const long *sizes, long rank, uint64_t seed) {
  return one([&] {
    auto values = empty(sizes, rank, at::kFloat);
    return at::_ops::normal_::call(values, 0, 1, at::detail::createCPUGenerator(seed));
  });
}
TTTensor *tt_uniform(const long *sizes, long rank, uint64_t seed) {
  return one([&] {
    auto values = empty(sizes, rank, at::kFloat);
    return at::_ops::uniform_::call(values, 0, 1, at::detail::createCPUGenerator(seed));
  });
}
TTTensor *tt_bernoulli(const long *sizes, long rank, double probability, double value, int dtype, const uint64_t *seeds) {
  return one([&] {
    auto type = at::ScalarType(dtype);
    TORCH_CHECK(type == at::kFloat || type == at::kBFloat16, "masks are float32 or bfloat16");
    auto mask = empty(sizes, rank, type);
    const long rows = sizes[0], width = rows > 0 ? mask.numel() / rows : 0;
    const auto limit = uint32_t(probability * double(1 << 24));
    void *data = mask.mutable_data_ptr();
    // libtorch's own bernoulli_ draws on one thread: 0.2 s of a step of the full-size model.
    for (long row = 0; row < rows; row++)
      ctorch::share(width, 1 << 14, [&](long first, long last) {
        if (type == at::kFloat)
          masked32(static_cast<uint32_t *>(data) + row * width, first, last, seeds[row], limit, ctorch::bits(float(value)));
        else
          masked16(static_cast<uint16_t *>(data) + row * width, first, last, seeds[row], limit, c10::BFloat16(float(value)).x);
      });
    return mask;
  });
}
}
