// The one place where units become SI. UDUNITS-2 reads the unit; we decide what may be a unit.
#pragma once

#include <string>
#include <string_view>

namespace tektite::io {

/// A number read strictly, or why not: `problem` is empty on success.
template <class T>
struct Reading {
  T value{};
  std::string problem;
};

/// Length of the decimal number that `text` begins with, 0 if it does not begin with one. No octal,
/// hexadecimal, NaN, infinity; one sign; a dot needs a digit beside it.
[[nodiscard]] std::size_t number_length(std::string_view text);

/// The whole of `text` as a decimal number that a double can hold.
[[nodiscard]] Reading<double> read_number(std::string_view text);

/// "122 km" in `unit` (SI; "1" for a pure number, which may be given in %). The dimension must be
/// equal, angles included: rad/s is not 1/s. Offsets count only where the unit is a temperature, so
/// `20 degC` is 293.15 K. The result is finite.
[[nodiscard]] Reading<double> read_quantity(std::string_view text, std::string_view unit);

/// The shortest decimal text that reads to the same double.
[[nodiscard]] std::string shortest(double value);

/// "5 m", or "5" for the unit "1".
[[nodiscard]] std::string quantity_text(double value, std::string_view unit);

}  // namespace tektite::io
