// A function of the caller that libtorch calls when a leaf's gradient has been added up.
#include "convert.hpp"
#include <torch/csrc/autograd/function_hook.h>
#include <torch/csrc/autograd/variable.h>

namespace {
class GradientHook : public torch::autograd::PostAccumulateGradHook {
 public:
  GradientHook(void (*callback)(void *), void *context, void (*release)(void *))
      : callback(callback), context(context), release(release) {}
  ~GradientHook() override { release(context); }
  void operator()(const at::Tensor &) override { callback(context); }

 private:
  void (*callback)(void *);
  void *context;
  void (*release)(void *);
};
}

extern "C" {
bool tt_set_post_accumulate_hook(
    TTTensor *tensor, void (*callback)(void *), void *context, void (*release)(void *)) {
  auto hook = std::make_unique<GradientHook>(callback, context, release);
  return run([&] { torch::autograd::impl::set_post_acc_grad_hooks(T(tensor), std::move(hook)); });
}
void tt_remove_post_accumulate_hook(TTTensor *tensor) {
  try { torch::autograd::impl::set_post_acc_grad_hooks(T(tensor), nullptr); } catch (...) {}
}
bool tt_replace_grad(TTTensor *tensor, TTTensor *gradient) {
  return run([&] { T(tensor).mutable_grad() = T(gradient); });
}
}
