#include "io/input/orbit_file.hpp"

#include "io/input/ccsds.hpp"
#include "solver/base/error.hpp"

#include <fmt/format.h>

#include <new>

namespace tektite::input {
namespace {

constexpr std::uintmax_t most_bytes = std::uintmax_t{16} << 20;

}  // namespace

OrbitFile orbit_of(const FileBytes& file) {
  TextLines lines(file, longest_line);
  TextLine line;
  if (!lines.next(line)) lines.fail(1, 1, "there is nothing but blanks in it");
  const std::string_view keyword = trimmed(line.text.substr(0, line.text.find('=')));
  if (keyword == "CCSDS_OPM_VERS") return read_opm(file);
  if (keyword == "CCSDS_OEM_VERS") return read_oem(file);
  const TextLine first = line;
  const auto begins_elements = [&] { return line.text.starts_with("1 "); };
  if (begins_elements() || (lines.next(line) && begins_elements())) return read_tle(file);
  lines.fail(first.number, 1,
             "neither an OPM (CCSDS_OPM_VERS = ...) nor an OEM (CCSDS_OEM_VERS = ...) in "
             "keyword-value notation, nor a two-line element set");
}

OrbitFile read_orbit_file(const std::string& path) {
  try {
    return orbit_of(load(path, most_bytes));
  } catch (const std::bad_alloc&) {
    throw Error(ExitCode::bad_input, fmt::format("{}: the memory does not hold this file", path));
  }
}

}  // namespace tektite::input
