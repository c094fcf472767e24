// Loops that the compiler turns into vector instructions of the processor that is found when the program starts.
#pragma once
#include <cstdint>
#include <cstring>

// Equal bits on every processor: no product is fused with a sum, which only some of the variants could do.
#pragma STDC FP_CONTRACT OFF

/// A function of which there are several variants, of which the loader takes the best that the processor can run. What
/// it calls must be INLINE, or it is compiled once only, for the oldest processor. Not under ThreadSanitizer, which isn't
/// ready yet when the loader asks which variant it is to be.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define ONE_VARIANT
#endif
#endif
#if defined(__x86_64__) && !defined(ONE_VARIANT)
#define VARIANTS __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define VARIANTS
#endif
#define INLINE __attribute__((always_inline)) static inline

namespace ctorch {
INLINE float real(uint32_t bits) { return __builtin_bit_cast(float, bits); }
INLINE uint32_t bits(float value) { return __builtin_bit_cast(uint32_t, value); }

/// A gradient of float32 or bfloat16, as float32.
INLINE float widened(float value) { return value; }
INLINE float widened(uint16_t bfloat16) { return real(uint32_t(bfloat16) << 16); }
}
