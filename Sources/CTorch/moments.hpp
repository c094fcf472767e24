// AdamW's moments in 8 bits: blocks of 256 elements with a scale each, rounded at random so that the mean stays right.
//
// Blocks as in 8-bit optimizers (arXiv 2110.02861); other than there an element is a small floating-point number, the
// scale a power of two, and rounding stochastic. Rounded to nearest, the second moment would stop: it changes by 0.1 %
// a step, and neighbours are 6 to 12 % apart. With a power of two an element that does not change keeps its bits when
// the scale does.
#pragma once
#include "vectorised.hpp"

namespace ctorch {
constexpr long kBlock = 256;

/// Random bits of one element. They depend on the seed and the element's place, so not on how the work was shared.
INLINE uint64_t mixed(uint64_t z) {  // SplitMix64 (Steele, Lea and Flood 2014)
  z += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}
INLINE uint32_t mixed(uint32_t x) {  // "lowbias32" of Chris Wellons' hash prospector
  x = (x ^ (x >> 16)) * 0x7feb352du;
  x = (x ^ (x >> 15)) * 0x846ca68bu;
  return x ^ (x >> 16);
}

/// Two independent numbers of 16 bits from the 32 of a hash, in the middle of the 2^16 parts of 0 ..< 2^20.
INLINE uint32_t upper(uint32_t hash) { return (hash >> 12 & 0xffff0u) | 8u; }
INLINE uint32_t lower(uint32_t hash) { return (hash << 4 & 0xffff0u) | 8u; }

/// A magnitude in [0, 1.875] with `Exponent` bits of exponent and three of mantissa; at the lower end in equal steps, an
/// eighth of `smallest`.
template <int Exponent> struct Small {
  static constexpr uint32_t offset = uint32_t(128 - (1 << Exponent)) << 3;  // from this exponent's bias to float32's
  static constexpr float smallest = 4.f / float(1u << (1 << (Exponent - 1))) / float(1u << (1 << (Exponent - 1)));

  /// Rounds up with the probability that keeps the mean; `random` is the middle of one of 2^16 parts of 0 ..< 2^20.
  INLINE uint32_t encoded(float magnitude, uint32_t random) {
    // Between `smallest` and its double, neighbours are as far apart as they have to be below it.
    const bool is_low = magnitude < smallest;
    const uint32_t shifted = bits(magnitude + (is_low ? smallest : 0.f)) + random;
    return (shifted >> 20) - offset - (is_low ? 8u : 0u);
  }
  INLINE float decoded(uint32_t code) {
    const bool is_low = code < 8;
    return real((code + offset + (is_low ? 8u : 0u)) << 20) - (is_low ? smallest : 0.f);
  }
};
using Mean = Small<4>;    // and a sign
using Square = Small<5>;  // never negative

INLINE float decoded_mean(uint8_t code, float scale) {
  return real(bits(Mean::decoded(code & 127u) * scale) | uint32_t(code & 128u) << 24);
}
INLINE float decoded_square(uint8_t code, float scale) { return Square::decoded(code) * scale; }
/// `factor` is the reciprocal of the block's scale.
INLINE uint8_t encoded_mean(float value, float factor, uint32_t random) {
  return uint8_t(Mean::encoded(real(bits(value) & 0x7fffffffu) * factor, random) | (bits(value) >> 24 & 128u));
}
INLINE uint8_t encoded_square(float value, float factor, uint32_t random) {
  return uint8_t(Square::encoded(value * factor, random));
}

/// The power of two that brings the block's largest magnitude, given by its bits, to at most 1.875; 0 for a block of
/// zeros.
INLINE float scale_of(uint32_t largest) {
  if (largest == 0) return 0;
  uint32_t exponent = (largest + 0x100000u) >> 23;
  exponent = exponent < 1 ? 1 : exponent > 254 ? 254 : exponent;  // a normal number; its reciprocal is exact
  return real(exponent << 23);
}
INLINE float reciprocal(float scale) { return scale == 0 ? 0 : 1 / scale; }

/// The bits of a magnitude. Of numbers without a sign the order of the bits is that of the values.
INLINE uint32_t magnitude(float value) { return bits(value) & 0x7fffffffu; }
INLINE uint32_t larger(uint32_t a, uint32_t b) { return a > b ? a : b; }
}
