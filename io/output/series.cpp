#include "io/output/series.hpp"

#include "io/output/files.hpp"
#include "io/output/tables.hpp"
#include "solver/base/error.hpp"

#include <charconv>
#include <string_view>
#include <system_error>

namespace tektite::output {
namespace {

/// What stands between the quotes after ` name=`; no value: `line` has no such attribute.
bool find_attribute(std::string_view line, std::string_view name, std::string_view& value) {
  const std::string opening = fmt::format(" {}=\"", name);
  const auto start = line.find(opening);
  if (start == std::string_view::npos) return false;
  const auto first = start + opening.size();
  const auto last = line.find('"', first);
  if (last == std::string_view::npos) return false;
  value = line.substr(first, last - first);
  return true;
}

}  // namespace

std::string to_pvd(const std::vector<SeriesEntry>& entries) {
  std::string text =
      "<?xml version=\"1.0\"?>\n"
      "<VTKFile type=\"Collection\" version=\"0.1\" byte_order=\"LittleEndian\">\n"
      "  <Collection>\n";
  for (const auto& entry : entries) {
    text += fmt::format("    <DataSet timestep=\"{}\" group=\"\" part=\"0\" file=\"{}\"/>\n",
                        shortest(entry.time), entry.file);
  }
  return text + "  </Collection>\n</VTKFile>\n";
}

std::vector<SeriesEntry> read_pvd(const std::string& path) {
  const std::string text = read_text(path);
  require_or(ExitCode::io_failed, text.find("</VTKFile>") != std::string::npos,
             "{} is not a complete .pvd file", path);
  std::vector<SeriesEntry> entries;
  for (auto at = text.find("<DataSet"); at != std::string::npos;
       at = text.find("<DataSet", at + 1)) {
    const auto line = std::string_view(text).substr(at, text.find('>', at) - at);
    std::string_view time;
    std::string_view file;
    SeriesEntry entry;
    bool good = find_attribute(line, "timestep", time) && find_attribute(line, "file", file);
    if (good) {
      const auto result = std::from_chars(time.data(), time.data() + time.size(), entry.time);
      good = result.ec == std::errc() && result.ptr == time.data() + time.size();
    }
    require_or(ExitCode::io_failed, good, "{}: cannot read the entry '{}>'", path, line);
    entry.file = file;
    entries.push_back(entry);
  }
  return entries;
}

}  // namespace tektite::output
