// The tags of an XML text one after the other, with nothing of XML that a mesh file has no use for.
#pragma once

#include "io/input/formats.hpp"

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace tektite::input {

/// One tag. Views into the file's bytes.
struct Tag {
  std::string_view name;
  std::vector<std::pair<std::string_view, std::string_view>> attributes;
  bool is_end = false;    ///< </name>
  bool is_empty = false;  ///< <name/>
  std::size_t end = 0;    ///< first byte behind it

  /// Value of an attribute as it stands in the file; empty if it is not there.
  [[nodiscard]] std::string_view operator[](std::string_view attribute) const;
};

/// Walks through the tags of a file and checks that they are nested as they should be. Refused
/// (bad_input): DOCTYPE, CDATA and entity declarations, an attribute given twice, nesting deeper
/// than 32. Comments and processing instructions are passed over. Keeps a reference to the file.
class XmlTags {
 public:
  explicit XmlTags(const FileBytes& file) : file_(&file), text_(file.bytes) {}

  /// The next tag, or false when the outermost one has been closed. Throws if the file ends before.
  bool next(Tag& tag);
  /// Open tags, outermost first; that of an empty tag just read is among them.
  [[nodiscard]] const std::vector<std::string_view>& open() const { return open_; }

 private:
  void skip_past(std::string_view mark);
  void read_attributes(Tag& tag);
  void nest(const Tag& tag);
  [[nodiscard]] std::string_view word();
  void skip_space();
  void require_here(bool condition, std::string_view text) const;

  const FileBytes* file_;  ///< not owned
  std::string_view text_;
  std::size_t place_ = 0;
  bool leaves_empty_ = false;  ///< the last tag was empty: it is closed by the next call
  bool has_begun_ = false;
  std::vector<std::string_view> open_;
};

}  // namespace tektite::input
