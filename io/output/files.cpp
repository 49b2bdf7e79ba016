#include "io/output/files.hpp"

#include "io/output/run_folder.hpp"
#include "solver/base/error.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace tektite::output {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& what, const std::string& path, int reason) {
  throw Error(ExitCode::io_failed,
              fmt::format("cannot {} {}: {}", what, path, std::generic_category().message(reason)));
}

/// An open file. Closing is checked by close(); the destructor only cleans up after an error.
class File {
 public:
  File(const std::string& path, int flags, const char* what)
      : path_(path), descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0) fail(what, path_, errno);
  }
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  void write(std::span<const char> bytes) const {
    while (!bytes.empty()) {
      const auto written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail("write", path_, errno);
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }
  [[nodiscard]] std::vector<char> read(std::uint64_t most) const {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) fail("read", path_, errno);
    if (!S_ISREG(status.st_mode)) fail("read", path_, EINVAL);
    if (static_cast<std::uint64_t>(status.st_size) > most) fail("read", path_, EFBIG);
    std::vector<char> bytes(static_cast<std::size_t>(status.st_size));
    std::size_t got = 0;
    while (got < bytes.size()) {
      const auto part = ::read(descriptor_, bytes.data() + got, bytes.size() - got);
      if (part < 0 && errno == EINTR) continue;
      if (part < 0) fail("read", path_, errno);
      if (part == 0) break;  // it shrank meanwhile
      got += static_cast<std::size_t>(part);
    }
    bytes.resize(got);
    return bytes;
  }
  void forget_cache() const { ::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_DONTNEED); }
  void sync() const {
    // Devices and pipes cannot be flushed; that is not a failure.
    if (::fsync(descriptor_) != 0 && errno != EINVAL && errno != EROFS) fail("flush", path_, errno);
  }
  void close() {
    const int descriptor = descriptor_;
    descriptor_ = -1;
    if (::close(descriptor) != 0 && errno != EINTR) fail("close", path_, errno);
  }

 private:
  std::string path_;
  int descriptor_;
};

void write_with(const std::string& path, int flags, std::span<const char> bytes) {
  File file(path, O_WRONLY | flags, "write");
  file.write(bytes);
  file.sync();
  file.close();
}

}  // namespace

void write_bytes(const std::string& path, std::span<const char> bytes) {
  write_with(path, O_CREAT | O_TRUNC, bytes);
}

void append_bytes(const std::string& path, std::span<const char> bytes) {
  write_with(path, O_APPEND, bytes);
}

std::vector<char> read_bytes(const std::string& path, std::uint64_t most) {
  // Not to wait for whoever may open the other end of a FIFO.
  const File file(path, O_RDONLY | O_NONBLOCK, "read");
  return file.read(most);
}

std::vector<char> read_back(const std::string& path) {
  const File file(path, O_RDONLY | O_NONBLOCK, "read");
  file.forget_cache();
  return file.read(std::uint64_t{1} << 40U);
}

std::uint64_t size_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) fail("read", path, errno);
  if (!S_ISREG(status.st_mode)) fail("read", path, EINVAL);
  return static_cast<std::uint64_t>(status.st_size);
}

std::string read_text(const std::string& path, std::uint64_t most) {
  const auto bytes = read_bytes(path, most);
  return {bytes.begin(), bytes.end()};
}

void sync_folder(const std::string& path) {
  File folder(path, O_RDONLY | O_DIRECTORY, "open");
  folder.sync();
  folder.close();
}

void rename(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) fail("rename to", to, errno);
}

void make_folders(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) fail("make the folder", path, error.value());
}

void remove_all(const std::string& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (error) fail("remove", path, error.value());
}

bool exists(const std::string& path) {
  std::error_code error;
  return fs::exists(fs::symlink_status(path, error));
}

void write_text(const std::string& path, const std::string& text) {
  // Something special (a device, a pipe) is written to, not replaced.
  std::error_code error;
  const auto status = fs::status(path, error);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    write_bytes(path, text);
    return;
  }
  const std::string temporary = path + ".tmp";
  try {
    write_bytes(temporary, text);
    rename(temporary, path);
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  const auto folder = fs::path(path).parent_path().string();
  sync_folder(folder.empty() ? "." : folder);
}

}  // namespace tektite::output
