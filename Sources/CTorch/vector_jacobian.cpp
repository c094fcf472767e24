// Gradients with respect to inputs, also through products whose kernels have no derivative.
#include "convert.hpp"
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/zeros_like.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

namespace {
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// gradient x W with W^T in oneDNN's blocked layout.
at::Tensor product(const at::Tensor &gradient, const at::Tensor &transposed) {
  using Scalars = c10::List<std::optional<at::Scalar>>;
  using Linear = at::Tensor(
      const at::Tensor &, const at::Tensor &, const std::optional<at::Tensor> &, c10::string_view, Scalars,
      std::optional<c10::string_view>);
  static auto op = c10::Dispatcher::singleton().findSchemaOrThrow("mkldnn::_linear_pointwise", "").typed<Linear>();
  return op.call(gradient.to(at::kBFloat16).contiguous(), transposed, nullopt, "none", Scalars(), nullopt);
}

/// `output` as it is; its gradient reaches `input` as that of input x W^T.
class GradientThrough : public torch::autograd::Function<GradientThrough> {
 public:
  static at::Tensor forward(
      AutogradContext *context, const at::Tensor &, const at::Tensor &output, const at::Tensor &transposed) {
    context->saved_data["transposed"] = transposed;
    return output.detach();
  }
  static variable_list backward(AutogradContext *context, variable_list gradients) {
    return {product(gradients[0], context->saved_data["transposed"].toTensor()), at::Tensor(), at::Tensor()};
  }
};
}

extern "C" {
TTTensor *tt_gradient_through(TTTensor *output, TTTensor *input, TTTensor *transposed) {
  return one([&] { return GradientThrough::apply(T(input), T(output), T(transposed)); });
}
TTTensor *tt_vector_jacobian(TTTensor *output, TTTensor *input, TTTensor *vector) {
  return one([&] {
    auto gradients = torch::autograd::grad(
        {T(output)}, {T(input)}, {T(vector)}, /*retain_graph=*/false, /*create_graph=*/false, /*allow_unused=*/true);
    return gradients[0].defined() ? gradients[0] : at::zeros_like(T(input));
  });
}
}
