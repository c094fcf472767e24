// Life, autograd and memory of tensors.
#include "convert.hpp"
#include <ATen/ops/_backward_ops.h>
#include <ATen/ops/empty_ops.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/GradMode.h>
#include <string>
#include <utility>

namespace ctorch {
static thread_local std::string message;
static thread_local bool has_failed = false;
static thread_local int scopes = 0;
static thread_local void *trace = nullptr;
void remember(const char *text) noexcept { message = text; has_failed = true; }
bool failed() noexcept { return has_failed; }
std::vector<at::Tensor> &results() noexcept {
  static thread_local std::vector<at::Tensor> latest;
  return latest;
}
}

extern "C" {
void tt_retain(TTTensor *t) { give(T(t)); }
void tt_release(TTTensor *t) {
  c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>::reclaim(reinterpret_cast<at::TensorImpl *>(t));
}

const char *tt_take_error(void) { return std::exchange(ctorch::has_failed, false) ? ctorch::message.c_str() : nullptr; }
bool tt_has_error(void) { return ctorch::has_failed; }
void tt_enter_error_scope(void) { ctorch::scopes++; }
void tt_leave_error_scope(void) { ctorch::scopes--; }
bool tt_in_error_scope(void) { return ctorch::scopes > 0; }
TTTensor *tt_placeholder(void) { return give(at::_ops::empty_memory_format::call({c10::SymInt(0)}, {}, {}, {}, {}, {})); }
TTTensor *tt_take_result(long k) { return give(std::move(ctorch::results()[k])); }

void *tt_current_trace(void) { return ctorch::trace; }
void *tt_exchange_trace(void *next) { return std::exchange(ctorch::trace, next); }

bool tt_grad_enabled(void) { return c10::GradMode::is_enabled(); }
bool tt_set_grad_enabled(bool on) {
  bool was = c10::GradMode::is_enabled();
  c10::GradMode::set_enabled(on);
  return was;
}
bool tt_backward(TTTensor *t) { return run([&] { at::_ops::_backward::call(T(t), {}, nullopt, nullopt, false); }); }
TTTensor *tt_grad(TTTensor *t) { return one([&] { return T(t).grad(); }); }
void tt_clear_grad(TTTensor *t) { run([&] { T(t).mutable_grad() = at::Tensor(); }); }
bool tt_requires_grad(TTTensor *t) { return T(t).requires_grad(); }
bool tt_set_requires_grad(TTTensor *t, bool on) { return run([&] { T(t).requires_grad_(on); }); }

long tt_rank(TTTensor *t) { return T(t).dim(); }
const long *tt_sizes(TTTensor *t) { return reinterpret_cast<const long *>(T(t).sizes().data()); }
int tt_dtype(TTTensor *t) { return int(T(t).scalar_type()); }
TTDevice tt_device(TTTensor *t) { return {int(T(t).device().type()), int(T(t).device().index()), true}; }
bool tt_is_contiguous(TTTensor *t) { return T(t).is_contiguous(); }
const void *tt_bytes(TTTensor *t) {
  const void *out = nullptr;
  run([&] { out = T(t).const_data_ptr(); });
  return out;
}
void *tt_mutable_bytes(TTTensor *t) {
  void *out = nullptr;
  run([&] { out = T(t).mutable_data_ptr(); });
  return out;
}
TTTensor *tt_from_bytes(void *bytes, const long *sizes, long rank, int dtype, void *owner, void (*release)(void *)) {
  return one([&] {
    return at::from_blob(
        bytes, IList(sizes, rank), [owner, release](void *) { if (release) release(owner); },
        at::TensorOptions(at::ScalarType(dtype)));
  });
}
}
