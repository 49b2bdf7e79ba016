// What is tried with the bytes of a checkpoint's files, below their checksums.
#pragma once

#include "io/output/blocks.hpp"
#include "io/output/manifest.hpp"
#include "io/output/state_blocks.hpp"
#include "io/output/state_check.hpp"
#include "solver/base/error.hpp"

#include <cstdlib>
#include <cstring>
#include <span>
#include <string>
#include <vector>

namespace tektite::fuzz {

/// Puts right sums into a file of blocks wherever its table can be followed, as an attacker would.
inline void seal_blocks(std::vector<char>& file) {
  constexpr std::size_t header = 24;  // magic, format, number of blocks, sum of the table
  std::uint32_t blocks = 0;
  if (file.size() < header) return;
  std::memcpy(&blocks, file.data() + 12, sizeof blocks);
  if (blocks > (file.size() - header) / sizeof(output::BlockEntry)) return;
  std::size_t at = header + blocks * sizeof(output::BlockEntry);
  for (std::size_t i = 0; i < blocks; ++i) {
    char* const place = file.data() + header + i * sizeof(output::BlockEntry);
    output::BlockEntry entry;
    std::memcpy(&entry, place, sizeof entry);
    if (entry.element == 0 || entry.count > (file.size() - at) / entry.element) break;
    const std::size_t size = entry.count * entry.element;
    entry.sum = output::checksum(std::span(file).subspan(at, size));
    std::memcpy(place, &entry, sizeof entry);
    at += size;
  }
  const std::uint64_t sum =
      output::checksum(std::span(file).subspan(header, blocks * sizeof(output::BlockEntry)));
  std::memcpy(file.data() + 16, &sum, sizeof sum);
}

/// Runs `work`; any answer but success or no_checkpoint ends the process.
template <class Work>
bool succeeds(Work&& work) {
  try {
    work();
    return true;
  } catch (const Error& error) {
    if (error.code() != ExitCode::no_checkpoint) std::abort();
    return false;
  }
}

/// The first byte says whether the rest is rank_0.bin or replicated.bin; the other file is the good
/// one of `state`. What is accepted must be a State that can be written down and read again.
inline void try_checkpoint(const vehicle::Vehicle& vehicle, const vehicle::State& state,
                           std::span<const char> bytes) {
  if (bytes.empty()) return;
  const bool is_panels = bytes[0] % 2 != 0;
  std::vector<char> file(bytes.begin() + 1, bytes.end());
  seal_blocks(file);
  vehicle::State back;
  const bool good = succeeds([&] {
    const std::vector<char> other =
        is_panels ? output::pack_replicated(state) : output::pack_panels(vehicle, state);
    const output::BlockReader panels(is_panels ? file : other, "rank_0.bin");
    const output::BlockReader replicated(is_panels ? other : file, "replicated.bin");
    output::PanelReader reader(vehicle, back);
    output::unpack_replicated(replicated, back);
    if (reader.is_ours(panels)) static_cast<void>(reader);
    reader.take(panels);
    reader.check_complete();
    output::check_state(vehicle, back);
    reader.update_ghosts();
  });
  if (!good) return;
  if (!succeeds([&] {
        vehicle::State again;
        output::PanelReader reader(vehicle, again);
        output::unpack_replicated(output::BlockReader(output::pack_replicated(back), "a"), again);
        reader.take(output::BlockReader(output::pack_panels(vehicle, back), "b"));
        reader.check_complete();
        output::check_state(vehicle, again);
      })) {
    std::abort();
  }
}

/// The text of a manifest, with and without its sum.
inline void try_manifest(const std::string& text) {
  static_cast<void>(succeeds([&] { static_cast<void>(output::parse_manifest(text, "manifest")); }));
  output::Manifest manifest;
  if (!succeeds([&] { manifest = output::parse_unsealed_manifest(text, "manifest"); })) return;
  const bool again = succeeds(
      [&] { static_cast<void>(output::parse_manifest(output::to_text(manifest), "again")); });
  if (!again) std::abort();
}

}  // namespace tektite::fuzz
