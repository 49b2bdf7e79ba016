#include "solver/driver/sweep/folder.hpp"

#include "io/case/spelling.hpp"
#include "io/case/units.hpp"
#include "io/output/files.hpp"
#include "io/output/json.hpp"
#include "io/output/run_folder.hpp"
#include "io/output/tables.hpp"

#include "tektite_version.hpp"
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace tektite::driver::sweep {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* sweep_format = "tektite-sweep-1";
constexpr const char* member_format = "tektite-member-1";
constexpr const char* outcome_format = "tektite-outcome-1";

void write_json(const std::string& path, const Json& json) {
  output::write_text(path, json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

/// A record of ours; throws bad_input if it is missing, damaged, or of another format.
Json read_json(const std::string& path, const char* format) {
  require(output::exists(path), "{} is missing", path);
  Json json = output::read_json(path);
  require(json.is_object() && json.value("format", Json()) == format,
          "{} is damaged, or not of the format {}", path, format);
  return json;
}

/// Runs `read`; what the JSON library throws becomes a message of ours.
template <class Read>
auto reading(const std::string& path, Read&& read) {
  try {
    return read();
  } catch (const Json::exception&) {
    throw Error(ExitCode::bad_input, fmt::format("{} is damaged", path));
  }
}

Json record_of(const Member& member) {
  return {{"format", member_format},
          {"index", member.index},
          {"settings", member.settings},
          {"case_hash", member.case_hash}};
}

output::Value cell_of(const std::string& value, const std::string& unit) {
  if (unit.empty()) return value;
  return io::to_si(value, unit);
}

}  // namespace

const char* name_of(Standing standing) {
  switch (standing) {
    case Standing::waiting:
      return "waiting";
    case Standing::running:
      return "running";
    case Standing::done:
      return "done";
    case Standing::stopped:
      return "stopped";
    case Standing::killed:
      return "killed";
    case Standing::failed:
      break;
  }
  return "failed";
}

std::string member_name(std::int64_t index) {
  return fmt::format("{:04}", index);
}

MemberLock& MemberLock::operator=(MemberLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

MemberLock::~MemberLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

SweepFolder SweepFolder::create(const std::string& path, const Plan& plan,
                                const std::vector<Member>& members) {
  SweepFolder folder(path);
  const std::string manifest = path + "/manifest.json";
  if (output::exists(manifest)) {
    const SweepFolder old = open(path);
    require(old.members() <= plan.members(), "{} holds a sweep with more members: use another -o",
            path);
    for (std::int64_t i = 0; i < old.members(); ++i) {
      const Member there = old.member(i);
      const Member& wanted = members[static_cast<std::size_t>(i)];
      require(there.settings == wanted.settings && there.case_hash == wanted.case_hash,
              "{} holds another sweep: its member {} differs; use another -o", path,
              member_name(i));
    }
  } else {
    require(!output::exists(path) || std::filesystem::is_empty(path),
            "{} exists and is not the folder of a sweep; use another -o", path);
  }
  std::vector<output::Column> columns{{"member", "-"}};
  Json axes = Json::array();
  for (const Axis& axis : plan.axes()) {
    columns.push_back({axis.path, axis.unit.empty() ? "-" : axis.unit});
    axes.push_back({{"key", axis.path}, {"unit", axis.unit}});
  }
  output::Table table(columns);
  for (const Member& member : members) {
    std::vector<output::Value> row{member.index};
    for (std::size_t a = 0; a < plan.axes().size(); ++a) {
      row.push_back(cell_of(plan.value(a, member.index), plan.axes()[a].unit));
    }
    table.add(std::move(row));
    output::make_folders(folder.member_path(member.index));
    const std::string record = folder.member_path(member.index) + "/member.json";
    if (!output::exists(record)) write_json(record, record_of(member));
  }
  output::write_csv(path + "/members.csv", table);
  output::write_text(path + "/sweep.yaml", plan.resolved());
  // Last: a folder with a manifest is complete.
  write_json(manifest, {{"format", sweep_format},
                        {"tektite", version},
                        {"title", plan.title()},
                        {"case", {{"path", plan.case_path()}, {"hash", plan.case_hash()}}},
                        {"seed", plan.seed()},
                        {"members", plan.members()},
                        {"combinations", plan.combinations()},
                        {"varies", axes}});
  return open(path);
}

SweepFolder SweepFolder::open(const std::string& path) {
  require(output::exists(path + "/manifest.json"),
          "{} is not the folder of a sweep: it has no manifest.json", io::printable(path, 400));
  SweepFolder folder(path);
  folder.read_manifest();
  return folder;
}

void SweepFolder::read_manifest() {
  const std::string file = path_ + "/manifest.json";
  const Json json = read_json(file, sweep_format);
  reading(file, [&] {
    title_ = json.at("title").get<std::string>();
    case_path_ = json.at("case").at("path").get<std::string>();
    members_ = json.at("members").get<std::int64_t>();
    combinations_ = json.at("combinations").get<std::int64_t>();
    require(members_ > 0 && combinations_ > 0, "{} is damaged", file);
    for (const Json& axis : json.at("varies")) {
      axes_.emplace_back(axis.at("key").get<std::string>(), axis.at("unit").get<std::string>());
    }
  });
}

std::string SweepFolder::member_path(std::int64_t index) const {
  return path_ + "/members/" + member_name(index);
}

std::string SweepFolder::run_path(std::int64_t index) const {
  return member_path(index) + "/run";
}

Member SweepFolder::member(std::int64_t index) const {
  const std::string file = member_path(index) + "/member.json";
  const Json json = read_json(file, member_format);
  return reading(file, [&] {
    Member member;
    member.index = json.at("index").get<std::int64_t>();
    member.settings = json.at("settings").get<std::vector<std::string>>();
    member.case_hash = json.at("case_hash").get<std::string>();
    require(member.index == index && member.settings.size() >= axes_.size(), "{} is damaged", file);
    return member;
  });
}

std::vector<std::string> SweepFolder::values(const Member& member) const {
  std::vector<std::string> values;
  const std::size_t common = member.settings.size() - axes_.size();
  for (std::size_t a = 0; a < axes_.size(); ++a) {
    values.push_back(member.settings[common + a].substr(axes_[a].first.size() + 1));
  }
  return values;
}

MemberStatus SweepFolder::status(std::int64_t index) const {
  return is_running(index) ? MemberStatus{Standing::running, -1, {}} : last_try(index);
}

MemberStatus SweepFolder::last_try(std::int64_t index) const {
  const std::string run = run_path(index);
  const std::string file = member_path(index) + "/outcome.json";
  // The report is the last that a run writes, and appears whole or not at all.
  const bool has_report = output::exists(run + "/report.json");
  if (!output::exists(file)) {
    if (has_report) return {Standing::done, 0, {}};
    if (!output::exists(run)) return {};
    return {Standing::killed, -1, "ended without a word"};
  }
  const Json json = read_json(file, outcome_format);
  return reading(file, [&]() -> MemberStatus {
    const int code = json.at("exit_code").get<int>();
    const int signal = json.at("signal").get<int>();
    std::string reason = json.at("reason").get<std::string>();
    if (signal != 0) return {Standing::killed, code, fmt::format("killed by signal {}", signal)};
    if (code == static_cast<int>(ExitCode::stopped)) return {Standing::stopped, code, {}};
    if (code != 0) return {Standing::failed, code, std::move(reason)};
    if (!has_report) return {Standing::failed, code, "ended well, but its report is missing"};
    return {Standing::done, code, {}};
  });
}

bool SweepFolder::has_checkpoint(std::int64_t index) const {
  const std::string run = run_path(index);
  if (!output::exists(run + "/manifest.json")) return false;
  std::error_code problem;
  for (std::filesystem::directory_iterator entry(run + "/checkpoints", problem), end;
       !problem && entry != end; entry.increment(problem)) {
    const std::string name = entry->path().filename().string();
    if (name.find_first_not_of("0123456789") == std::string::npos) return true;
  }
  return false;
}

bool SweepFolder::is_running(std::int64_t index) const {
  // Shared and for reading: whoever may only look can ask too.
  const MemberLock lock(::open((member_path(index) + "/lock").c_str(), O_RDONLY | O_CLOEXEC));
  return lock.descriptor() >= 0 && ::flock(lock.descriptor(), LOCK_SH | LOCK_NB) != 0 &&
         errno == EWOULDBLOCK;
}

std::optional<MemberLock> SweepFolder::try_lock(std::int64_t index) const {
  const std::string file = member_path(index) + "/lock";
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  require_or(ExitCode::io_failed, descriptor >= 0, "cannot open {}: {}", file,
             std::strerror(errno));
  MemberLock lock(descriptor);
  // Somebody who asks how the member stands holds it for a moment.
  for (int patience = 20; ::flock(descriptor, LOCK_EX | LOCK_NB) != 0; --patience) {
    require_or(ExitCode::io_failed, errno == EWOULDBLOCK || errno == EINTR, "cannot lock {}: {}",
               file, std::strerror(errno));
    if (patience == 0) return std::nullopt;
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  }
  return lock;
}

void SweepFolder::clear_outcome(std::int64_t index) const {
  output::remove_all(member_path(index) + "/outcome.json");
}

void SweepFolder::write_outcome(std::int64_t index, const Outcome& outcome) const {
  write_json(member_path(index) + "/outcome.json", {{"format", outcome_format},
                                                    {"exit_code", outcome.exit_code},
                                                    {"signal", outcome.signal},
                                                    {"reason", outcome.reason}});
}

}  // namespace tektite::driver::sweep
