// Sums of and over gradients, without a float32 copy of those in bfloat16.
#include "arguments.hpp"
#include "parallel.hpp"
#include "vectorised.hpp"
#include <vector>

namespace {
using namespace ctorch;

constexpr long kPiece = 1 << 14;

/// Sixteen sums side by side, and then theirs in order: the order of additions does not depend on the processor.
template <class Gradient> INLINE double squares(const Gradient *gradient, long count) {
  constexpr long lanes = 16;
  double sums[lanes] = {};
  long i = 0;
  for (; i + lanes <= count; i += lanes) {
    for (long lane = 0; lane < lanes; lane++) {
      const double g = widened(gradient[i + lane]);
      sums[lane] += g * g;
    }
  }
  for (; i < count; i++) {
    const double g = widened(gradient[i]);
    sums[0] += g * g;
  }
  double sum = 0;
  for (double lane : sums) sum += lane;
  return sum;
}
VARIANTS double squares_full(const float *gradient, long count) { return squares(gradient, count); }
VARIANTS double squares_half(const uint16_t *gradient, long count) { return squares(gradient, count); }

template <class Gradient>
INLINE void accumulate(
    float *__restrict sum, const Gradient *__restrict gradient, long count, float scale, bool replaces) {
  if (replaces) {
    for (long i = 0; i < count; i++) sum[i] = scale * widened(gradient[i]);
  } else {
    for (long i = 0; i < count; i++) sum[i] += scale * widened(gradient[i]);
  }
}
VARIANTS void accumulate_full(float *sum, const float *gradient, long count, float scale, bool replaces) {
  accumulate(sum, gradient, count, scale, replaces);
}
VARIANTS void accumulate_half(float *sum, const uint16_t *gradient, long count, float scale, bool replaces) {
  accumulate(sum, gradient, count, scale, replaces);
}
long pieces(long count) { return (count + kPiece - 1) / kPiece; }
}

extern "C" {
bool tt_sum_of_squares(double *out, TTTensor *gradient) {
  return run([&] {
    const long count = T(gradient).numel();
    const auto type = real_type("gradient", T(gradient));
    const void *start = memory<void>("gradient", T(gradient), type, count);
    std::vector<double> sums(pieces(count));
    share(long(sums.size()), 8, [&](long first, long last) {
      for (long piece = first; piece < last; piece++) {
        const long from = piece * kPiece, length = std::min(kPiece, count - from);
        sums[piece] = type == at::kFloat ? squares_full(static_cast<const float *>(start) + from, length)
                                         : squares_half(static_cast<const uint16_t *>(start) + from, length);
      }
    });
    *out = 0;
    for (double sum : sums) *out += sum;
  });
}

bool tt_accumulate(TTTensor *sum, TTTensor *gradient, double scale, bool replaces) {
  return run([&] {
    const long count = T(gradient).numel();
    const auto type = real_type("gradient", T(gradient));
    const void *start = memory<void>("gradient", T(gradient), type, count);
    float *total = memory<float>("sum of gradients", T(sum), at::kFloat, count);
    share(pieces(count), 8, [&](long first, long last) {
      const long from = first * kPiece, length = std::min(last * kPiece, count) - from;
      if (type == at::kFloat)
        accumulate_full(total + from, static_cast<const float *>(start) + from, length, float(scale), replaces);
      else accumulate_half(total + from, static_cast<const uint16_t *>(start) + from, length, float(scale), replaces);
    });
  });
}
}
