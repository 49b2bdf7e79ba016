#include "io/case/inputs.hpp"

#include "io/case/section_data.hpp"
#include "io/case/words.hpp"

#include <algorithm>

namespace tektite::io {
namespace {

void collect(const Section& section, const Keys& keys, std::vector<InputFile>& files) {
  for (const Key& key : keys) {
    if (!section.has(key.name)) continue;
    switch (key.type) {
      case KeyType::section:
        collect(section.section(key.name), *key.keys, files);
        break;
      case KeyType::list:
        for (const Section& item : section.list(key.name)) collect(item, *key.keys, files);
        break;
      case KeyType::map:
        for (const auto& [name, entry] : section.map(key.name)) collect(entry, *key.keys, files);
        break;
      case KeyType::path: {
        const std::string name = section.text(key.name);
        if (std::ranges::find(files, name, &InputFile::name) != files.end()) break;
        files.push_back({section.path(key.name), name, section.file(key.name).path,
                         path_problem(name).empty()});
        break;
      }
      default:
        break;
    }
  }
}

}  // namespace

std::vector<InputFile> input_files(const Section& root, const Keys& keys) {
  std::vector<InputFile> files;
  collect(root, keys, files);
  return files;
}

}  // namespace tektite::io
