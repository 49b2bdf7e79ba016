// States of an ephemeris between its own.
#include "io/input/orbit_file.hpp"
#include "solver/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

namespace tektite::input {
namespace {

constexpr double longest_spacing = 4.0;  ///< of neighbours, in units of the segment's median
constexpr int usual_degree = 7;
constexpr std::size_t most_conditions = 32;

[[noreturn]] void fail(const Ephemeris& ephemeris, int line, const std::string& text) {
  throw Error(ExitCode::bad_input, fmt::format("{}:{}:1: error: {}", ephemeris.path, line, text));
}

double spacing(const EphemerisSegment& segment, std::size_t i) {
  return seconds_between(segment.states[i].time, segment.states[i + 1].time);
}

double median_spacing(const EphemerisSegment& segment) {
  std::vector<double> all(segment.states.size() - 1);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = spacing(segment, i);
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  std::ranges::nth_element(all, middle);
  return *middle;
}

/// The polynomial through conditions at t[0..n), values f, as Newton's divided differences: where
/// two neighbours have the same time, the second stands for the slope there. Value and slope at 0.
/// Ref: StoerBulirsch2002, chapter 2.1
struct ValueAndSlope {
  double value = 0.0;
  double slope = 0.0;
};
ValueAndSlope newton(std::span<const double> t, std::span<const double> f) {
  const std::size_t n = t.size();
  std::array<double, most_conditions> c{};
  // Where times repeat, f[i] of the second is the slope; its value is that of the first.
  for (std::size_t i = 0; i < n; ++i) c[i] = i > 0 && t[i] == t[i - 1] ? f[i - 1] : f[i];
  for (std::size_t order = 1; order < n; ++order) {
    for (std::size_t i = n; i-- > order;) {
      const double step = t[i] - t[i - order];
      c[i] = step > 0.0 ? (c[i] - c[i - 1]) / step : f[i];
    }
  }
  ValueAndSlope p{c[n - 1], 0.0};
  for (std::size_t i = n - 1; i-- > 0;) {
    p.slope = p.value - t[i] * p.slope;
    p.value = c[i] - t[i] * p.value;
  }
  return p;
}

/// States first to last, from which to interpolate.
struct Window {
  std::size_t first = 0;
  std::size_t count = 0;
};

FileState interpolated(const EphemerisSegment& segment, const Window& window, const Instant& time) {
  const bool is_hermite = segment.interpolation == Interpolation::hermite;
  const std::size_t each = is_hermite ? 2 : 1;
  // Times in units of the window, so that powers of them stay moderate.
  const double scale = seconds_between(segment.states[window.first].time,
                                       segment.states[window.first + window.count - 1].time);
  std::array<double, most_conditions> t{}, f{}, g{};
  const std::size_t n = each * window.count;
  for (std::size_t i = 0; i < n; ++i) {
    t[i] = seconds_between(time, segment.states[window.first + i / each].time) / scale;
  }
  FileState result{.time = time, .position = {}, .velocity = {}};
  const std::array<double Vec3<FileAxes>::*, 3> axes = {&Vec3<FileAxes>::x, &Vec3<FileAxes>::y,
                                                        &Vec3<FileAxes>::z};
  for (const auto axis : axes) {
    for (std::size_t i = 0; i < n; ++i) {
      const FileState& state = segment.states[window.first + i / each];
      const bool is_slope = is_hermite && i % 2 == 1;
      f[i] = is_slope ? scale * state.velocity.*axis : state.position.*axis;
      g[i] = state.velocity.*axis;
    }
    const std::span<const double> times(t.data(), n);
    const ValueAndSlope place = newton(times, {f.data(), n});
    result.position.*axis = place.value;
    result.velocity.*axis = is_hermite ? place.slope / scale : newton(times, {g.data(), n}).value;
  }
  return result;
}

const EphemerisSegment& segment_at(const Ephemeris& ephemeris, const Instant& time) {
  const auto& segments = ephemeris.segments;
  // At a common end the later segment counts: what happens there has happened.
  const auto after = std::ranges::upper_bound(
      segments, 0.0, {}, [&](const auto& s) { return seconds_between(time, s.usable_begin); });
  if (after == segments.begin()) {
    fail(ephemeris, segments.front().line,
         fmt::format("{} is before what is usable, from {}", utc_text(time),
                     utc_text(segments.front().usable_begin)));
  }
  const EphemerisSegment& segment = *std::prev(after);
  if (seconds_between(time, segment.usable_end) < 0.0) {
    if (after == segments.end()) {
      fail(ephemeris, segment.line,
           fmt::format("{} is after what is usable, to {}", utc_text(time),
                       utc_text(segment.usable_end)));
    }
    fail(ephemeris, after->line,
         fmt::format("{} lies in the gap between two segments, from {} to {}", utc_text(time),
                     utc_text(segment.usable_end), utc_text(after->usable_begin)));
  }
  return segment;
}

}  // namespace

EphemerisState state_at(const Ephemeris& ephemeris, const Instant& time) {
  const EphemerisSegment& segment = segment_at(ephemeris, time);
  const auto& states = segment.states;
  const auto next = std::ranges::upper_bound(
      states, 0.0, {}, [&](const FileState& s) { return seconds_between(time, s.time); });
  const auto after = static_cast<std::size_t>(next - states.begin());
  if (after > 0 && states[after - 1].time == time) {
    return {segment.axes, states[after - 1], segment.lines[after - 1]};
  }
  if (after == 0 || after == states.size()) {
    fail(ephemeris, after == 0 ? segment.lines.front() : segment.lines.back(),
         fmt::format("there are no states on both sides of {}: they lie from {} to {}",
                     utc_text(time), utc_text(states.front().time), utc_text(states.back().time)));
  }
  const double longest = longest_spacing * median_spacing(segment);
  const std::size_t before = after - 1;
  if (spacing(segment, before) > longest) {
    fail(ephemeris, segment.lines[after],
         fmt::format("{} lies in a hole of the ephemeris, from {} to {}: {:.1f} times the usual "
                     "distance of states",
                     utc_text(time), utc_text(states[before].time), utc_text(states[after].time),
                     longest_spacing * spacing(segment, before) / longest));
  }
  // The states around, as near to the middle as the ends and holes allow.
  const bool is_hermite = segment.interpolation == Interpolation::hermite;
  const int degree = segment.degree > 0 ? segment.degree : usual_degree;
  const auto wanted = static_cast<std::size_t>(is_hermite ? degree / 2 + 1 : degree + 1);
  std::size_t first = before, last = after;
  const auto free_below = [&] { return first > 0 && spacing(segment, first - 1) <= longest; };
  const auto free_above = [&] {
    return last + 1 < states.size() && spacing(segment, last) <= longest;
  };
  while (last - first + 1 < wanted && (free_below() || free_above())) {
    const bool to_below =
        before - first < last - after ||
        (before - first == last - after &&
         seconds_between(states[before].time, time) < seconds_between(time, states[after].time));
    if (free_below() && (to_below || !free_above())) {
      --first;
    } else {
      ++last;
    }
  }
  const std::size_t count = last - first + 1;
  if (count < wanted && segment.degree > 0) {
    fail(ephemeris, segment.lines[before],
         fmt::format("INTERPOLATION_DEGREE {} needs {} states without a hole between them; here "
                     "are {}",
                     segment.degree, wanted, count));
  }
  const FileState state = interpolated(segment, {first, count}, time);
  if (!std::isfinite(norm(state.position + state.velocity))) {  // states a nanosecond apart
    fail(ephemeris, segment.lines[before], "the states here are too unlike to be interpolated");
  }
  return {segment.axes, state, segment.lines[before]};
}

}  // namespace tektite::input
