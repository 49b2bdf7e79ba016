// What a sweep will fly: every member's settings, as a function of the sweep file and an index.
#pragma once

#include "io/case/section.hpp"
#include "solver/driver/sweep/distribution.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tektite::driver::sweep {

/// One key that varies.
struct Axis {
  std::string path;                 ///< of the key, as for --set
  std::string unit;                 ///< of its numbers; empty: not a number
  std::vector<std::string> values;  ///< as typed; empty: sampled
  Distribution distribution;        ///< if sampled
  std::string where;                ///< "sweep.yaml:9:5"

  [[nodiscard]] bool is_sampled() const { return values.empty(); }
};

/// The settings of one member: "path=value" in the order of the axes after those of all members.
struct Member {
  std::int64_t index = 0;
  std::vector<std::string> settings;
  std::string case_hash;  ///< of the case with these settings
};

/// A sweep file, read and checked. Member `index` is combination `index % combinations()` of the
/// listed values with sample `index / combinations()`: more samples add members at the end. Samples
/// are drawn from (seed, key, sample) alone; the Latin hypercube's also depend on `count`.
class Plan {
 public:
  /// Throws bad_input with every error of the file: keys that the case does not have, values of
  /// another dimension, distributions that are none.
  [[nodiscard]] static Plan read(const std::string& path);

  [[nodiscard]] const std::string& title() const { return title_; }
  [[nodiscard]] const std::string& case_path() const { return case_path_; }
  [[nodiscard]] const std::string& case_hash() const { return case_hash_; }  ///< without settings
  [[nodiscard]] const std::string& resolved() const { return resolved_; }
  [[nodiscard]] const std::vector<Axis>& axes() const { return axes_; }
  [[nodiscard]] std::int64_t combinations() const { return combinations_; }
  [[nodiscard]] std::int64_t members() const { return combinations_ * count_; }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }

  /// The value of an axis in a member, as it is put into the case.
  [[nodiscard]] std::string value(std::size_t axis, std::int64_t index) const;

  /// All members, each held against the case's tables. Throws bad_input that names the members
  /// whose case is refused, and why.
  [[nodiscard]] std::vector<Member> all_members() const;

  /// Members that between them have every listed value, and the least and the greatest of every
  /// number: what all of the case's rules are tried on before anything flies.
  [[nodiscard]] std::vector<std::int64_t> extremes(const std::vector<Member>& members) const;

 private:
  void read_axes(const io::Section& root, const io::Case& base, std::vector<std::string>& problems);
  void count_members(const io::Section& root, std::vector<std::string>& problems);
  void draw_strata();
  [[nodiscard]] double share(std::size_t axis, std::int64_t sample) const;

  std::string title_;
  std::string case_path_;
  std::string case_hash_;
  std::string resolved_;
  std::vector<std::string> common_;  ///< settings of all members
  std::vector<Axis> axes_;
  bool is_zip_ = false;
  bool is_stratified_ = false;
  std::uint64_t seed_ = 0;
  std::int64_t count_ = 1;                         ///< samples
  std::int64_t combinations_ = 1;                  ///< of listed values
  std::vector<std::vector<std::int64_t>> strata_;  ///< by axis and sample; Latin hypercube only
};

}  // namespace tektite::driver::sweep
