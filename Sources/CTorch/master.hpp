// float32 master weights in two halves: the bfloat16 weight that the model computes with, and what it lacks.
#pragma once
#include "vectorised.hpp"

namespace ctorch {
/// master = (high << 16) + low in integers of 32 bits, modulo 2^32, so every bit pattern comes back.
///
/// `high` is the master rounded to the nearest bfloat16; a tie goes away from zero, where a cast would go to the even
/// neighbour. As with a cast, what is nearer to 2^128 than to the largest bfloat16 (from 3.3961775e38) becomes
/// infinite.
struct Split {
  uint16_t high;
  int16_t low;
};
INLINE Split split(uint32_t master) { return {uint16_t((master + 0x8000u) >> 16), int16_t(master)}; }
INLINE uint32_t joined(uint16_t high, int16_t low) { return (uint32_t(high) << 16) + uint32_t(int32_t(low)); }
}
