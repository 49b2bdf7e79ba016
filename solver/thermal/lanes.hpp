// W numbers that go through the same arithmetic side by side, as wide as the processor has it.
// Every lane has the bits that it would have alone: each operation is rounded by itself, nothing is
// contracted, and where lanes differ in what they need the result is chosen lane by lane.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <new>
#include <vector>
#ifdef __SSE2__
#include <immintrin.h>
#endif

namespace tektite::thermal {

/// Numbers in one register of the processor that it is compiled for.
#if defined(__AVX512F__)
inline constexpr int native_lanes = 8;
#elif defined(__AVX__)
inline constexpr int native_lanes = 4;
#else
inline constexpr int native_lanes = 2;
#endif
using NativeLanes [[gnu::vector_size(native_lanes * sizeof(double))]] = double;
using NativeMask [[gnu::vector_size(native_lanes * sizeof(double))]] = long long;

#define TEKTITE_LANES [[nodiscard, gnu::always_inline]] inline

/// True or false in every lane.
template <int W>
struct Mask {
  Mask<W / 2> low, high;
  [[gnu::always_inline]] static Mask load(const unsigned char* from) {
    return {Mask<W / 2>::load(from), Mask<W / 2>::load(from + W / 2)};
  }
  [[gnu::always_inline]] void store(unsigned char* to) const {
    low.store(to), high.store(to + W / 2);
  }
};
template <>
struct Mask<native_lanes> {
  NativeMask v;
  [[gnu::always_inline]] static Mask load(const unsigned char* from) {
    Mask mask{};
    for (int l = 0; l < native_lanes; ++l) mask.v[l] = from[l] != 0 ? -1 : 0;
    return mask;
  }
  [[gnu::always_inline]] void store(unsigned char* to) const {
    for (int l = 0; l < native_lanes; ++l) to[l] = v[l] != 0 ? 1 : 0;
  }
};
template <>
struct Mask<1> {
  bool v;
  [[gnu::always_inline]] static Mask load(const unsigned char* from) { return {*from != 0}; }
  [[gnu::always_inline]] void store(unsigned char* to) const { *to = v ? 1 : 0; }
};

template <int W>
struct Lanes {
  Lanes<W / 2> low, high;
  [[gnu::always_inline]] static Lanes all(double x) {
    return {Lanes<W / 2>::all(x), Lanes<W / 2>::all(x)};
  }
  [[gnu::always_inline]] static Lanes load(const double* from) {
    return {Lanes<W / 2>::load(from), Lanes<W / 2>::load(from + W / 2)};
  }
  [[gnu::always_inline]] void store(double* to) const { low.store(to), high.store(to + W / 2); }
};
template <>
struct Lanes<native_lanes> {
  NativeLanes v;
  [[gnu::always_inline]] static Lanes all(double x) { return {x - NativeLanes{}}; }
  [[gnu::always_inline]] static Lanes load(const double* from) {
    Lanes lanes;
    __builtin_memcpy(&lanes.v, from, sizeof(lanes.v));
    return lanes;
  }
  [[gnu::always_inline]] void store(double* to) const { __builtin_memcpy(to, &v, sizeof(v)); }
};
template <>
struct Lanes<1> {
  double v;
  [[gnu::always_inline]] static Lanes all(double x) { return {x}; }
  [[gnu::always_inline]] static Lanes load(const double* from) { return {*from}; }
  [[gnu::always_inline]] void store(double* to) const { *to = v; }
};

template <int W>
inline constexpr bool is_one_register = W == native_lanes || W == 1;

#define TEKTITE_LANES_OPERATION(op)                                          \
  template <int W>                                                           \
  TEKTITE_LANES Lanes<W> operator op(const Lanes<W>& a, const Lanes<W>& b) { \
    if constexpr (is_one_register<W>) {                                      \
      return {a.v op b.v};                                                   \
    } else {                                                                 \
      return {a.low op b.low, a.high op b.high};                             \
    }                                                                        \
  }                                                                          \
  template <int W>                                                           \
  TEKTITE_LANES Lanes<W> operator op(double a, const Lanes<W>& b) {          \
    return Lanes<W>::all(a) op b;                                            \
  }                                                                          \
  template <int W>                                                           \
  TEKTITE_LANES Lanes<W> operator op(const Lanes<W>& a, double b) {          \
    return a op Lanes<W>::all(b);                                            \
  }
TEKTITE_LANES_OPERATION(+)
TEKTITE_LANES_OPERATION(-)
TEKTITE_LANES_OPERATION(*)
TEKTITE_LANES_OPERATION(/)
#undef TEKTITE_LANES_OPERATION

#define TEKTITE_LANES_COMPARISON(op)                                        \
  template <int W>                                                          \
  TEKTITE_LANES Mask<W> operator op(const Lanes<W>& a, const Lanes<W>& b) { \
    if constexpr (is_one_register<W>) {                                     \
      return {a.v op b.v};                                                  \
    } else {                                                                \
      return {a.low op b.low, a.high op b.high};                            \
    }                                                                       \
  }                                                                         \
  template <int W>                                                          \
  TEKTITE_LANES Mask<W> operator op(const Lanes<W>& a, double b) {          \
    return a op Lanes<W>::all(b);                                           \
  }
TEKTITE_LANES_COMPARISON(<)
TEKTITE_LANES_COMPARISON(<=)
TEKTITE_LANES_COMPARISON(>)
TEKTITE_LANES_COMPARISON(>=)
#undef TEKTITE_LANES_COMPARISON

template <int W>
TEKTITE_LANES Mask<W> operator&(const Mask<W>& a, const Mask<W>& b) {
  if constexpr (W == 1) {
    return {a.v && b.v};
  } else if constexpr (W == native_lanes) {
    return {a.v & b.v};
  } else {
    return {a.low & b.low, a.high & b.high};
  }
}
template <int W>
TEKTITE_LANES Mask<W> operator~(const Mask<W>& a) {
  if constexpr (W == 1) {
    return {!a.v};
  } else if constexpr (W == native_lanes) {
    return {~a.v};
  } else {
    return {~a.low, ~a.high};
  }
}

template <int W>
TEKTITE_LANES bool any(const Mask<W>& a) {
  if constexpr (W == 1) {
    return a.v;
  } else if constexpr (W == native_lanes) {
#if defined(__AVX512F__)
    return _mm512_test_epi64_mask(reinterpret_cast<__m512i>(a.v), reinterpret_cast<__m512i>(a.v)) !=
           0;
#elif defined(__AVX__)
    return _mm256_movemask_pd(reinterpret_cast<__m256d>(a.v)) != 0;
#else
    return (a.v[0] | a.v[1]) != 0;
#endif
  } else {
    return any(a.low) || any(a.high);
  }
}
template <int W>
TEKTITE_LANES bool all(const Mask<W>& a) {
  return !any(~a);
}

/// `yes` where the mask is true, else `no`.
template <int W>
TEKTITE_LANES Lanes<W> select(const Mask<W>& mask, const Lanes<W>& yes, const Lanes<W>& no) {
  if constexpr (is_one_register<W>) {
    return {mask.v ? yes.v : no.v};
  } else {
    return {select(mask.low, yes.low, no.low), select(mask.high, yes.high, no.high)};
  }
}
/// The larger one; b if either is not a number.
template <int W>
TEKTITE_LANES Lanes<W> larger(const Lanes<W>& a, const Lanes<W>& b) {
  return select(a > b, a, b);
}
template <int W>
TEKTITE_LANES Lanes<W> absolute(const Lanes<W>& a) {
  return select(a < 0.0, 0.0 - a, a);
}
template <int W>
TEKTITE_LANES Lanes<W> root(const Lanes<W>& a) {
  if constexpr (W == 1) {
    return {std::sqrt(a.v)};
  } else if constexpr (W == native_lanes) {
#if defined(__AVX512F__)
    return {reinterpret_cast<NativeLanes>(_mm512_sqrt_pd(reinterpret_cast<__m512d>(a.v)))};
#elif defined(__AVX__)
    return {reinterpret_cast<NativeLanes>(_mm256_sqrt_pd(reinterpret_cast<__m256d>(a.v)))};
#else
    return {NativeLanes{std::sqrt(a.v[0]), std::sqrt(a.v[1])}};
#endif
  } else {
    return {root(a.low), root(a.high)};
  }
}

#ifdef __AVX__
/// Four rows of four numbers become four columns.
[[gnu::always_inline]] inline void turn(__m256d& a, __m256d& b, __m256d& c, __m256d& d) {
  const __m256d low_ab = _mm256_unpacklo_pd(a, b), high_ab = _mm256_unpackhi_pd(a, b);
  const __m256d low_cd = _mm256_unpacklo_pd(c, d), high_cd = _mm256_unpackhi_pd(c, d);
  a = _mm256_permute2f128_pd(low_ab, low_cd, 0x20);
  b = _mm256_permute2f128_pd(high_ab, high_cd, 0x20);
  c = _mm256_permute2f128_pd(low_ab, low_cd, 0x31);
  d = _mm256_permute2f128_pd(high_ab, high_cd, 0x31);
}
#endif

/// to[8 row + lane] = from[lane][row].
inline void interleave(const std::array<const double*, 8>& from, std::size_t rows, double* to) {
  std::size_t r = 0;
#ifdef __AVX__
  for (; r + 4 <= rows; r += 4) {
    for (std::size_t l = 0; l < 8; l += 4) {
      __m256d a = _mm256_loadu_pd(from[l] + r), b = _mm256_loadu_pd(from[l + 1] + r);
      __m256d c = _mm256_loadu_pd(from[l + 2] + r), d = _mm256_loadu_pd(from[l + 3] + r);
      turn(a, b, c, d);
      double* place = to + 8 * r + l;
      _mm256_storeu_pd(place, a), _mm256_storeu_pd(place + 8, b);
      _mm256_storeu_pd(place + 16, c), _mm256_storeu_pd(place + 24, d);
    }
  }
#endif
  for (; r < rows; ++r) {
    for (std::size_t l = 0; l < 8; ++l) to[8 * r + l] = from[l][r];
  }
}

/// to[lane][row] = from[8 row + lane], in lanes whose `to` is not null.
inline void separate(const double* from, std::size_t rows, const std::array<double*, 8>& to) {
  for (std::size_t l = 0; l < 8; l += 4) {
    std::size_t r = 0;
#ifdef __AVX__
    if (to[l] != nullptr && to[l + 1] != nullptr && to[l + 2] != nullptr && to[l + 3] != nullptr) {
      for (; r + 4 <= rows; r += 4) {
        const double* place = from + 8 * r + l;
        __m256d a = _mm256_loadu_pd(place), b = _mm256_loadu_pd(place + 8);
        __m256d c = _mm256_loadu_pd(place + 16), d = _mm256_loadu_pd(place + 24);
        turn(a, b, c, d);
        _mm256_storeu_pd(to[l] + r, a), _mm256_storeu_pd(to[l + 1] + r, b);
        _mm256_storeu_pd(to[l + 2] + r, c), _mm256_storeu_pd(to[l + 3] + r, d);
      }
    }
#endif
    for (std::size_t lane = l; lane < l + 4; ++lane) {
      if (to[lane] == nullptr) continue;
      for (std::size_t i = r; i < rows; ++i) to[lane][i] = from[8 * i + lane];
    }
  }
}

/// Memory that starts where a cache line does.
template <class T>
struct LineAllocator {
  using value_type = T;
  static constexpr std::align_val_t line{64};
  LineAllocator() = default;
  template <class U>
  LineAllocator(const LineAllocator<U>& /*other*/) {}  // NOLINT(google-explicit-constructor)
  [[nodiscard]] T* allocate(std::size_t count) {
    return static_cast<T*>(::operator new(count * sizeof(T), line));
  }
  void deallocate(T* at, std::size_t /*count*/) { ::operator delete(at, line); }
  friend bool operator==(const LineAllocator&, const LineAllocator&) { return true; }
};
using LineVector = std::vector<double, LineAllocator<double>>;

}  // namespace tektite::thermal
