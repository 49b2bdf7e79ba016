#include "solver/driver/loads_command.hpp"

#include "io/case/spelling.hpp"
#include "io/case/units.hpp"
#include "io/output/agree.hpp"
#include "io/output/files.hpp"
#include "solver/base/constants.hpp"
#include "solver/base/log.hpp"
#include "solver/driver/loads_text.hpp"
#include "solver/driver/local.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

namespace tektite::driver {

namespace {

namespace fs = std::filesystem;

constexpr double highest = 1000e3;  // [m], as entry.altitude
constexpr double fastest = 20e3;    // [m/s], as entry.speed
constexpr double hottest = 3000.0;  // [K], as aerodynamics.wall_temperature
constexpr double largest = 1e6;     // [m] and [m^2], of references
constexpr std::size_t most_states = 10'000;

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

/// The items of a list: at commas that are in no brackets.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> items;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '[') ++depth;
    if (i < text.size() && text[i] == ']') --depth;
    if (i < text.size() && (text[i] != ',' || depth > 0)) continue;
    items.push_back(trimmed(text.substr(begin, i - begin)));
    begin = i + 1;
  }
  return items;
}

double read_one(const std::string& text, std::string_view unit, std::string_view what) {
  const auto reading = io::read_quantity(text, unit);
  require(reading.problem.empty(), "{}: {}", what, reading.problem);
  return reading.value;
}

double read_angle(const std::string& text, double greatest, std::string_view name) {
  const double angle = read_one(text, "rad", "--attitude");
  require(std::abs(angle) <= greatest * (1.0 + 1e-12),
          "--attitude: the {} must be in [-{:g}, {:g}] deg; it is {:g} deg", name,
          greatest / constants::degree, greatest / constants::degree, angle / constants::degree);
  return angle;
}

Attitude read_direction(const std::string& item) {
  const std::vector<std::string> numbers = split(std::string_view(item).substr(1, item.size() - 2));
  require(numbers.size() == 3,
          "--attitude: a direction has three numbers, such as [1, 0, 0.2]; '{}' has {}",
          io::printable(item), numbers.size());
  const Vec3<BodyAxes> direction{read_one(numbers[0], "1", "--attitude"),
                                 read_one(numbers[1], "1", "--attitude"),
                                 read_one(numbers[2], "1", "--attitude")};
  const double length = norm(direction);
  require(length > 0.0 && std::isfinite(length), "--attitude: '{}' is no direction",
          io::printable(item));
  return {vehicle::AttitudeMode::fixed, direction / length,
          fmt::format("direction [{}, {}, {}]", numbers[0], numbers[1], numbers[2])};
}

Attitude read_attitude(const std::string& item) {
  if (item == "tumbling") return {vehicle::AttitudeMode::tumbling, {}, item};
  if (item.size() >= 2 && item.front() == '[' && item.back() == ']') return read_direction(item);
  const bool is_angle = !item.empty() && io::number_length(item) > 0;
  require(is_angle,
          "--attitude: '{}' is none; wanted is tumbling, an angle of attack such as 12 deg, that "
          "and a sideslip such as 12 deg/5 deg, or a direction such as [1, 0, 0.2]",
          io::printable(item));
  const auto slash = item.find('/');
  // A unit of angle has no slash.
  const double attack =
      read_angle(trimmed(item.substr(0, slash)), constants::pi, "angle of attack");
  const double slip = slash == std::string::npos ? 0.0
                                                 : read_angle(trimmed(item.substr(slash + 1)),
                                                              0.5 * constants::pi, "sideslip");
  return {vehicle::AttitudeMode::fixed, trajectory::wind_of(attack, slip),
          fmt::format("angle of attack {:g} deg, sideslip {:g} deg", attack / constants::degree,
                      slip / constants::degree)};
}

/// One value, or none.
std::optional<double> read_reference(const std::optional<std::string>& text, std::string_view unit,
                                     std::string_view what) {
  if (!text) return std::nullopt;
  const std::vector<double> values = read_quantities(*text, unit, largest, what);
  require(values.size() == 1, "{}: takes one value", what);
  return values.front();
}

/// What is asked for, or the one thing that the case says.
template <class Read>
auto or_as_it_is(const std::optional<std::string>& text, Read&& read) {
  using Value = typename decltype(read(*text))::value_type;
  std::vector<std::optional<Value>> values;
  if (!text) return values.emplace_back(), values;
  for (auto& value : read(*text)) values.emplace_back(std::move(value));
  return values;
}

/// What a case says of itself while it is built is not what was asked for; what is wrong is.
class Hush {
 public:
  Hush() { log::hush(true); }
  ~Hush() { log::hush(false); }
  Hush(const Hush&) = delete;
  Hush& operator=(const Hush&) = delete;
};

}  // namespace

std::vector<double> read_quantities(std::string_view text, std::string_view unit, double greatest,
                                    std::string_view what) {
  std::vector<double> values;
  for (const std::string& item : split(text)) {
    const double value = read_one(item, unit, what);
    require(value > 0.0 && value <= greatest, "{}: must be in (0, {:g}] {}; it is {:g} {}", what,
            greatest, unit, value, unit);
    values.push_back(value);
  }
  return values;
}

std::vector<Attitude> read_attitudes(std::string_view text) {
  std::vector<Attitude> attitudes;
  for (const std::string& item : split(text)) attitudes.push_back(read_attitude(item));
  return attitudes;
}

struct LoadsCommand::Request {
  std::vector<std::optional<double>> wall_temperatures;
  std::vector<FlowCondition> conditions;  ///< for each of them
  Reference reference;
  [[nodiscard]] std::size_t states() const { return wall_temperatures.size() * conditions.size(); }
};

LoadsCommand::LoadsCommand(CLI::App& program)
    : verb_(
          program.add_subcommand("loads", "pressure, heat and forces at entry, without a flight")) {
  verb_->add_option("case", arguments_.case_file, "case file")->required();
  verb_->add_option("--altitude", altitude_, "in place of the case's, e.g. '70 km'; or a list");
  verb_->add_option("--speed", speed_, "relative to the turning Earth, e.g. '7 km/s'; or a list");
  verb_->add_option("--attitude", attitude_,
                    "tumbling, an angle of attack '12 deg', with sideslip '12 deg/5 deg', or a "
                    "direction '[1, 0, 0.2]'; or a list");
  verb_->add_option("--wall-temperature", wall_temperature_,
                    "of all walls, e.g. '300 K'; or a list (default: the vehicle's at entry)");
  verb_->add_option("--reference-area", reference_area_,
                    "of coefficients, e.g. '2 m2' (default: the silhouette)");
  verb_->add_option("--reference-length", reference_length_,
                    "of moment coefficients, e.g. '1 m' (default: the length of Knudsen numbers)");
  verb_->add_option("--field", fields_,
                    "a .vtp file to write the panels' loads to; a folder for several states");
  verb_->add_flag("--force", arguments_.force, "replace field files that are there");
  verb_->add_flag("--json", json_, "as JSON");
  verb_->add_option("--set", arguments_.settings, "path=value in place of the case's")->take_all();
  verb_->add_flag("--allow-path", arguments_.allow_path,
                  "paths in the case may lead out of its folder");
}

bool LoadsCommand::is_asked_for() const {
  return verb_->parsed();
}

LoadsCommand::Request LoadsCommand::read() const {
  Request request;
  request.wall_temperatures = or_as_it_is(wall_temperature_, [](const std::string& text) {
    return read_quantities(text, "K", hottest, "--wall-temperature");
  });
  const auto altitudes = or_as_it_is(altitude_, [](const std::string& text) {
    return read_quantities(text, "m", highest, "--altitude");
  });
  const auto speeds = or_as_it_is(speed_, [](const std::string& text) {
    return read_quantities(text, "m/s", fastest, "--speed");
  });
  const auto attitudes = or_as_it_is(attitude_, read_attitudes);
  const std::size_t states =
      request.wall_temperatures.size() * altitudes.size() * speeds.size() * attitudes.size();
  require(states <= most_states, "the lists make {} states; at most {} are computed at a time",
          states, most_states);
  for (const auto& attitude : attitudes) {  // outermost: each is cast anew
    for (const auto& altitude : altitudes) {
      for (const auto& speed : speeds) request.conditions.push_back({altitude, speed, attitude});
    }
  }
  request.reference.area = read_reference(reference_area_, "m2", "--reference-area");
  request.reference.length = read_reference(reference_length_, "m", "--reference-length");
  return request;
}

std::vector<std::string> LoadsCommand::field_files(std::size_t states) const {
  std::vector<std::string> files;
  if (!fields_) return files;
  const std::string name = io::printable(*fields_, 400);
  require(!fields_->empty(), "--field: a file or a folder is wanted");
  if (fields_->ends_with(".vtp")) {
    require(states == 1, "--field {}: one file holds one state, not {}; name a folder", name,
            states);
    files.push_back(*fields_);
  } else {
    require(!output::exists(*fields_) || fs::is_directory(*fields_),
            "--field {}: is not a folder, and its name does not end in .vtp", name);
    for (std::size_t i = 0; i < states; ++i) {
      files.push_back(fmt::format("{}/loads_{:04}.vtp", *fields_, i));
    }
  }
  for (const std::string& file : files) {
    require(!fs::is_directory(file), "--field {}: is a folder", io::printable(file, 400));
    require(arguments_.force || !output::exists(file),
            "--field {}: is there already; --force replaces it", io::printable(file, 400));
  }
  return files;
}

ExitCode LoadsCommand::run(const Communicator& world) {
  const Request request = read();
  std::vector<std::string> files;
  output::on_root(world, [&] { files = field_files(request.states()); });
  const materials::Library library = materials::Library::load(materials::library_folder());
  std::vector<Loads> all;
  vehicle::Vehicle* vehicle = nullptr;
  std::unique_ptr<Models> models;
  for (const auto& temperature : request.wall_temperatures) {
    Arguments arguments = arguments_;
    if (temperature) {
      // The wall that heat flows into is the wall that molecules leave.
      arguments.settings.push_back(
          fmt::format("aerodynamics.wall_temperature={} K", io::shortest(*temperature)));
    }
    const io::Case scenario = arguments.read_case();
    models.reset();
    models = std::make_unique<Models>(scenario, library, world);
    vehicle = &models->vehicle;
    std::optional<LoadsProbe> probe;
    {
      const Hush hush;
      probe.emplace(scenario, *models, temperature.value_or(models->initial_temperature),
                    request.reference);
    }
    for (const FlowCondition& condition : request.conditions) {
      all.push_back(probe->at(condition));
      if (!fields_) continue;
      const PanelLoads panels = probe->panels();
      output::on_root(world, [&] {
        const std::string& file = files[all.size() - 1];
        const std::string folder = io::folder_of(file);
        if (!folder.empty()) output::make_folders(folder);
        output::write_text(file, loads_fields(all.back(), panels, *vehicle));
      });
    }
  }
  output::on_root(world, [&] {
    const bool is_list = all.size() > 1;
    const std::string text = json_     ? loads_json(all, *vehicle)
                             : is_list ? loads_table(all)
                                       : loads_page(all.front(), *vehicle);
    print_locally(text);
  });
  return ExitCode::done;
}

}  // namespace tektite::driver
