#include "solver/environment/nrlmsise00_expansion.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::environment::msis {
namespace {

// As rounded by the model's authors.
constexpr double radians = 1.74533e-2;    ///< a degree
constexpr double per_second = 7.2722e-5;  ///< rotation [rad/s]
constexpr double per_day = 1.72142e-2;    ///< revolution [rad/day]
constexpr double per_hour = 0.2618;       ///< rotation [rad/h]

/// Response to ap that saturates: slope 1 at 4, then `rest` of it with rate `decay`.
double saturating(double ap, double rest, double decay) {
  const double a = ap - 4.0;
  return a + (rest - 1.0) * (a + (std::exp(-decay * a) - 1.0) / decay);
}

}  // namespace

Expansions::Expansions(const Conditions& conditions, const Switches& switches)
    : at_(conditions), switches_(switches) {
  const double x = std::sin(conditions.latitude * radians);
  const double y = std::cos(conditions.latitude * radians);
  // Associated Legendre functions without normalisation and without alternating sign.
  double diagonal = 1.0;
  for (int m = 0; m < 4; ++m) {
    if (m > 0) diagonal *= (2.0 * m - 1.0) * y;
    legendre_[m][m] = diagonal;
    legendre_[m][m + 1] = (2.0 * m + 1.0) * x * diagonal;
    for (int n = m + 2; n < 9; ++n) {
      legendre_[m][n] =
          ((2.0 * n - 1.0) * x * legendre_[m][n - 1] - (n + m - 1.0) * legendre_[m][n - 2]) /
          (n - m);
    }
  }
  const double t = per_hour * conditions.local_time;
  for (int k = 1; k < 4; ++k) {
    cosine_[k] = std::cos(k * t);
    sine_[k] = std::sin(k * t);
  }
  cosine_[0] = 1.0;
  sine_[0] = 0.0;
  cos_longitude_ = std::cos(radians * conditions.longitude);
  sin_longitude_ = std::sin(radians * conditions.longitude);
  flux_ = conditions.f107 - conditions.f107_average;
  flux_average_ = conditions.f107_average - 150.0;
}

double Expansions::yearly(double harmonic, double phase) const {
  return std::cos(harmonic * per_day * (at_.day_of_year - phase));
}

double Expansions::on(int term) const {
  return std::abs(static_cast<double>(term == 8 ? switches_.value[9]
                                                : static_cast<int>(switches_.main(term + 1))));
}

double Expansions::daily_ap(const Expansion& p) const {
  return saturating(at_.ap[0], p[44], p[43] < 0.0 ? 1e-5 : p[43]);
}

double Expansions::ap_history(const Expansion& p) const {
  const double slope = 1.0 + p[138] * (45.0 - std::abs(at_.latitude));
  const double ex = std::min(std::exp(-10800.0 * std::abs(p[51]) / slope), 0.99999);
  const double decay = std::abs(std::max(p[24], 1e-4));
  const auto g = [&](std::size_t i) { return saturating(at_.ap[i], p[25], decay); };
  const double weight = 1.0 + (1.0 - std::pow(ex, 19.0)) / (1.0 - ex) * std::sqrt(ex);
  const double means = (g(5) * std::pow(ex, 4.0) + g(6) * std::pow(ex, 12.0)) *
                       (1.0 - std::pow(ex, 8.0)) / (1.0 - ex);
  return (g(1) + g(2) * ex + g(3) * ex * ex + g(4) * ex * ex * ex + means) / weight;
}

double Expansions::zonal_storm(const Expansion& p, std::size_t first, std::size_t cross,
                               std::size_t diurnal, double c14) const {
  const auto& P = legendre_;
  const bool is_history = switches_.value[9] == -1;
  const double constant = is_history ? p[50] : p[32];
  const double second = is_history ? p[96] : p[45];
  return constant + second * P[0][2] + p[first] * P[0][4] +
         switches_.cross(5) *
             (p[cross] * P[0][1] + p[cross + 1] * P[0][3] + p[cross + 2] * P[0][5]) * c14 +
         switches_.cross(7) *
             (p[diurnal] * P[1][1] + p[diurnal + 1] * P[1][3] + p[diurnal + 2] * P[1][5]) *
             std::cos(per_hour * (at_.local_time - p[diurnal + 3]));
}

/// Terms 10 to 12: longitude, universal time, and both with ap.
double Expansions::universal_time(const Expansion& p, double c14) const {
  const auto& P = legendre_;
  const Switches& s = switches_;
  const double L = radians * at_.longitude;
  double sum = 0.0;
  sum += on(10) * (1.0 + s.cross(1) * p[80] * flux_average_) *
         ((p[64] * P[1][2] + p[65] * P[1][4] + p[66] * P[1][6] + p[103] * P[1][1] +
           p[104] * P[1][3] + p[105] * P[1][5] +
           s.cross(5) * (p[109] * P[1][1] + p[110] * P[1][3] + p[111] * P[1][5]) * c14) *
              cos_longitude_ +
          (p[90] * P[1][2] + p[91] * P[1][4] + p[92] * P[1][6] + p[106] * P[1][1] +
           p[107] * P[1][3] + p[108] * P[1][5] +
           s.cross(5) * (p[112] * P[1][1] + p[113] * P[1][3] + p[114] * P[1][5]) * c14) *
              sin_longitude_);
  const double ut = per_second;
  sum += on(11) * ((1.0 + p[95] * P[0][1]) * (1.0 + s.cross(1) * p[81] * flux_average_) *
                       (1.0 + s.cross(5) * p[119] * P[0][1] * c14) *
                       (p[68] * P[0][1] + p[69] * P[0][3] + p[70] * P[0][5]) *
                       std::cos(ut * (at_.seconds - p[71])) +
                   s.cross(11) * (p[76] * P[2][3] + p[77] * P[2][5] + p[78] * P[2][7]) *
                       std::cos(ut * (at_.seconds - p[79]) + 2.0 * L) *
                       (1.0 + s.cross(1) * p[137] * flux_average_));
  double storm = 0.0;
  if (s.value[9] == -1) {
    if (p[51] == 0.0) return sum;
    storm = s.cross(11) * (1.0 + p[132] * P[0][1]) *
                (p[52] * P[1][2] + p[98] * P[1][4] + p[67] * P[1][6]) *
                std::cos(L - radians * p[97]) +
            s.cross(11) * s.cross(5) * (p[133] * P[1][1] + p[134] * P[1][3] + p[135] * P[1][5]) *
                c14 * std::cos(L - radians * p[136]) +
            s.cross(12) * (p[55] * P[0][1] + p[56] * P[0][3] + p[57] * P[0][5]) *
                std::cos(ut * (at_.seconds - p[58]));
  } else {
    storm = s.cross(11) * (1.0 + p[120] * P[0][1]) *
                (p[60] * P[1][2] + p[61] * P[1][4] + p[62] * P[1][6]) *
                std::cos(L - radians * p[63]) +
            s.cross(11) * s.cross(5) * (p[115] * P[1][1] + p[116] * P[1][3] + p[117] * P[1][5]) *
                c14 * std::cos(L - radians * p[118]) +
            s.cross(12) * (p[83] * P[0][1] + p[84] * P[0][3] + p[85] * P[0][5]) *
                std::cos(ut * (at_.seconds - p[75]));
  }
  return sum + on(12) * storm_ * storm;
}

double Expansions::thermosphere(const Expansion& p) {
  const auto& P = legendre_;
  const Switches& s = switches_;
  const double df = flux_;
  const double dfa = flux_average_;
  const double c14 = yearly(1.0, p[13]);
  const double c18 = yearly(2.0, p[17]);
  const double c32 = yearly(1.0, p[31]);
  const double c39 = yearly(2.0, p[38]);
  const double f1 = 1.0 + s.cross(1) * (p[47] * dfa + p[19] * df + p[20] * df * df);
  const double f2 = 1.0 + s.cross(1) * (p[49] * dfa + p[19] * df + p[20] * df * df);

  double sum = p[30];
  sum += on(0) *
         (p[19] * df * (1.0 + p[59] * dfa) + p[20] * df * df + p[21] * dfa + p[29] * dfa * dfa);
  sum += on(1) * (p[1] * P[0][2] + p[2] * P[0][4] + p[22] * P[0][6] +
                  s.cross(1) * p[14] * P[0][2] * dfa + p[26] * P[0][1]);
  sum += on(2) * p[18] * c32;
  sum += on(3) * (p[15] + p[16] * P[0][2]) * c18;
  sum += on(4) * f1 * (p[9] * P[0][1] + p[10] * P[0][3]) * c14;
  sum += on(5) * p[37] * P[0][1] * c39;
  sum += on(6) * f2 *
         ((p[3] * P[1][1] + p[4] * P[1][3] + p[27] * P[1][5] + s.cross(5) * p[11] * P[1][2] * c14) *
              cosine_[1] +
          (p[6] * P[1][1] + p[7] * P[1][3] + p[28] * P[1][5] + s.cross(5) * p[12] * P[1][2] * c14) *
              sine_[1]);
  sum +=
      on(7) * f2 *
      ((p[5] * P[2][2] + p[41] * P[2][4] + s.cross(5) * (p[23] * P[2][3] + p[35] * P[2][5]) * c14) *
           cosine_[2] +
       (p[8] * P[2][2] + p[42] * P[2][4] + s.cross(5) * (p[33] * P[2][3] + p[36] * P[2][5]) * c14) *
           sine_[2]);
  sum += on(13) * f2 *
         ((p[39] * P[3][3] + s.cross(5) * (p[93] * P[3][4] + p[46] * P[3][6]) * c14) * sine_[3] +
          (p[40] * P[3][3] + s.cross(5) * (p[94] * P[3][4] + p[48] * P[3][6]) * c14) * cosine_[3]);
  if (s.value[9] == -1) {
    if (p[51] != 0.0) {
      storm_ = ap_history(p);
      sum += on(8) * storm_ * zonal_storm(p, 54, 125, 128, c14);
    }
  } else {
    storm_ = daily_ap(p);
    sum += on(8) * storm_ * zonal_storm(p, 34, 100, 121, c14);
  }
  if (s.main(10) != 0.0) sum += universal_time(p, c14);
  return sum;
}

double Expansions::lower(const LowerExpansion& p) const {
  const auto& P = legendre_;
  const Switches& s = switches_;
  const double c14 = yearly(1.0, p[13]);
  double sum = on(0) * p[21] * flux_average_;
  sum += on(1) * (p[1] * P[0][2] + p[2] * P[0][4] + p[22] * P[0][6] + p[26] * P[0][1] +
                  p[14] * P[0][3] + p[59] * P[0][5]);
  sum += on(2) * (p[18] + p[47] * P[0][2] + p[29] * P[0][4]) * yearly(1.0, p[31]);
  sum += on(3) * (p[15] + p[16] * P[0][2] + p[30] * P[0][4]) * yearly(2.0, p[17]);
  sum += on(4) * (p[9] * P[0][1] + p[10] * P[0][3] + p[20] * P[0][5]) * c14;
  sum += on(5) * p[37] * P[0][1] * yearly(2.0, p[38]);
  sum +=
      on(6) * ((p[3] * P[1][1] + p[4] * P[1][3] + s.cross(5) * p[11] * P[1][2] * c14) * cosine_[1] +
               (p[6] * P[1][1] + p[7] * P[1][3] + s.cross(5) * p[12] * P[1][2] * c14) * sine_[1]);
  sum +=
      on(7) *
      ((p[5] * P[2][2] + p[41] * P[2][4] + s.cross(5) * (p[23] * P[2][3] + p[35] * P[2][5]) * c14) *
           cosine_[2] +
       (p[8] * P[2][2] + p[42] * P[2][4] + s.cross(5) * (p[33] * P[2][3] + p[36] * P[2][5]) * c14) *
           sine_[2]);
  sum += on(13) * (p[39] * P[3][3] * sine_[3] + p[40] * P[3][3] * cosine_[3]);
  if (s.value[9] == 1) sum += storm_ * (p[32] + s.cross(2) * p[45] * P[0][2]);
  if (s.value[9] == -1) sum += storm_ * (p[50] + s.cross(2) * p[96] * P[0][2]);
  if (s.main(10) != 0.0 && s.main(11) != 0.0) {
    sum += (1.0 +
            P[0][1] * (s.cross(5) * p[80] * yearly(1.0, p[81]) +
                       s.cross(6) * p[85] * yearly(2.0, p[86])) +
            s.cross(3) * p[83] * yearly(1.0, p[84]) + s.cross(4) * p[87] * yearly(2.0, p[88])) *
           ((p[64] * P[1][2] + p[65] * P[1][4] + p[66] * P[1][6] + p[74] * P[1][1] +
             p[75] * P[1][3] + p[76] * P[1][5]) *
                cos_longitude_ +
            (p[90] * P[1][2] + p[91] * P[1][4] + p[92] * P[1][6] + p[77] * P[1][1] +
             p[78] * P[1][3] + p[79] * P[1][5]) *
                sin_longitude_);
  }
  return sum;
}

}  // namespace tektite::environment::msis
