#include "io/input/xml_tags.hpp"

#include "io/input/words.hpp"
#include "solver/base/error.hpp"

#include <algorithm>

namespace tektite::input {
namespace {

constexpr std::size_t most_depth = 32;
constexpr std::size_t most_attributes = 64;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == ':';
}

}  // namespace

std::string_view Tag::operator[](std::string_view attribute) const {
  const auto found = std::ranges::find(attributes, attribute,
                                       &std::pair<std::string_view, std::string_view>::first);
  return found == attributes.end() ? std::string_view() : found->second;
}

void XmlTags::require_here(bool condition, std::string_view text) const {
  if (condition) return;
  const auto end = text_.begin() + static_cast<std::ptrdiff_t>(std::min(place_, text_.size()));
  require(false, "{}:{}: {}", file_->path, 1 + std::count(text_.begin(), end, '\n'), text);
}

void XmlTags::skip_space() {
  while (place_ < text_.size() && is_space(text_[place_])) ++place_;
}

std::string_view XmlTags::word() {
  const std::size_t begin = place_;
  while (place_ < text_.size() && is_name(text_[place_])) ++place_;
  return text_.substr(begin, place_ - begin);
}

void XmlTags::skip_past(std::string_view mark) {
  const std::size_t found = text_.find(mark, place_);
  require_here(found != std::string_view::npos, "the file ends within a tag: it is cut short");
  place_ = found + mark.size();
}

bool XmlTags::next(Tag& tag) {
  if (std::exchange(leaves_empty_, false)) open_.pop_back();
  if (has_begun_ && open_.empty()) return false;
  for (;;) {
    place_ = std::min(text_.find('<', place_), text_.size());
    require_here(place_ < text_.size(), has_begun_ ? "the file ends before its tags do: cut short"
                                                   : "not an XML file: there is no tag in it");
    ++place_;
    const std::string_view rest = text_.substr(place_);
    if (rest.starts_with("?")) {
      skip_past("?>");
    } else if (rest.starts_with("!--")) {
      skip_past("-->");
    } else {
      require_here(!rest.starts_with("!"), "declarations (<!...>) are not read");
      break;
    }
  }
  tag = {};
  tag.is_end = place_ < text_.size() && text_[place_] == '/';
  if (tag.is_end) ++place_;
  tag.name = word();
  require_here(!tag.name.empty(), "a tag without a name");
  read_attributes(tag);
  tag.end = place_;
  nest(tag);
  has_begun_ = true;
  return true;
}

void XmlTags::read_attributes(Tag& tag) {
  for (;;) {
    const std::size_t before = place_;
    skip_space();
    require_here(place_ < text_.size(), "the file ends within a tag: it is cut short");
    if (text_[place_] == '>') break;
    if (text_[place_] == '/') {
      ++place_;
      tag.is_empty = true;
      require_here(place_ < text_.size() && text_[place_] == '>', "a tag has no end");
      break;
    }
    require_here(place_ > before, "attributes are not apart");
    const std::string_view name = word();
    skip_space();
    require_here(!name.empty() && place_ < text_.size() && text_[place_] == '=',
                 "an attribute without a value");
    ++place_;
    skip_space();
    require_here(place_ < text_.size() && (text_[place_] == '"' || text_[place_] == '\''),
                 "the value of an attribute is not in quotes");
    const std::size_t end = text_.find(text_[place_], place_ + 1);
    require_here(end != std::string_view::npos, "a quote is not closed: the file is cut short");
    const std::string_view value = text_.substr(place_ + 1, end - place_ - 1);
    require_here(value.find('<') == std::string_view::npos, "'<' in the value of an attribute");
    const bool is_new = std::ranges::none_of(
        tag.attributes, [&](const auto& attribute) { return attribute.first == name; });
    require_here(is_new && tag.attributes.size() < most_attributes, "an attribute is there twice");
    tag.attributes.emplace_back(name, value);
    place_ = end + 1;
  }
  ++place_;
  require_here(!tag.is_end || (tag.attributes.empty() && !tag.is_empty),
               "an end tag has attributes");
}

void XmlTags::nest(const Tag& tag) {
  if (tag.is_end) {
    require_here(!open_.empty() && open_.back() == tag.name, "an end tag does not fit");
    open_.pop_back();
    return;
  }
  require_here(open_.size() < most_depth, "tags are nested deeper than 32");
  open_.push_back(tag.name);
  leaves_empty_ = tag.is_empty;
}

}  // namespace tektite::input
