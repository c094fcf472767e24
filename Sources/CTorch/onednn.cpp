// Operators of oneDNN that native_functions.yaml does not list; found by name in the dispatcher.
#include "convert.hpp"
#include <ATen/core/dispatch/Dispatcher.h>

namespace {
template <class Signature> auto find(const char *name) {
  return c10::Dispatcher::singleton().findSchemaOrThrow(name, "").typed<Signature>();
}
using Scalars = c10::List<std::optional<at::Scalar>>;
}

extern "C" {
TTTensor *tt_mkldnn_reorder_linear_weight(TTTensor *weight, long rows) {
  using Reorder = at::Tensor(const at::Tensor &, std::optional<int64_t>);
  return one([&] {
    static auto op = find<Reorder>("mkldnn::_reorder_linear_weight");
    return op.call(T(weight), rows > 0 ? std::optional<int64_t>(rows) : nullopt);
  });
}
TTTensor *tt_mkldnn_linear_pointwise(
    TTTensor *input, TTTensor *weight, TTTensor *bias, const char *activation, const char *algorithm) {
  using Linear = at::Tensor(
      const at::Tensor &, const at::Tensor &, const std::optional<at::Tensor> &, c10::string_view, Scalars,
      std::optional<c10::string_view>);
  return one([&] {
    static auto op = find<Linear>("mkldnn::_linear_pointwise");
    return op.call(T(input), T(weight), OptT(bias), activation, Scalars(), OptStr(algorithm));
  });
}
TTTensor *tt_onednn_qlinear_prepack(TTTensor *weight, const long *input_sizes, long rank) {
  using Prepack = at::Tensor(at::Tensor, std::optional<torch::List<int64_t>>);
  return one([&] {
    static auto op = find<Prepack>("onednn::qlinear_prepack");
    std::optional<torch::List<int64_t>> sizes;
    if (input_sizes) {
      sizes.emplace();
      for (long k = 0; k < rank; k++) sizes->push_back(input_sizes[k]);
    }
    return op.call(T(weight), sizes);
  });
}
TTTensor *tt_onednn_qlinear_pointwise(
    TTTensor *input, TTTensor *input_scale, TTTensor *input_zero_point, TTTensor *weight, TTTensor *weight_scales,
    TTTensor *weight_zero_points, TTTensor *bias, int output_dtype, const char *activation, const char *algorithm) {
  using Linear = at::Tensor(
      at::Tensor, at::Tensor, at::Tensor, at::Tensor, at::Tensor, at::Tensor, std::optional<at::Tensor>, double, int64_t,
      std::optional<at::ScalarType>, c10::string_view, Scalars, c10::string_view);
  return one([&] {
    static auto op = c10::Dispatcher::singleton().findSchemaOrThrow("onednn::qlinear_pointwise", "tensor").typed<Linear>();
    return op.call(
        T(input), T(input_scale), T(input_zero_point), T(weight), T(weight_scales), T(weight_zero_points), OptT(bias),
        1.0, 0, at::ScalarType(output_dtype), activation, Scalars(), algorithm);
  });
}
}
