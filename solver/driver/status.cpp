#include "solver/driver/status.hpp"

#include "io/output/files.hpp"
#include "io/output/json.hpp"
#include "io/output/lock.hpp"
#include "solver/base/error.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

namespace tektite::driver {
namespace {

using Json = nlohmann::ordered_json;

struct Look {
  Json progress = Json::object();
  std::optional<output::LockHolder> holder;
  std::string state;  ///< "starting", "running", "done", "stopped", "failed", "dead", "unknown"
};

/// A text of the file, fit for a terminal; `fallback` if there is none.
std::string text_in(const Json& json, const char* key, const char* fallback) {
  const auto found = json.find(key);
  if (found == json.end() || !found->is_string()) return fallback;
  std::string text = found->get<std::string>();
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  return text;
}

Look look_at(const std::string& folder) {
  require(output::exists(folder + "/manifest.json") || output::exists(folder + "/lock"),
          "{} is not a run folder: it has no manifest.json", folder);
  Look look;
  look.holder = output::read_lock(folder);
  if (output::exists(folder + "/progress.json")) {
    look.progress = output::read_json(folder + "/progress.json");
    require_or(ExitCode::io_failed, look.progress.is_object(), "{}/progress.json is damaged",
               folder);
  }
  look.state = text_in(look.progress, "status", "starting");
  const bool is_held = look.holder.has_value();
  const auto life = is_held ? output::life_of(*look.holder) : output::Life::gone;
  if (life == output::Life::unknown) {
    look.state = "unknown";
  } else if (life == output::Life::gone) {
    if (look.state == "running" || look.state == "starting") look.state = "dead";
  } else if (look.state != "running") {
    look.state = "starting";  // what progress.json says is of the job before
  }
  return look;
}

double number(const Json& progress, const char* key, double fallback = NAN) {
  const auto found = progress.find(key);
  return found != progress.end() && found->is_number() ? found->get<double>() : fallback;
}

std::string duration(double seconds) {
  const auto whole = std::llround(std::max(seconds, 0.0));
  if (whole < 120) return fmt::format("{} s", whole);
  if (whole < 7200) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

double age(const Json& progress) {
  const std::string text = text_in(progress, "updated", "");
  std::tm parts{};
  if (strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts) == nullptr) return NAN;
  return std::difftime(std::time(nullptr), timegm(&parts));
}

std::string explain(const Look& look, const std::string& folder) {
  const std::string reason = text_in(look.progress, "reason", "");
  std::string holder;
  if (look.holder) {
    holder = fmt::format("process {} on {}{}", look.holder->pid, look.holder->host,
                         look.holder->job.empty() ? "" : ", batch job " + look.holder->job);
  }
  if (look.state == "running") return "running: " + holder + " is alive";
  if (look.state == "starting") return "starting: " + holder + " is alive";
  if (look.state == "unknown") {
    return fmt::format("held by {}, last sign of life {} ago", holder,
                       duration(look.holder->silent));
  }
  if (look.state == "dead") {
    const bool can_resume =
        look.progress.contains("last_checkpoint") && look.progress["last_checkpoint"].is_string();
    return fmt::format("dead: {} is gone{}", holder.empty() ? "its process" : holder,
                       can_resume ? "; tektite resume " + folder + " goes on" : "");
  }
  if (look.state == "stopped") {
    return fmt::format("stopped: {}; tektite resume {} goes on", reason, folder);
  }
  return reason.empty() ? look.state : look.state + ": " + reason;
}

std::string checkpoint_line(const Look& look) {
  const Json& progress = look.progress;
  std::string text = "none yet";
  if (progress.contains("last_checkpoint") && progress["last_checkpoint"].is_string()) {
    text = fmt::format("{} at step {:.0f}", text_in(progress, "last_checkpoint", ""),
                       number(progress, "checkpoint_step"));
  }
  if (look.state != "running") return text;
  const double next_step = number(progress, "next_checkpoint_step");
  const double next = number(progress, "next_checkpoint") - age(progress);
  if (!std::isnan(next_step)) text += fmt::format("; next at step {:.0f}", next_step);
  if (!std::isnan(next)) {
    text += fmt::format("{} in {}", std::isnan(next_step) ? "; next" : " or", duration(next));
  }
  return text;
}

}  // namespace

std::string status_text(const std::string& folder) {
  const Look look = look_at(folder);
  const Json& progress = look.progress;
  std::string text = fmt::format("{}: {}\n", folder, explain(look, folder));
  if (progress.empty()) return text;
  const auto line = [&](const char* name, const std::string& value) {
    text += fmt::format("  {:<12} {}\n", name, value);
  };
  line("step", fmt::format("{:.0f}", number(progress, "step")));
  line("flight time", fmt::format("{:.3f} s", number(progress, "time")));
  line("altitude", fmt::format("{:.2f} km", number(progress, "altitude") * 1e-3));
  line("bodies", fmt::format("{:.0f} in flight", number(progress, "bodies")));
  line("ledger drift", fmt::format("mass {:+.1e}, energy {:+.1e}", number(progress, "mass_drift"),
                                   number(progress, "energy_drift")));
  line("checkpoint", checkpoint_line(look));
  const double remaining = number(progress, "remaining");
  const bool runs = look.state == "running";
  if (runs) {
    line("time left",
         std::isnan(remaining) ? "not known yet" : "about " + duration(remaining - age(progress)));
  }
  const double limit = number(progress, "time_limit") - age(progress);
  if (runs && !std::isnan(limit)) line("time limit", "in " + duration(limit));
  line("wall clock", fmt::format("{} on {:.0f} ranks", duration(number(progress, "elapsed")),
                                 number(progress, "ranks")));
  line("updated",
       fmt::format("{} ({} ago)", text_in(progress, "updated", "?"), duration(age(progress))));
  return text;
}

std::string status_json(const std::string& folder) {
  const Look look = look_at(folder);
  Json json = look.progress;
  json["state"] = look.state;
  json["holder"] = nullptr;
  if (look.holder) {
    json["holder"] = {{"host", look.holder->host},
                      {"pid", look.holder->pid},
                      {"job", look.holder->job},
                      {"silent", look.holder->silent}};
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

StatusVerb::StatusVerb(CLI::App& app)
    : verb_(app.add_subcommand("status", "how far a run is, whether it lives")) {
  verb_->add_option("folder", folder_, "run folder")->required();
  verb_->add_flag("--json", json_, "one line of JSON");
}

std::optional<int> StatusVerb::run() const {
  if (!verb_->parsed()) return std::nullopt;
  try {
    std::fputs((json_ ? status_json(folder_) : status_text(folder_)).c_str(), stdout);
    return 0;
  } catch (const Error& error) {
    std::fprintf(stderr, "tektite: %s\n", error.what());
    return static_cast<int>(error.code());
  }
}

}  // namespace tektite::driver
