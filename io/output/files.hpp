// Files and folders through the system's own calls, with every outcome checked.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tektite::output {

// All throw io_failed with the path and the system's reason, and none is collective.

/// Writes all bytes to `path` (made or cut to zero first), flushes them to the disk, closes.
void write_bytes(const std::string& path, std::span<const char> bytes);
/// Appends at the end of the file and flushes to the disk. The file must exist.
void append_bytes(const std::string& path, std::span<const char> bytes);
/// Both read regular files only, of at most `most` bytes; a FIFO or a device would never end.
[[nodiscard]] std::vector<char> read_bytes(const std::string& path,
                                           std::uint64_t most = std::uint64_t{1} << 40U);
[[nodiscard]] std::string read_text(const std::string& path,
                                    std::uint64_t most = std::uint64_t{1} << 30U);
/// read_bytes() past the memory in which the system may still keep what was just written.
[[nodiscard]] std::vector<char> read_back(const std::string& path);
/// Of a regular file [byte].
[[nodiscard]] std::uint64_t size_of(const std::string& path);
/// Flushes the names in a folder to the disk.
void sync_folder(const std::string& path);
void rename(const std::string& from, const std::string& to);
/// Makes a folder and its parents; one that exists is fine.
void make_folders(const std::string& path);
/// Removes a file or a whole folder; what does not exist is fine. Does not follow symbolic links.
void remove_all(const std::string& path);
[[nodiscard]] bool exists(const std::string& path);

}  // namespace tektite::output
