#include "io/input/file_bytes.hpp"

#include "solver/base/error.hpp"

#include <filesystem>
#include <fstream>
#include <system_error>

namespace tektite::input {

FileBytes load(const std::string& path, std::uintmax_t most) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  require(fs::exists(status), "{}: there is no such file", path);
  require(fs::is_regular_file(status), "{}: not a regular file", path);
  const std::uintmax_t size = fs::file_size(path, error);
  require(!error, "{}: cannot be read: {}", path, error.message());
  require(size > 0, "{}: the file is empty", path);
  require(size <= most, "{}: {} bytes; at most {} are read", path, size, most);
  std::ifstream stream(path, std::ios::binary);
  require(stream.good(), "{}: cannot be opened for reading", path);
  FileBytes file{path, std::string(size, '\0')};
  stream.read(file.bytes.data(), static_cast<std::streamsize>(size));
  require(static_cast<std::uintmax_t>(stream.gcount()) == size, "{}: cannot be read whole", path);
  return file;
}

}  // namespace tektite::input
