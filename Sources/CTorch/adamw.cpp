// AdamW (arXiv 1711.05101) in one pass over memory: gradient, weight and moments are read once and written once.
//
// A step moves 14 to 28 bytes per element and computes little, so its speed is memory's. The arithmetic is that of
// libtorch's fused kernel in the same order, except that nothing is fused into one rounding (vectorised.hpp).
#include "arguments.hpp"
#include "master.hpp"
#include "moments.hpp"
#include "parallel.hpp"
#include <cmath>
#include <limits>

namespace {
using namespace ctorch;

struct Step {
  const void *gradient;
  void *weight;
  int16_t *low;
  void *mean, *square;
  float *mean_scales, *square_scales;
  long count;
  uint64_t seed;
  float scale, decay, mean_share, square_keep, square_share, step_size, correction, epsilon, bound;
};

struct Full {  // float32 weights
  INLINE float load(const Step &s, long i) { return static_cast<const float *>(s.weight)[i]; }
  INLINE void store(const Step &s, long i, float value) { static_cast<float *>(s.weight)[i] = value; }
};
struct Halves {  // bfloat16 weights with the rest of their masters
  INLINE float load(const Step &s, long i) {
    return real(joined(static_cast<const uint16_t *>(s.weight)[i], s.low[i]));
  }
  INLINE void store(const Step &s, long i, float value) {
    const Split halves = split(bits(value));
    static_cast<uint16_t *>(s.weight)[i] = halves.high;
    s.low[i] = halves.low;
  }
};

/// The moments of one block.
struct Float32 {
  static constexpr bool is_small = false;
  float *means, *squares;

  INLINE Float32 of(const Step &s, long block) {
    return {static_cast<float *>(s.mean) + block * kBlock, static_cast<float *>(s.square) + block * kBlock};
  }
  __attribute__((always_inline)) float mean(long i) const { return means[i]; }
  __attribute__((always_inline)) float square(long i, float keep) const { return squares[i] * keep; }
  INLINE float bounded(float mean, float, float) { return mean; }
};
struct Blockwise8 {
  static constexpr bool is_small = true;
  uint8_t *means, *squares;
  float mean_scale, square_scale;

  INLINE Blockwise8 of(const Step &s, long block) {
    return {static_cast<uint8_t *>(s.mean) + block * kBlock, static_cast<uint8_t *>(s.square) + block * kBlock,
            s.mean_scales[block], s.square_scales[block]};
  }
  __attribute__((always_inline)) float mean(long i) const { return decoded_mean(means[i], mean_scale); }
  /// A product with a power of two is exact, so `keep` may go to it first, once per block.
  __attribute__((always_inline)) float square(long i, float keep) const {
    return decoded_square(squares[i], square_scale * keep);
  }
  /// What is too small for its block was rounded to zero or far up. Where that left a mean that cannot belong to its
  /// square, the step would be hundreds of times too long; this keeps it to the longest that AdamW's own moments can
  /// ask for.
  INLINE float bounded(float mean, float root, float bound) {
    const float most = bound * root, below = mean < most ? mean : most;
    return below > -most ? below : -most;
  }
};

template <class Gradient, class Weight, class Moments> INLINE void step(const Step &s, long block, long count) {
  const Gradient *gradient = static_cast<const Gradient *>(s.gradient) + block * kBlock;
  const Moments moments = Moments::of(s, block);
  alignas(64) float mean[kBlock], square[kBlock];  // of 8-bit moments, until the scales are known
  uint32_t largest_mean = 0, largest_square = 0;
  // Another tensor never shares memory with this one, so no element depends on another's.
#pragma clang loop vectorize(assume_safety)
  for (long i = 0; i < count; i++) {
    const float g = widened(gradient[i]) * s.scale;
    const float old = moments.mean(i);
    const float m = old + s.mean_share * (g - old);
    const float v = moments.square(i, s.square_keep) + s.square_share * g * g;
    const float root = __builtin_elementwise_sqrt(v);
    const float move = s.step_size * Moments::bounded(m, root, s.bound) / (root * s.correction + s.epsilon);
    Weight::store(s, block * kBlock + i, Weight::load(s, block * kBlock + i) * s.decay - move);
    if constexpr (Moments::is_small) {
      mean[i] = m;
      square[i] = v;
      largest_mean = larger(largest_mean, magnitude(m));
      largest_square = larger(largest_square, bits(v));
    } else {
      moments.means[i] = m;
      moments.squares[i] = v;
    }
  }
  if constexpr (Moments::is_small) {
    const float mean_scale = s.mean_scales[block] = scale_of(largest_mean);
    const float square_scale = s.square_scales[block] = scale_of(largest_square);
    const float mean_factor = reciprocal(mean_scale), square_factor = reciprocal(square_scale);
    const uint32_t base = uint32_t(mixed(s.seed + uint64_t(block)));
    for (long i = 0; i < count; i++) {
      const uint32_t hash = mixed(base + uint32_t(i));
      moments.means[i] = encoded_mean(mean[i], mean_factor, upper(hash));
      moments.squares[i] = encoded_square(square[i], square_factor, lower(hash));
    }
  }
}

template <class Gradient, class Weight, class Moments> INLINE void steps(const Step &s, long first, long last) {
  for (long block = first; block < last; block++) {
    if (s.count - block * kBlock >= kBlock) step<Gradient, Weight, Moments>(s, block, kBlock);
    else step<Gradient, Weight, Moments>(s, block, s.count - block * kBlock);
  }
}

using Steps = void (*)(const Step &, long, long);
#define STEPS(name, Gradient, Weight, Moments) \
  VARIANTS void name(const Step &s, long first, long last) { steps<Gradient, Weight, Moments>(s, first, last); }
STEPS(full_full_float32, float, Full, Float32)
STEPS(full_full_blockwise8, float, Full, Blockwise8)
STEPS(full_halves_float32, float, Halves, Float32)
STEPS(full_halves_blockwise8, float, Halves, Blockwise8)
STEPS(half_full_float32, uint16_t, Full, Float32)
STEPS(half_full_blockwise8, uint16_t, Full, Blockwise8)
STEPS(half_halves_float32, uint16_t, Halves, Float32)
STEPS(half_halves_blockwise8, uint16_t, Halves, Blockwise8)
constexpr Steps kSteps[2][2][2] = {  // bfloat16 gradient?, split weight?, 8-bit moments?
    {{full_full_float32, full_full_blockwise8}, {full_halves_float32, full_halves_blockwise8}},
    {{half_full_float32, half_full_blockwise8}, {half_halves_float32, half_halves_blockwise8}}};
}

extern "C" {
bool tt_adamw(
    TTAdamW o, TTTensor *gradient, TTTensor *weight, TTTensor *low, TTTensor *mean, TTTensor *square,
    TTTensor *mean_scales, TTTensor *square_scales) {
  return run([&] {
    const long count = T(weight).numel(), blocks = (count + kBlock - 1) / kBlock;
    const bool is_split = low, is_small = mean_scales && square_scales;
    const auto type = is_small ? at::kByte : at::kFloat, gradient_type = real_type("gradient", T(gradient));
    Step s{};
    s.count = count;
    s.gradient = memory<void>("gradient", T(gradient), gradient_type, count);
    s.weight = memory<void>("weight", T(weight), is_split ? at::kBFloat16 : at::kFloat, count);
    if (is_split) s.low = memory<int16_t>("lower half of the weight", T(low), at::kShort, count);
    s.mean = memory<void>("first moment", T(mean), type, count);
    s.square = memory<void>("second moment", T(square), type, count);
    if (is_small) {
      s.mean_scales = memory<float>("first moment's scale", T(mean_scales), at::kFloat, blocks);
      s.square_scales = memory<float>("second moment's scale", T(square_scales), at::kFloat, blocks);
    }
    s.scale = float(o.gradient_scale);
    s.decay = float(1 - o.learning_rate * o.weight_decay);
    s.mean_share = float(1 - o.beta1);
    s.square_keep = float(o.beta2);
    s.square_share = float(1 - o.beta2);
    s.step_size = float(o.learning_rate / (1 - std::pow(o.beta1, double(o.step))));
    s.correction = float(1 / std::sqrt(1 - std::pow(o.beta2, double(o.step))));
    s.epsilon = float(o.epsilon);
    // |m| = (1-β1) |Σ β1^k g| <= (1-β1)/√(1-β2) · √(Σ (β1²/β2)^k) · √v by Cauchy and Schwarz.
    const double ratio = o.beta1 * o.beta1 / o.beta2;
    s.bound = ratio < 1 ? float((1 - o.beta1) / std::sqrt((1 - o.beta2) * (1 - ratio)))
                        : std::numeric_limits<float>::max();
    s.seed = mixed(o.seed ^ mixed(uint64_t(o.step)));
    const Steps steps = kSteps[gradient_type == at::kBFloat16][is_split][is_small];
    share(blocks, 128, [&](long first, long last) { steps(s, first, last); });
  });
}
}
