// The optimiser's compact forms back as float32, and masters into halves.
#include "arguments.hpp"
#include "master.hpp"
#include "moments.hpp"
#include "parallel.hpp"
#include <ATen/ops/empty_like_ops.h>

namespace {
using namespace ctorch;

constexpr long kWorthwhile = 1 << 16;

VARIANTS void split_all(
    const uint32_t *__restrict master, uint16_t *__restrict high, int16_t *__restrict low, long count) {
  for (long i = 0; i < count; i++) {
    const Split halves = split(master[i]);
    high[i] = halves.high;
    low[i] = halves.low;
  }
}
VARIANTS void join_all(
    const uint16_t *__restrict high, const int16_t *__restrict low, uint32_t *__restrict master, long count) {
  for (long i = 0; i < count; i++) master[i] = joined(high[i], low[i]);
}
VARIANTS void decode_all(
    const uint8_t *__restrict codes, const float *__restrict scales, float *__restrict values, long first, long last,
    bool is_signed) {
  for (long i = first; i < last; i++) {
    const float scale = scales[i / kBlock];
    values[i] = is_signed ? decoded_mean(codes[i], scale) : decoded_square(codes[i], scale);
  }
}
at::Tensor float32_like(const at::Tensor &tensor) {
  return at::_ops::empty_like::call(tensor, at::kFloat, {}, {}, {}, at::MemoryFormat::Contiguous);
}
}

extern "C" {
bool tt_split_master(TTTensor *master, TTTensor *high, TTTensor *low) {
  return run([&] {
    const long count = T(master).numel();
    auto from = memory<uint32_t>("master", T(master), at::kFloat, count);
    auto upper = memory<uint16_t>("weight", T(high), at::kBFloat16, count);
    auto lower = memory<int16_t>("lower half of the weight", T(low), at::kShort, count);
    share(count, kWorthwhile, [&](long first, long last) {
      split_all(from + first, upper + first, lower + first, last - first);
    });
  });
}
TTTensor *tt_join_master(TTTensor *high, TTTensor *low) {
  return one([&] {
    const long count = T(high).numel();
    auto upper = memory<uint16_t>("weight", T(high), at::kBFloat16, count);
    auto lower = memory<int16_t>("lower half of the weight", T(low), at::kShort, count);
    at::Tensor master = float32_like(T(high));
    auto to = static_cast<uint32_t *>(master.mutable_data_ptr());
    share(count, kWorthwhile, [&](long first, long last) {
      join_all(upper + first, lower + first, to + first, last - first);
    });
    return master;
  });
}
TTTensor *tt_moment(TTTensor *codes, TTTensor *scales, bool is_signed) {
  return one([&] {
    const long count = T(codes).numel();
    auto from = memory<uint8_t>("moment", T(codes), at::kByte, count);
    auto factors = memory<float>("moment's scale", T(scales), at::kFloat, (count + kBlock - 1) / kBlock);
    at::Tensor values = float32_like(T(codes));
    auto to = static_cast<float *>(values.mutable_data_ptr());
    share(count, kWorthwhile, [&](long first, long last) { decode_all(from, factors, to, first, last, is_signed); });
    return values;
  });
}
}
