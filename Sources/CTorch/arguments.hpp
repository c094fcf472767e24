// What the optimiser's kernels ask of their tensors.
#pragma once
#include "convert.hpp"

namespace ctorch {
/// `tensor`'s memory after a look at all that the kernel relies on.
template <class Element>
inline Element *memory(const char *what, const at::Tensor &tensor, at::ScalarType type, long count) {
  TORCH_CHECK(
      tensor.is_cpu(), "optimiser: bfloat16 weights and 8-bit moments are for the CPU; the ", what, " is elsewhere");
  TORCH_CHECK(tensor.is_contiguous(), "optimiser: the ", what, " is not contiguous");
  TORCH_CHECK(tensor.scalar_type() == type, "optimiser: the ", what, " is ", tensor.scalar_type(), ", not ", type);
  TORCH_CHECK(tensor.numel() == count, "optimiser: the ", what, " has ", tensor.numel(), " elements, not ", count);
  return static_cast<Element *>(tensor.mutable_data_ptr());
}
/// float32 or bfloat16.
inline at::ScalarType real_type(const char *what, const at::Tensor &tensor) {
  const auto type = tensor.scalar_type();
  TORCH_CHECK(type == at::kFloat || type == at::kBFloat16, "optimiser: the ", what, " is ", type);
  return type;
}
}
