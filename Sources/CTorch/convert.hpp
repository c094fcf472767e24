// C argument -> ATen argument, and ATen result -> C result. Everything an operator needs, written once.
#pragma once
#include <ATen/core/List.h>
#include <ATen/core/Tensor.h>
#include "ctorch.h"

namespace ctorch {
void remember(const char *message) noexcept;
bool failed() noexcept;
std::vector<at::Tensor> &results() noexcept;
}

static_assert(sizeof(long) == sizeof(int64_t) && sizeof(at::Tensor) == sizeof(void *));

inline const at::Tensor &T(TTTensor *const &t) { return reinterpret_cast<const at::Tensor &>(t); }
inline at::Tensor &M(TTTensor *&t) { return reinterpret_cast<at::Tensor &>(t); }
inline TTTensor *give(at::Tensor t) {
  return t.defined() ? reinterpret_cast<TTTensor *>(t.unsafeReleaseTensorImpl()) : nullptr;
}

/// Runs `body` unless an earlier failure is still unread: after the first failure a scope computes nothing more.
template <class Body> bool run(Body body) noexcept {
  if (ctorch::failed()) return false;
  try { body(); return true; }
  catch (const c10::Error &e) { ctorch::remember(e.what_without_backtrace()); }
  catch (const std::exception &e) { ctorch::remember(e.what()); }
  catch (...) { ctorch::remember("unknown C++ exception"); }
  return false;
}
template <class Body> TTTensor *one(Body body) noexcept {
  TTTensor *out = nullptr;
  run([&] { out = give(body()); });
  return out;
}
template <class Body> long list(Body body) noexcept {
  return run([&] { ctorch::results() = body(); }) ? long(ctorch::results().size()) : -1;
}
template <class Body> long many(Body body) noexcept {
  return list([&] {
    return std::apply([](auto &&...t) { return std::vector<at::Tensor>{std::move(t)...}; }, body());
  });
}

using std::nullopt;
template <class C> auto opt(C o) { return o.has ? std::optional(o.value) : nullopt; }
inline std::optional<at::Tensor> OptT(TTTensor *const &t) { return t ? std::optional(T(t)) : nullopt; }
inline at::TensorList TList(TTTensor *const *p, long n) { return {reinterpret_cast<const at::Tensor *>(p), size_t(n)}; }
inline c10::List<std::optional<at::Tensor>> OptTList(TTTensor *const *p, long n) {
  c10::List<std::optional<at::Tensor>> out;
  for (long k = 0; k < n; k++) out.push_back(OptT(p[k]));
  return out;
}
/// Converts to both `int[]` and `SymInt[]` parameters.
struct IList {
  at::IntArrayRef ints;
  IList(const long *p, long n) : ints(reinterpret_cast<const int64_t *>(p), size_t(n)) {}
  operator at::IntArrayRef() const { return ints; }
  operator c10::SymIntArrayRef() const { return c10::fromIntArrayRefSlow(ints); }
};
struct OptIList {
  const long *p; long n;
  operator at::OptionalIntArrayRef() const { return p ? at::OptionalIntArrayRef(IList(p, n).ints) : nullopt; }
  operator at::OptionalSymIntArrayRef() const {
    return p ? at::OptionalSymIntArrayRef(c10::SymIntArrayRef(IList(p, n))) : nullopt;
  }
};
struct OptI {
  TTOptInt o;
  operator std::optional<int64_t>() const { return o.has ? std::optional<int64_t>(o.value) : nullopt; }
  operator std::optional<c10::SymInt>() const { return o.has ? std::optional<c10::SymInt>(o.value) : nullopt; }
};
inline std::optional<double> OptD(TTOptDouble o) { return opt(o); }
inline std::optional<bool> OptB(TTOptBool o) { return opt(o); }
inline at::Scalar S(TTScalar s) {
  return s.kind == 2 ? at::Scalar(s.d) : s.kind == 3 ? at::Scalar(s.i != 0) : at::Scalar(int64_t(s.i));
}
inline std::optional<at::Scalar> OptS(TTScalar s) { return s.kind ? std::optional(S(s)) : nullopt; }
inline TTScalar number(const at::Scalar &s) {
  if (s.isFloatingPoint()) return {s.toDouble(), 0, 2};
  return {0, s.toLong(), s.isBoolean() ? 3 : 1};
}
inline std::optional<at::ScalarType> OptDT(int v) { return v < 0 ? nullopt : std::optional(at::ScalarType(v)); }
inline at::Device Dev(TTDevice d) { return {at::DeviceType(d.type), at::DeviceIndex(d.index)}; }
inline std::optional<at::Device> OptDev(TTDevice d) { return d.has ? std::optional(Dev(d)) : nullopt; }
inline std::optional<c10::string_view> OptStr(const char *s) { return s ? std::optional<c10::string_view>(s) : nullopt; }
