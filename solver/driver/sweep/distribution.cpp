#include "solver/driver/sweep/distribution.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace tektite::driver::sweep {
namespace {

// ln 2 in two parts: the first has few enough bits that its product with an exponent is exact.
constexpr double ln2_high = 0x1.62e42feep-1;
constexpr double ln2_low = 0x1.a39ef35793c76p-33;

template <std::size_t count>
double polynomial(const std::array<double, count>& coefficients, double x) {
  double sum = 0.0;
  for (std::size_t i = count; i-- > 0;) sum = sum * x + coefficients[i];
  return sum;
}

}  // namespace

double portable_log(double x) {
  int exponent = 0;
  double mantissa = std::frexp(x, &exponent);
  if (mantissa < 0.70710678118654752) {
    mantissa *= 2.0;
    --exponent;
  }
  // ln m = 2 artanh((m - 1) / (m + 1)); the argument is at most 0.172.
  const double s = (mantissa - 1.0) / (mantissa + 1.0);
  const double s2 = s * s;
  double sum = 0.0;
  for (int k = 12; k >= 1; --k) sum = (sum + 1.0 / (2 * k + 1)) * s2;
  const double log_mantissa = 2.0 * s + 2.0 * s * sum;
  return exponent * ln2_high + (log_mantissa + exponent * ln2_low);
}

double portable_exp(double x) {
  const double whole = std::floor(x / (ln2_high + ln2_low) + 0.5);
  const double rest = (x - whole * ln2_high) - whole * ln2_low;  // |rest| < 0.347
  double sum = 1.0;
  for (int k = 16; k >= 1; --k) sum = 1.0 + sum * rest / k;
  return std::ldexp(sum, static_cast<int>(whole));
}

double normal_quantile(double p) {
  constexpr std::array<double, 8> a{3.3871328727963666080e0,  1.3314166789178437745e+2,
                                    1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                    4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                    3.3430575583588128105e+4, 2.5090809287301226727e+3};
  constexpr std::array<double, 8> b{1.0,
                                    4.2313330701600911252e+1,
                                    6.8718700749205790830e+2,
                                    5.3941960214247511077e+3,
                                    2.1213794301586595867e+4,
                                    3.9307895800092710610e+4,
                                    2.8729085735721942674e+4,
                                    5.2264952788528545610e+3};
  constexpr std::array<double, 8> c{1.42343711074968357734e0,  4.63033784615654529590e0,
                                    5.76949722146069140550e0,  3.64784832476320460504e0,
                                    1.27045825245236838258e0,  2.41780725177450611770e-1,
                                    2.27238449892691845833e-2, 7.74545014278341407640e-4};
  constexpr std::array<double, 8> d{1.0,
                                    2.05319162663775882187e0,
                                    1.67638483018380384940e0,
                                    6.89767334985100004550e-1,
                                    1.48103976427480074590e-1,
                                    1.51986665636164571966e-2,
                                    5.47593808499534494600e-4,
                                    1.05075007164441684324e-9};
  constexpr std::array<double, 8> e{6.65790464350110377720e0,  5.46378491116411436990e0,
                                    1.78482653991729133580e0,  2.96560571828504891230e-1,
                                    2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                    2.71155556874348757815e-5, 2.01033439929228813265e-7};
  constexpr std::array<double, 8> f{1.0,
                                    5.99832206555887937690e-1,
                                    1.36929880922735805310e-1,
                                    1.48753612908506148525e-2,
                                    7.86869131145613259100e-4,
                                    1.84631831751005468180e-5,
                                    1.42151175831644588870e-7,
                                    2.04426310338993978564e-15};
  const double q = p - 0.5;
  if (std::abs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(a, r) / polynomial(b, r);
  }
  const double r = std::sqrt(-portable_log(std::min(p, 1.0 - p)));
  const double size = r <= 5.0 ? polynomial(c, r - 1.6) / polynomial(d, r - 1.6)
                               : polynomial(e, r - 5.0) / polynomial(f, r - 5.0);
  return q < 0.0 ? -size : size;
}

double Distribution::unbounded(double p) const {
  const double z = normal_quantile(p);
  return kind == Kind::normal ? centre + spread * z
                              : centre * portable_exp(z * portable_log(spread));
}

double Distribution::share_below(double value) const {
  // The quantile is monotonous: halve until the interval is one of round-off.
  double low = std::numeric_limits<double>::min();
  double high = 1.0 - 0x1p-53;
  if (unbounded(low) >= value) return 0.0;
  if (unbounded(high) <= value) return 1.0;
  for (int i = 0; i < 1100 && high - low > 0x1p-53 * high; ++i) {
    const double middle = 0.5 * (low + high);
    (unbounded(middle) < value ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

double Distribution::quantile(double p) const {
  const double width = greatest - least;
  switch (kind) {
    case Kind::uniform:
      return std::clamp(least + p * width, least, greatest);
    case Kind::triangular: {
      const double left = centre - least;
      const double right = greatest - centre;
      const double value = p * width < left ? least + std::sqrt(p * width * left)
                                            : greatest - std::sqrt((1.0 - p) * width * right);
      return std::clamp(value, least, greatest);
    }
    default:
      break;
  }
  const double below = std::isfinite(least) ? share_below(least) : 0.0;
  const double above = std::isfinite(greatest) ? share_below(greatest) : 1.0;
  const double share = std::clamp(below + p * (above - below), 0x1p-1000, 1.0 - 0x1p-53);
  return std::clamp(unbounded(share), least, greatest);
}

}  // namespace tektite::driver::sweep
