#include "solver/driver/sweep/plan.hpp"

#include "io/case/document.hpp"
#include "io/case/lookup.hpp"
#include "io/case/spelling.hpp"
#include "io/case/units.hpp"
#include "solver/base/philox.hpp"
#include "solver/driver/keys.hpp"
#include "solver/driver/sweep/keys.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

namespace tektite::driver::sweep {
namespace {

constexpr std::int64_t most_members = 100000;
constexpr std::size_t most_complaints = 20;
constexpr double infinity = std::numeric_limits<double>::infinity();

using Problems = std::vector<std::string>;

/// Runs `work`; what it complains about is remembered, and so is where in the file.
template <class Work>
void collect(Problems& problems, const std::string& where, Work&& work) {
  try {
    work();
  } catch (const Error& error) {
    if (error.code() != ExitCode::bad_input) throw;
    const std::string text = error.what();
    problems.push_back(where.empty() ? text : fmt::format("{}: error: {}", where, text));
  }
}

void throw_all(const Problems& problems) {
  if (!problems.empty()) {
    throw Error(ExitCode::bad_input, fmt::format("{}", fmt::join(problems, "\n")));
  }
}

std::string absolute_case(const io::Case& sweep) {
  namespace fs = std::filesystem;
  const fs::path given(sweep.root().text("case"));
  sweep.root().require("case", given.is_relative(), "a path relative to this file is wanted");
  return fs::absolute(fs::path(sweep.folder()) / given).lexically_normal().string();
}

/// The values of a distribution, in the unit of the key that is sampled.
class Moments {
 public:
  Moments(const io::Section& section, const io::Key& key)
      : section_(section), unit_(key.unit), least_(key.least), greatest_(key.greatest) {}

  [[nodiscard]] double value(std::string_view name) const {
    const auto reading = io::read_quantity(section_.text(name), unit_);
    section_.require(name, reading.problem.empty(), "{}", reading.problem);
    section_.require(name, reading.value >= least_ && reading.value <= greatest_,
                     "is outside of what the key allows, found '{}'",
                     io::printable(section_.text(name)));
    return reading.value;
  }

  [[nodiscard]] double bound(std::string_view name, double otherwise) const {
    return section_.has(name) ? value(name) : otherwise;
  }

  /// A difference of two values: a unit with another zero (degC) would be shifted in silence.
  [[nodiscard]] double difference(std::string_view name) const {
    const std::string text = section_.text(name);
    const auto reading = io::read_quantity(text, unit_);
    section_.require(name, reading.problem.empty(), "{}", reading.problem);
    const auto zero =
        io::read_quantity(fmt::format("0{}", text.substr(io::number_length(text))), unit_);
    section_.require(name, zero.value == 0.0, "is a difference: write it in {}, found '{}'", unit_,
                     io::printable(text));
    return reading.value;
  }

 private:
  const io::Section& section_;
  std::string unit_;
  double least_;
  double greatest_;
};

Distribution read_distribution(const io::Section& section, std::string_view name,
                               const io::Key& key) {
  const Moments read(section, key);
  Distribution made;
  made.least = read.bound("least", -infinity);
  made.greatest = read.bound("greatest", infinity);
  section.require("greatest", made.greatest > made.least, "must be above least");
  if (name == "uniform") return made;
  if (name == "triangular") {
    made.kind = Distribution::Kind::triangular;
    made.centre = read.value("mode");
    section.require("mode", made.centre >= made.least && made.centre <= made.greatest,
                    "must lie between least and greatest");
  } else if (name == "normal") {
    made.kind = Distribution::Kind::normal;
    made.centre = read.value("mean");
    made.spread = read.difference("deviation");
    section.require("deviation", made.spread > 0.0, "must be greater than 0");
  } else {
    made.kind = Distribution::Kind::log_normal;
    made.centre = read.value("median");
    made.spread = section.number("factor");
    section.require("median", made.centre > 0.0, "must be greater than 0");
  }
  if (made.kind == Distribution::Kind::triangular) return made;
  // Bounds that the distribution as good as never reaches leave nothing to sample.
  const double middle = made.quantile(0.5);
  section.require("least", std::isfinite(middle) && middle > made.least && middle < made.greatest,
                  "hardly any sample would lie between least and greatest");
  return made;
}

Axis read_axis(const io::Section& section, const io::TreeNode& base) {
  Axis axis;
  axis.path = section.text("key");
  axis.where = section.where("key");
  const io::Key& key = io::find_key(base, case_keys(), axis.path);
  const bool is_number = key.type == io::KeyType::number || key.type == io::KeyType::numbers;
  if (is_number) axis.unit = std::string(key.unit);
  std::vector<std::string_view> ways;
  for (const std::string_view way : {"values", "uniform", "triangular", "normal", "log_normal"}) {
    if (section.is_given(way)) ways.push_back(way);
  }
  section.require("key", ways.size() == 1,
                  "one of values, uniform, triangular, normal, log_normal is wanted, found {}",
                  ways.empty() ? "none" : fmt::format("{}", fmt::join(ways, ", ")));
  if (ways.front() == "values") {
    axis.values = section.texts("values");
    section.require("values", !axis.values.empty(), "at least one value is wanted");
  } else {
    section.require("key", is_number, "only numbers can be sampled; list the values");
    axis.distribution = read_distribution(section.section(ways.front()), ways.front(), key);
  }
  return axis;
}

/// One key must not be set twice: paths differ, but "parts.barrel" may be "parts.0".
std::string place_in(const io::TreeNode& tree, const std::string& path) {
  const io::TreeNode* node = &tree;
  std::string place;
  std::size_t begin = 0;
  while (begin <= path.size()) {
    const std::size_t dot = std::min(path.find('.', begin), path.size());
    std::string step = path.substr(begin, dot - begin);
    begin = dot + 1;
    const io::TreeNode* next = nullptr;
    if (node != nullptr && node->kind == io::TreeNode::Kind::sequence) {
      for (std::size_t i = 0; i < node->items.size() && next == nullptr; ++i) {
        for (const auto& entry : node->items[i].entries) {
          if (entry.key == "name" && entry.value.text == step) {
            next = &node->items[i];
            step = std::to_string(i);
            break;
          }
        }
      }
      if (next == nullptr) next = &node->items.at(std::stoul(step));
    } else if (node != nullptr) {
      for (const auto& entry : node->entries) {
        if (entry.key == step) next = &entry.value;
      }
    }
    place += '.';
    place += step;
    node = next;
  }
  return place;
}

/// The SI value of a number as it is put into the case; not a number for anything else.
double number_of(const Axis& axis, const std::string& value) {
  if (axis.unit.empty()) return std::nan("");
  const auto reading = io::read_quantity(value, axis.unit);
  return reading.problem.empty() ? reading.value : std::nan("");
}

}  // namespace

Plan Plan::read(const std::string& path) {
  const io::Case sweep = io::read_case(path, sweep_keys());
  const io::Section& root = sweep.root();
  Plan plan;
  plan.title_ = root.text("title");
  plan.case_path_ = absolute_case(sweep);
  plan.resolved_ = sweep.resolved();
  plan.common_ = root.texts("set");
  plan.is_zip_ = root.text("design") == "zip";
  plan.is_stratified_ = root.text("sampling") == "latin_hypercube";
  plan.seed_ = static_cast<std::uint64_t>(root.integer("seed"));
  plan.case_hash_ = io::read_case(plan.case_path_, case_keys()).hash();
  Problems problems;
  plan.read_axes(root, io::read_case(plan.case_path_, case_keys(), {.overrides = plan.common_}),
                 problems);
  throw_all(problems);
  plan.count_members(root, problems);
  throw_all(problems);
  plan.draw_strata();
  return plan;
}

void Plan::read_axes(const io::Section& root, const io::Case& base, Problems& problems) {
  std::vector<io::Problem> none;
  const io::TreeNode tree = io::read_document(base.resolved(), none);
  for (std::size_t i = 0; i < common_.size(); ++i) {
    collect(problems, root.where("set"), [&] {
      const std::string key = common_[i].substr(0, common_[i].find('='));
      (void)io::find_key(tree, case_keys(), key);
    });
  }
  const auto sections = root.list("vary");
  if (sections.empty()) problems.push_back(root.where("vary") + ": error: vary: nothing varies");
  std::set<std::string> places;
  for (const io::Section& section : sections) {
    // An error of the section says where it is; one of the path does not.
    Problems own;
    collect(own, "", [&] {
      axes_.push_back(read_axis(section, tree));
      section.require("key", places.insert(place_in(tree, axes_.back().path)).second,
                      "varies already further up: {}", axes_.back().path);
    });
    for (const std::string& text : own) {
      const bool has_place = text.find(": error: ") != std::string::npos;
      problems.push_back(has_place ? text
                                   : fmt::format("{}: error: {}", section.where("key"), text));
    }
  }
}

void Plan::count_members(const io::Section& root, Problems& problems) {
  collect(problems, "", [&] {
    const bool samples = std::ranges::any_of(axes_, &Axis::is_sampled);
    root.require(
        "count", samples == root.is_given("count"), "{}",
        samples ? "is missing: how many samples are drawn?" : "nothing is sampled: leave it out");
    count_ = samples ? root.integer("count") : 1;
    for (const Axis& axis : axes_) {
      if (axis.is_sampled()) continue;
      const auto length = static_cast<std::int64_t>(axis.values.size());
      if (!is_zip_) {
        combinations_ *= length;
      } else {
        root.require("design", combinations_ == 1 || combinations_ == length,
                     "zip wants lists of equal length, found {} and {}", combinations_, length);
        combinations_ = length;
      }
      root.require("vary", combinations_ <= most_members / count_, "these are more than {} members",
                   most_members);
    }
  });
}

void Plan::draw_strata() {
  if (!is_stratified_) return;
  strata_.resize(axes_.size());
  for (std::size_t a = 0; a < axes_.size(); ++a) {
    if (!axes_[a].is_sampled()) continue;
    // A permutation: the ranks of random numbers.
    std::vector<std::int64_t> order(static_cast<std::size_t>(count_));
    std::iota(order.begin(), order.end(), 0);
    std::vector<std::uint64_t> weight(order.size());
    for (std::size_t s = 0; s < order.size(); ++s) weight[s] = draw(seed_, axes_[a].path, s).second;
    std::ranges::sort(order, [&](std::int64_t x, std::int64_t y) {
      const std::uint64_t u = weight[static_cast<std::size_t>(x)];
      const std::uint64_t v = weight[static_cast<std::size_t>(y)];
      return u != v ? u < v : x < y;
    });
    strata_[a].resize(order.size());
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
      strata_[a][static_cast<std::size_t>(order[rank])] = static_cast<std::int64_t>(rank);
    }
  }
}

double Plan::share(std::size_t axis, std::int64_t sample) const {
  const Draw drawn = draw(seed_, axes_[axis].path, static_cast<std::uint64_t>(sample));
  const double inside = unit_interval(drawn.first);
  if (!is_stratified_) return inside;
  const auto stratum = static_cast<double>(strata_[axis][static_cast<std::size_t>(sample)]);
  return std::min((stratum + inside) / static_cast<double>(count_), 1.0 - 0x1p-53);
}

std::string Plan::value(std::size_t axis, std::int64_t index) const {
  const Axis& wanted = axes_[axis];
  std::int64_t combination = index % combinations_;
  if (wanted.is_sampled()) {
    const double value = wanted.distribution.quantile(share(axis, index / combinations_));
    return io::quantity_text(value, wanted.unit);
  }
  if (!is_zip_) {
    // The first key varies slowest.
    for (std::size_t a = axes_.size() - 1; a > axis; --a) {
      if (!axes_[a].is_sampled()) combination /= static_cast<std::int64_t>(axes_[a].values.size());
    }
    combination %= static_cast<std::int64_t>(wanted.values.size());
  }
  return wanted.values[static_cast<std::size_t>(combination)];
}

std::vector<Member> Plan::all_members() const {
  std::vector<Member> made;
  Problems problems;
  std::size_t refused = 0;
  for (std::int64_t index = 0; index < members(); ++index) {
    Member member;
    member.index = index;
    member.settings = common_;
    Problems values;
    for (std::size_t a = 0; a < axes_.size(); ++a) {
      values.push_back(fmt::format("{}={}", axes_[a].path, value(a, index)));
    }
    member.settings.insert(member.settings.end(), values.begin(), values.end());
    Problems own;
    collect(own, "", [&] {
      member.case_hash =
          io::read_case(case_path_, case_keys(), {.overrides = member.settings}).hash();
    });
    if (!own.empty() && ++refused <= most_complaints) {
      problems.push_back(fmt::format("member {:04} ({}) is refused:\n{}", index,
                                     io::printable(fmt::format("{}", fmt::join(values, ", ")), 300),
                                     own.front()));
    }
    made.push_back(std::move(member));
  }
  if (refused > most_complaints) {
    problems.push_back(fmt::format("... and {} members more", refused - most_complaints));
  }
  throw_all(problems);
  return made;
}

std::vector<std::int64_t> Plan::extremes(const std::vector<Member>& members) const {
  std::set<std::int64_t> chosen{0};
  for (std::size_t a = 0; a < axes_.size(); ++a) {
    std::set<std::string> seen;
    std::optional<std::pair<double, std::int64_t>> least;
    std::optional<std::pair<double, std::int64_t>> greatest;
    for (const Member& member : members) {
      const std::string text = value(a, member.index);
      const double number = number_of(axes_[a], text);
      if (!axes_[a].unit.empty()) {
        if (!least || number < least->first) least = {number, member.index};
        if (!greatest || number > greatest->first) greatest = {number, member.index};
      } else if (seen.insert(text).second) {
        chosen.insert(member.index);
      }
    }
    if (least) chosen.insert(least->second);
    if (greatest) chosen.insert(greatest->second);
  }
  return {chosen.begin(), chosen.end()};
}

}  // namespace tektite::driver::sweep
