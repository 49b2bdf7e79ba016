#include "io/case/section.hpp"

#include "io/case/check.hpp"
#include "io/case/document.hpp"
#include "io/case/include.hpp"
#include "io/case/overrides.hpp"
#include "io/case/resolve.hpp"
#include "io/case/section_data.hpp"
#include "io/case/spelling.hpp"
#include "io/case/words.hpp"

#include <algorithm>
#include <variant>

namespace tektite::io {

namespace {

using detail::Entries;
using detail::SectionData;
using detail::Value;

/// The value of `key`; a key that the table lacks is a mistake of ours, whatever the build.
const Value& find(const SectionData& data, std::string_view key) {
  const auto found = std::ranges::find(*data.keys, key, &Key::name);
  if (found == data.keys->end()) {
    throw std::logic_error(fmt::format("the table of '{}' has no key '{}'", data.path, key));
  }
  return data.values[static_cast<std::size_t>(found - data.keys->begin())];
}

template <class T>
const T& get(const SectionData& data, std::string_view key) {
  const T* value = std::get_if<T>(&find(data, key).content);
  if (value == nullptr) {
    throw std::logic_error(fmt::format("'{}' has no value of the type that was asked for",
                                       detail::join_path(data.path, key)));
  }
  return *value;
}

}  // namespace

bool Section::has(std::string_view key) const {
  const Value& value = find(*data_, key);
  return !value.is_absent() && value.applies;
}
bool Section::is_given(std::string_view key) const {
  return find(*data_, key).given;
}

double Section::number(std::string_view key) const {
  return get<double>(*data_, key);
}
std::int64_t Section::integer(std::string_view key) const {
  return get<std::int64_t>(*data_, key);
}
bool Section::boolean(std::string_view key) const {
  return get<bool>(*data_, key);
}
std::string Section::text(std::string_view key) const {
  return get<std::string>(*data_, key);
}
std::vector<double> Section::numbers(std::string_view key) const {
  if (find(*data_, key).is_absent()) return {};
  return get<std::vector<double>>(*data_, key);
}
std::vector<std::string> Section::texts(std::string_view key) const {
  if (find(*data_, key).is_absent()) return {};
  return get<std::vector<std::string>>(*data_, key);
}
Epoch Section::epoch(std::string_view key) const {
  return get<Epoch>(*data_, key);
}

Section Section::section(std::string_view key) const {
  const Value& value = find(*data_, key);
  if (!value.is_absent()) return get<Entries>(*data_, key).front().second;
  const auto found = std::ranges::find(*data_->keys, key, &Key::name);
  expect(found->keys != nullptr, "a section is asked for by a section key");
  TreeNode empty;
  empty.kind = TreeNode::Kind::map;
  empty.position = data_->position;
  std::vector<Problem> problems;
  Section all_defaults(check_section(empty, *found->keys, detail::join_path(data_->path, key),
                                     data_->context, problems));
  if (!problems.empty()) {
    throw std::logic_error(fmt::format("'{}' was read though it is absent and has required keys",
                                       detail::join_path(data_->path, key)));
  }
  return all_defaults;
}

std::vector<Section> Section::list(std::string_view key) const {
  std::vector<Section> sections;
  if (!has(key)) return sections;
  for (const auto& entry : get<Entries>(*data_, key)) sections.push_back(entry.second);
  return sections;
}

std::vector<std::pair<std::string, Section>> Section::map(std::string_view key) const {
  return has(key) ? get<Entries>(*data_, key) : Entries{};
}

std::string Section::where(std::string_view key) const {
  return place_text(data_->context->sources, find(*data_, key).position);
}

std::string Section::origin(std::string_view key) const {
  const Value& value = find(*data_, key);
  if (!value.given) return "default";
  const Source& source =
      data_->context->sources.at(static_cast<std::size_t>(value.position.source));
  switch (source.kind) {
    case Source::Kind::setting:
      return "command line";
    case Source::Kind::include:
      return fmt::format("{}, line {}", printable(source.name, 200), value.position.line);
    case Source::Kind::file:
      break;
  }
  return fmt::format("case, line {}", value.position.line);
}

FoundFile Section::file(std::string_view key) const {
  const detail::Context& context = *data_->context;
  if (!context.kept.empty() && path_problem(text(key)).empty()) {
    FoundFile kept = find_file(context.kept, text(key), false);
    if (kept.problem.empty()) return kept;
  }
  return find_file(context.folder, text(key), context.allow_path);
}

std::string Section::path(std::string_view key) const {
  return detail::join_path(data_->path, key);
}

void Section::fail(std::string_view key, const std::string& text) const {
  throw Error(ExitCode::bad_input,
              fmt::format("{}: error: {}: {}", where(key), path(key), printable(text, 2000)));
}

std::string Case::folder() const {
  return folder_of(path_);
}

Case read_case_text(const std::string& text, const std::string& name, const Keys& keys,
                    const ReadOptions& options) {
  auto context = std::make_shared<detail::Context>();
  context->sources.push_back({Source::Kind::file, name});
  context->folder = options.folder.empty() ? folder_of(name) : options.folder;
  context->kept = options.kept;
  context->allow_path = options.allow_path;
  context->libraries = options.libraries;
  std::vector<Problem> problems;
  auto own_keys = std::make_shared<const Keys>(keys);
  TreeNode root = read_document(text, problems);
  expand_includes(root, *own_keys, context->folder, context->allow_path, context->sources,
                  problems);
  for (const std::string& setting : options.overrides) {
    context->sources.push_back({Source::Kind::setting, setting});
    if (root.kind == TreeNode::Kind::refused) continue;
    apply_override(root, setting, static_cast<int>(context->sources.size()) - 1, problems);
  }
  auto data = check_section(root, *own_keys, "", context, problems);
  if (!problems.empty()) throw_problems(context->sources, std::move(problems));
  data->root_keys = own_keys;
  Section section(std::move(data));
  Resolved resolved = resolve(section, *own_keys);
  return {std::move(section), name, std::move(resolved.text), std::move(resolved.hash)};
}

Case read_case(const std::string& path, const Keys& keys, const ReadOptions& options) {
  return read_case_text(read_text_file(path), path, keys, options);
}

Section empty_section(const Keys& keys) {
  return read_case_text("{}", "defaults", keys).root();
}

}  // namespace tektite::io
