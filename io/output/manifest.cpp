#include "io/output/manifest.hpp"

#include "io/output/blocks.hpp"
#include "io/output/json.hpp"
#include "solver/base/error.hpp"

#include <charconv>
#include <cmath>

namespace tektite::output {
namespace {

using Json = nlohmann::ordered_json;

/// A manifest has two levels.
constexpr int most_depth = 4;
constexpr std::uint64_t most_ranks = 10'000'000;

void check(bool condition, const std::string& path, const char* what) {
  require_or(ExitCode::no_checkpoint, condition, "{} {}", path, what);
}

Json parse(const std::string& text, const std::string& path) {
  Json json = parse_json(text, most_depth);
  check(json.is_object(), path, "is damaged");
  return json;
}

template <class Number>
Number number(const Json& json, const char* name, const std::string& path) {
  const auto found = json.find(name);
  check(found != json.end(), path, "is damaged: something is missing in it");
  if constexpr (std::is_floating_point_v<Number>) {
    check(found->is_number(), path, "is damaged: a number is missing in it");
  } else {
    check(found->is_number_unsigned() &&
              found->template get<std::uint64_t>() <=
                  static_cast<std::uint64_t>(std::numeric_limits<Number>::max()),
          path, "is damaged: a count is missing in it");
  }
  return found->template get<Number>();
}

std::string text_of(const Json& json, const char* name, const std::string& path) {
  const auto found = json.find(name);
  check(found != json.end() && found->is_string(), path, "is damaged: a text is missing in it");
  return found->get<std::string>();
}

FileSeal read_seal(const Json& json, const std::string& path) {
  check(json.is_object(), path, "is damaged: a file is missing in it");
  FileSeal file;
  file.size = number<std::uint64_t>(json, "size", path);
  const std::string sum = text_of(json, "xxh3", path);
  const auto [end, error] = std::from_chars(sum.data(), sum.data() + sum.size(), file.sum, 16);
  check(error == std::errc() && end == sum.data() + sum.size() && sum.size() == 16, path,
        "is damaged: a sum is missing in it");
  return file;
}

Manifest read(const Json& json, const std::string& path) {
  check(number<std::uint32_t>(json, "format", path) == checkpoint_format, path,
        "was written in another format");
  Manifest manifest;
  manifest.case_hash = text_of(json, "case_hash", path);
  manifest.step = number<std::int64_t>(json, "step", path);
  manifest.time = number<double>(json, "time", path);
  manifest.panels = number<std::int64_t>(json, "panels", path);
  manifest.ranks = number<int>(json, "ranks", path);
  check(std::isfinite(manifest.time), path, "is damaged: its time is not finite");
  const auto replicated = json.find("replicated");
  const auto case_file = json.find("case");
  const auto files = json.find("rank_files");
  check(replicated != json.end() && case_file != json.end() && files != json.end() &&
            files->is_array() && manifest.ranks > 0 &&
            static_cast<std::uint64_t>(manifest.ranks) <= most_ranks &&
            files->size() == static_cast<std::size_t>(manifest.ranks),
        path, "does not list its files");
  manifest.replicated = read_seal(*replicated, path);
  manifest.case_file = read_seal(*case_file, path);
  for (const auto& file : *files) manifest.rank_files.push_back(read_seal(file, path));
  return manifest;
}

}  // namespace

FileSeal seal(std::span<const char> bytes) {
  return {bytes.size(), checksum(bytes)};
}

std::string to_text(const Manifest& manifest) {
  const auto line = [](const FileSeal& file) {
    return Json{{"size", file.size}, {"xxh3", fmt::format("{:016x}", file.sum)}};
  };
  Json files = Json::array();
  for (const auto& file : manifest.rank_files) files.push_back(line(file));
  Json json{{"format", checkpoint_format},
            {"case_hash", manifest.case_hash},
            {"step", manifest.step},
            {"time", manifest.time},
            {"panels", manifest.panels},
            {"ranks", manifest.ranks},
            {"replicated", line(manifest.replicated)},
            {"case", line(manifest.case_file)},
            {"rank_files", files}};
  const std::string body = json.dump();
  json["xxh3"] = fmt::format("{:016x}", checksum(body));
  return json.dump(1) + "\n";
}

Manifest parse_unsealed_manifest(const std::string& text, const std::string& path) {
  return read(parse(text, path), path);
}

Manifest parse_manifest(const std::string& text, const std::string& path) {
  Json json = parse(text, path);
  const std::string sum = text_of(json, "xxh3", path);
  json.erase("xxh3");
  // Texts that are no UTF-8 cannot be written again as they were; then the sum does not fit either.
  const std::string body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  check(fmt::format("{:016x}", checksum(body)) == sum, path, "is damaged");
  return read(json, path);
}

}  // namespace tektite::output
