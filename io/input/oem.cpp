// Orbit Ephemeris Messages, keyword-value notation. Ref: CCSDS502
#include "io/input/ccsds.hpp"
#include "io/input/words.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

namespace tektite::input {
namespace {

constexpr std::array<std::string_view, 3> versions = {"1.0", "2.0", "3.0"};
constexpr int highest_degree = 25;

constexpr std::array<std::string_view, 5> header_keywords = {
    "CCSDS_OEM_VERS", "CLASSIFICATION", "CREATION_DATE", "ORIGINATOR", "MESSAGE_ID"};
constexpr std::array<std::string_view, 12> meta_keywords = {
    "OBJECT_NAME", "OBJECT_ID",       "CENTER_NAME",        "REF_FRAME",
    "TIME_SYSTEM", "START_TIME",      "USEABLE_START_TIME", "USEABLE_STOP_TIME",
    "STOP_TIME",   "REF_FRAME_EPOCH", "INTERPOLATION",      "INTERPOLATION_DEGREE"};

bool is_before(const Instant& a, const Instant& b) {
  return seconds_between(a, b) > 0.0;
}

class Reader {
 public:
  explicit Reader(const FileBytes& file) : lines_(file, longest_line) {
    ephemeris_.path = file.path;
  }

  Ephemeris read() {
    KvnFields header(lines_, 1, header_keywords);
    for (bool is_first = true; next() && !is_word("META_START"); is_first = false) {
      const KvnLine field = split(lines_, line_);
      if (is_first) read_version(lines_, field, versions);
      header.add(field);
    }
    for (const char* needed : {"CREATION_DATE", "ORIGINATOR"}) {
      static_cast<void>(header.get(needed));
    }
    if (!has_line_) lines_.fail(lines_.number(), 1, "the file ends before META_START: it is cut");
    while (has_line_) segment();
    return std::move(ephemeris_);
  }

 private:
  /// The next line that is no comment.
  bool next() {
    do {
      has_line_ = lines_.next(line_);
    } while (has_line_ && is_comment(line_));
    return has_line_;
  }
  [[nodiscard]] bool is_word(std::string_view word) const { return trimmed(line_.text) == word; }

  /// From META_START to the next one, or the end.
  void segment() {
    const int first = line_.number;
    KvnFields meta(lines_, first, meta_keywords);
    while (next() && !is_word("META_STOP")) meta.add(split(lines_, line_));
    if (!has_line_) {
      lines_.fail(lines_.number(), 1,
                  fmt::format("META_START of line {} has no META_STOP: the file is cut", first));
    }
    EphemerisSegment segment = read_meta(meta, first);
    while (next() && !is_word("META_START")) {
      if (is_word("COVARIANCE_START")) {
        skip_covariance();
      } else {
        add_state(segment);
      }
    }
    if (segment.states.empty()) lines_.fail(first, 1, "the segment has no states");
    check_usable(segment, meta);
    ephemeris_.segments.push_back(std::move(segment));
  }

  EphemerisSegment read_meta(const KvnFields& meta, int first) {
    EphemerisSegment segment;
    segment.line = first;
    static_cast<void>(meta.get("OBJECT_NAME"));
    const std::string_view object = meta.text("OBJECT_ID");
    if (object_.empty()) object_ = object;
    if (object != object_) {
      meta.fail("OBJECT_ID", fmt::format("the file is about '{}' and about '{}'", shown(object_),
                                         shown(object)));
    }
    segment.axes = read_axes(meta, "REF_FRAME");
    check_frame(meta, segment.axes);
    scale_ = read_time_scale(meta);
    begin_ = meta.instant("START_TIME", scale_);
    end_ = meta.instant("STOP_TIME", scale_);
    const bool has_begin = meta.has("USEABLE_START_TIME"), has_end = meta.has("USEABLE_STOP_TIME");
    segment.usable_begin = has_begin ? meta.instant("USEABLE_START_TIME", scale_) : begin_;
    segment.usable_end = has_end ? meta.instant("USEABLE_STOP_TIME", scale_) : end_;
    if (is_before(end_, begin_)) meta.fail("STOP_TIME", "STOP_TIME is before START_TIME");
    if (has_begin && is_before(segment.usable_begin, begin_)) {
      meta.fail("USEABLE_START_TIME", "USEABLE_START_TIME is before START_TIME");
    }
    if (has_end && is_before(end_, segment.usable_end)) {
      meta.fail("USEABLE_STOP_TIME", "USEABLE_STOP_TIME is after STOP_TIME");
    }
    if (is_before(segment.usable_end, segment.usable_begin)) {
      meta.fail(has_end ? "USEABLE_STOP_TIME" : "USEABLE_START_TIME",
                "the usable span ends before it begins");
    }
    read_interpolation(meta, segment);
    return segment;
  }

  static void read_interpolation(const KvnFields& meta, EphemerisSegment& segment) {
    if (!meta.has("INTERPOLATION")) return;
    const std::string_view name = meta.text("INTERPOLATION");
    const bool is_linear = equal_ignoring_case(name, "LINEAR");
    if (is_linear || equal_ignoring_case(name, "LAGRANGE")) {
      segment.interpolation = Interpolation::lagrange;
    } else if (!equal_ignoring_case(name, "HERMITE")) {
      meta.fail("INTERPOLATION", fmt::format("INTERPOLATION '{}' is not read; known: HERMITE, "
                                             "LAGRANGE, LINEAR",
                                             shown(name)));
    }
    if (is_linear && !meta.has("INTERPOLATION_DEGREE")) {
      segment.degree = 1;
      return;
    }
    const double degree = meta.number("INTERPOLATION_DEGREE", "");
    segment.degree = degree >= 1.0 && degree <= highest_degree ? static_cast<int>(degree) : 0;
    if (segment.degree != degree || segment.degree == 0 || (is_linear && segment.degree != 1)) {
      meta.fail("INTERPOLATION_DEGREE",
                fmt::format("INTERPOLATION_DEGREE must be a whole number from 1 to {}, found {}",
                            is_linear ? 1 : highest_degree, degree));
    }
  }

  /// "epoch x y z vx vy vz", perhaps with accelerations, in km and s.
  void add_state(EphemerisSegment& segment) {
    if (line_.text.find('=') != std::string_view::npos) {
      lines_.fail(line_, trimmed(line_.text),
                  fmt::format("'{}': states were expected, or META_START before this",
                              shown(trimmed(line_.text))));
    }
    std::string_view rest = line_.text;
    const std::string_view when = take_word(rest);
    const InstantReading time = read_instant(when, scale_);
    if (!time.problem.empty()) {
      lines_.fail(line_, when, fmt::format("'{}': {}", shown(when), time.problem));
    }
    std::array<double, 9> numbers{};
    std::size_t count = 0;
    while (!rest.empty()) {
      const std::string_view word = take_word(rest);
      if (count == numbers.size()) {
        lines_.fail(line_, word, "a state has 6 numbers, or 9 with its acceleration; found more");
      }
      numbers[count] = 1e3 * finite_number(lines_, line_, word);
      const double greatest = count < 3 ? farthest : fastest;
      if (numbers[count] < -greatest || numbers[count] > greatest) {
        lines_.fail(line_, word,
                    fmt::format("'{}' is out of range: units are km and km/s", shown(word)));
      }
      ++count;
    }
    if (count != 6 && count != 9) {
      lines_.fail(
          line_, when,
          fmt::format("a state has 6 numbers, or 9 with its acceleration; found {}", count));
    }
    if (is_before(time.value, begin_) || is_before(end_, time.value)) {
      lines_.fail(line_, when, "the state lies outside START_TIME and STOP_TIME of its segment");
    }
    if (!segment.states.empty() && !is_before(segment.states.back().time, time.value)) {
      lines_.fail(line_, when, "times must rise from state to state");
    }
    segment.states.push_back(
        {time.value, {numbers[0], numbers[1], numbers[2]}, {numbers[3], numbers[4], numbers[5]}});
    segment.lines.push_back(line_.number);
  }

  void skip_covariance() {
    const int first = line_.number;
    while (next() && !is_word("COVARIANCE_STOP")) {
      if (is_word("META_START")) has_line_ = false;
      if (!has_line_) break;
    }
    if (!has_line_) {
      lines_.fail(lines_.number(), 1,
                  fmt::format("COVARIANCE_START of line {} has no COVARIANCE_STOP", first));
    }
  }

  void check_usable(const EphemerisSegment& segment, const KvnFields& meta) {
    if (ephemeris_.segments.empty()) return;
    const EphemerisSegment& before = ephemeris_.segments.back();
    if (is_before(segment.usable_begin, before.usable_end)) {
      const bool has_begin = meta.has("USEABLE_START_TIME");
      meta.fail(has_begin ? "USEABLE_START_TIME" : "START_TIME",
                fmt::format("the usable span begins before that of the segment in line {} ends",
                            before.line));
    }
  }

  TextLines lines_;
  TextLine line_;
  bool has_line_ = false;
  TimeScale scale_ = TimeScale::utc;
  Instant begin_, end_;      ///< of the segment
  std::string_view object_;  ///< OBJECT_ID of the first segment
  Ephemeris ephemeris_;
};

}  // namespace

Ephemeris read_oem(const FileBytes& file) {
  return Reader(file).read();
}

}  // namespace tektite::input
