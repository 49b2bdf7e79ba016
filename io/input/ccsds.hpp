// What OPM and OEM have in common.
#pragma once

#include "io/input/kvn.hpp"
#include "io/input/orbit_file.hpp"

#include <span>

namespace tektite::input {

/// Longest line [characters]. The standard's 254 end some writers' comments too early.
constexpr std::size_t longest_line = 4096;

/// The state's bounds: files are in km and km/s, and larger numbers are metres.
constexpr double farthest = 2e9;  // [m]
constexpr double fastest = 1e5;   // [m/s]

/// The first line, "CCSDS_OPM_VERS = 2.0": throws bad_input unless its version is one of
/// `versions`.
void read_version(const TextLines& file, const KvnLine& line,
                  std::span<const std::string_view> versions);

/// The frame that a keyword names. Throws bad_input, naming the known ones.
[[nodiscard]] Axes read_axes(const KvnFields& fields, std::string_view keyword);
/// TIME_SYSTEM. Throws bad_input.
[[nodiscard]] TimeScale read_time_scale(const KvnFields& fields);
/// CENTER_NAME must be EARTH, and REF_FRAME_EPOCH may not fix axes of date to another. Throws
/// bad_input.
void check_frame(const KvnFields& fields, Axes axes);

/// "COMMENT ...": passed over wherever it stands.
[[nodiscard]] bool is_comment(const TextLine& line);

}  // namespace tektite::input
