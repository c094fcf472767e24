// The C face of libtorch: tensors as reference-counted objects that Swift's ARC retains and releases itself.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TT_REFERENCE(retain, release) \
  __attribute__((swift_attr("import_reference"), swift_attr("retain:" #retain), swift_attr("release:" #release)))
#define TT_OWNED __attribute__((swift_attr("returns_retained")))

#ifdef __cplusplus
extern "C" {
#endif

/// A c10::TensorImpl. Never dereferenced here; its one field only gives the type a size.
typedef struct TT_REFERENCE(tt_retain, tt_release) TTTensor { long opaque; } TTTensor;
void tt_retain(TTTensor *_Nonnull tensor);
void tt_release(TTTensor *_Nonnull tensor);

typedef struct { double d; long i; int kind; } TTScalar;  // kind: 0 absent, 1 integer, 2 float, 3 bool
typedef struct { int type, index; bool has; } TTDevice;
typedef struct { long value; bool has; } TTOptInt;
typedef struct { double value; bool has; } TTOptDouble;
typedef struct { bool value, has; } TTOptBool;

// Errors. Every operator catches what libtorch throws and returns NULL, false or -1.
/// The message of the latest failure on this thread, which this call clears; NULL when there is none.
const char *_Nullable tt_take_error(void);
bool tt_has_error(void);
/// Scopes in which Swift turns failures into errors instead of ending the process; they nest, per thread.
void tt_enter_error_scope(void);
void tt_leave_error_scope(void);
bool tt_in_error_scope(void);
/// An empty tensor that stands in for a failed result.
TTTensor *_Nullable tt_placeholder(void) TT_OWNED;
/// Result `index` of the latest many-valued operator on this thread.
TTTensor *_Nullable tt_take_result(long index) TT_OWNED;

/// The trace that is open on this thread, if any.
void *_Nullable tt_current_trace(void);
void *_Nullable tt_exchange_trace(void *_Nullable trace) __attribute__((swift_attr("discardableResult")));

// Autograd
bool tt_grad_enabled(void);
bool tt_set_grad_enabled(bool enabled);  // returns the previous setting
bool tt_backward(TTTensor *_Nonnull loss);
/// `vector`^T x the Jacobian of `output` with respect to `input`; zeros where the one does not depend on the other. No other
/// tensor gets a gradient.
TTTensor *_Nullable tt_vector_jacobian(
    TTTensor *_Nonnull output, TTTensor *_Nonnull input, TTTensor *_Nonnull vector) TT_OWNED;
/// `output` as it is, with gradients that reach `input` as if it were input x W^T; `transposed` is W^T [in, out] as
/// `tt_mkldnn_reorder_linear_weight` gives it.
TTTensor *_Nullable tt_gradient_through(
    TTTensor *_Nonnull output, TTTensor *_Nonnull input, TTTensor *_Nonnull transposed) TT_OWNED;
/// Calls `callback(context)` each time right after a gradient was added to the leaf `tensor`, on the thread that
/// computed it: for tensors on the CPU the one that called `tt_backward`, for CUDA libtorch's own thread of the device.
/// A tensor has one hook; another one takes its place. `release(context)` is called when the hook goes, also when this
/// fails.
bool tt_set_post_accumulate_hook(
    TTTensor *_Nonnull tensor, void (*_Nonnull callback)(void *_Nullable context), void *_Nullable context,
    void (*_Nonnull release)(void *_Nullable context));
void tt_remove_post_accumulate_hook(TTTensor *_Nonnull tensor);
/// Makes `gradient` what `tt_grad` gives.
bool tt_replace_grad(TTTensor *_Nonnull tensor, TTTensor *_Nonnull gradient);
TTTensor *_Nullable tt_grad(TTTensor *_Nonnull tensor) TT_OWNED;
void tt_clear_grad(TTTensor *_Nonnull tensor);
bool tt_requires_grad(TTTensor *_Nonnull tensor);
bool tt_set_requires_grad(TTTensor *_Nonnull tensor, bool enabled);

// What a tensor is
long tt_rank(TTTensor *_Nonnull tensor);
const long *_Nonnull tt_sizes(TTTensor *_Nonnull tensor);
int tt_dtype(TTTensor *_Nonnull tensor);
TTDevice tt_device(TTTensor *_Nonnull tensor);
bool tt_is_contiguous(TTTensor *_Nonnull tensor);
const void *_Nullable tt_bytes(TTTensor *_Nonnull tensor);
void *_Nullable tt_mutable_bytes(TTTensor *_Nonnull tensor);
/// A tensor over `bytes`, which stay alive until `release(owner)` is called.
TTTensor *_Nullable tt_from_bytes(
    void *_Nonnull bytes, const long *_Nonnull sizes, long rank, int dtype, void *_Nullable owner,
    void (*_Nullable release)(void *_Nullable owner)) TT_OWNED;

// Machine
void tt_set_threads(int count);
int tt_threads(void);
/// Pins OpenMP's thread k to cpus[k]; returns how many could be pinned.
int tt_pin_threads(const int *_Nonnull cpus, int count);
/// Lets the calling thread, and the processes that it starts, run on these processors only.
bool tt_restrict_thread(const int *_Nonnull cpus, int count);
/// Whether the processor has AVX-512 F, BW, VL and DQ.
bool tt_has_avx512(void);
/// The processors that this thread may run on; returns how many.
int tt_allowed_processors(int *_Nonnull cpus, int capacity);
/// Whether blocks of a few MB come from memory that the process keeps, or each from the system.
void tt_keep_memory(bool keep);
/// From now on blocks of a MiB and more are kept when they are freed, and are made of huge pages where the system gives them.
void tt_keep_large_blocks(void);
/// Returns to the system those that are not in use.
void tt_release_large_blocks(void);
const char *_Nonnull tt_version(void);
bool tt_cuda_is_available(void);
/// Opens libtorch_cuda.so beside libtorch_cpu.so; NULL when it worked, else the loader's message.
const char *_Nullable tt_open_cuda(void);

// Random numbers in float32 from a generator of their own: the same seed gives the same numbers, whatever other threads draw.
/// Standard normal.
TTTensor *_Nullable tt_normal(const long *_Nonnull sizes, long rank, uint64_t seed) TT_OWNED;
/// Uniform in [0, 1).
TTTensor *_Nullable tt_uniform(const long *_Nonnull sizes, long rank, uint64_t seed) TT_OWNED;
/// `value` with this probability, else 0; `seeds` has one per row of the first dimension.
TTTensor *_Nullable tt_bernoulli(
    const long *_Nonnull sizes, long rank, double probability, double value, int dtype, const uint64_t *_Nonnull seeds) TT_OWNED;

// Optimiser (CPU)
/// What is the same for all elements of a tensor in one step of AdamW.
typedef struct {
  double learning_rate, beta1, beta2, epsilon, weight_decay;
  double gradient_scale;  // the gradient is multiplied with it first
  long step;              // of this tensor: 1 in its first
  uint64_t seed;          // of the rounding of 8-bit moments
} TTAdamW;
/// One step of AdamW in one pass over a float32 or bfloat16 `gradient`. `weight` is float32, or bfloat16 with `low`, the rest of
/// its float32 master. The moments are float32 without scales; or uint8, with a float32 scale for each 256 elements.
bool tt_adamw(
    TTAdamW options, TTTensor *_Nonnull gradient, TTTensor *_Nonnull weight, TTTensor *_Nullable low, TTTensor *_Nonnull mean,
    TTTensor *_Nonnull square, TTTensor *_Nullable mean_scales, TTTensor *_Nullable square_scales);
/// The values of 8-bit moments in float32; those of the mean have a sign.
TTTensor *_Nullable tt_moment(TTTensor *_Nonnull codes, TTTensor *_Nonnull scales, bool is_signed) TT_OWNED;
/// Writes a float32 master as its nearest bfloat16 and the int16 that it lacks.
bool tt_split_master(TTTensor *_Nonnull master, TTTensor *_Nonnull high, TTTensor *_Nonnull low);
TTTensor *_Nullable tt_join_master(TTTensor *_Nonnull high, TTTensor *_Nonnull low) TT_OWNED;
/// sum += scale * gradient, or sum = scale * gradient, with a float32 sum.
bool tt_accumulate(TTTensor *_Nonnull sum, TTTensor *_Nonnull gradient, double scale, bool replaces);
/// The sum of a gradient's squares in double precision, the same for every number of threads.
bool tt_sum_of_squares(double *_Nonnull out, TTTensor *_Nonnull gradient);

// Operators of oneDNN that native_functions.yaml does not list; called through the dispatcher.
/// bf16 weight [out, in] in the blocked layout that oneDNN prefers for about `rows` input rows.
TTTensor *_Nullable tt_mkldnn_reorder_linear_weight(TTTensor *_Nonnull weight, long rows) TT_OWNED;
/// input x weight^T + bias with a reordered weight; `activation` is "none", "relu", "gelu" (its erf or tanh `algorithm`) or "swish".
TTTensor *_Nullable tt_mkldnn_linear_pointwise(
    TTTensor *_Nonnull input, TTTensor *_Nonnull weight, TTTensor *_Nullable bias, const char *_Nonnull activation,
    const char *_Nullable algorithm) TT_OWNED;
/// int8 weight [out, in] packed for `onednn::qlinear_pointwise`.
TTTensor *_Nullable tt_onednn_qlinear_prepack(TTTensor *_Nonnull weight, const long *_Nullable input_sizes, long rank) TT_OWNED;
/// int8 product: uint8 `input` with one scale and zero point, packed weight with one scale per output channel.
TTTensor *_Nullable tt_onednn_qlinear_pointwise(
    TTTensor *_Nonnull input, TTTensor *_Nonnull input_scale, TTTensor *_Nonnull input_zero_point,
    TTTensor *_Nonnull weight, TTTensor *_Nonnull weight_scales, TTTensor *_Nonnull weight_zero_points,
    TTTensor *_Nullable bias, int output_dtype, const char *_Nonnull activation, const char *_Nonnull algorithm) TT_OWNED;

#ifdef __cplusplus
}
#endif
