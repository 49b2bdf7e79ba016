#include "solver/driver/watch.hpp"

#include "solver/base/log.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace tektite::driver {
namespace {

volatile std::sig_atomic_t stop_requested = 0;
volatile std::sig_atomic_t checkpoint_requested = 0;

extern "C" void on_stop_signal(int /*signal*/) {
  stop_requested = 1;
}
extern "C" void on_checkpoint_signal(int /*signal*/) {
  checkpoint_requested = 1;
}

double system_now() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

void install_signal_handlers() {
  struct sigaction action {};
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;  // a write that a signal interrupts goes on
  action.sa_handler = on_stop_signal;
  for (const int signal : {SIGTERM, SIGINT, SIGUSR2}) sigaction(signal, &action, nullptr);
  action.sa_handler = on_checkpoint_signal;
  sigaction(SIGUSR1, &action, nullptr);
  // A file that may not grow any more is a failed write with a message, not the end.
  std::signal(SIGXFSZ, SIG_IGN);
}

void request_stop() {
  stop_requested = 1;
}
void request_checkpoint() {
  checkpoint_requested = 1;
}

double parse_duration(const std::string& text) {
  std::array<double, 4> part{};  // days, hours, minutes, seconds
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto number = [&](double& value) {
    int whole = 0;
    const auto result = std::from_chars(at, end, whole);
    const bool good = result.ec == std::errc() && whole >= 0;
    at = result.ptr;
    value = whole;
    return good;
  };
  const bool has_days = text.find('-') != std::string::npos;
  bool good = true;
  for (std::size_t i = has_days ? 0 : 1; i < part.size() && good; ++i) {
    good = number(part[i]);
    if (i == 3) break;
    good = good && at != end && *at == (i == 0 ? '-' : ':');
    ++at;
  }
  require(good && at == end && part[2] < 60 && part[3] < 60 && (!has_days || part[1] < 24),
          "the time limit '{}' is not HH:MM:SS or D-HH:MM:SS", text);
  return ((part[0] * 24.0 + part[1]) * 60.0 + part[2]) * 60.0 + part[3];
}

std::optional<double> end_time_of_batch() {
  for (const char* name : {"TEKTITE_END_TIME", "SLURM_JOB_END_TIME"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    double end = 0.0;
    const auto result = std::from_chars(value, value + std::strlen(value), end);
    require(result.ec == std::errc() && *result.ptr == '\0' && end > 0.0,
            "{}='{}' is not a time in seconds since 1970", name, value);
    return end;
  }
  return std::nullopt;
}

Watch::Watch(const OutputSettings& settings, std::optional<double> end)
    : settings_(settings), end_(end), start_(std::chrono::steady_clock::now()) {}

double Watch::elapsed() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

double Watch::reserve() const {
  constexpr double last_things = 2.0;  // tables, and MPI's end
  return 2.0 * cost_ + 2.0 * longest_step_ + last_things;
}

double Watch::until_limit() const {
  return end_ ? std::max(0.0, *end_ - system_now()) : -1.0;
}

double Watch::until_checkpoint() const {
  return std::max(0.0, last_checkpoint_ + settings_.checkpoint_every - elapsed());
}

Wishes Watch::wishes(std::int64_t step) {
  const double now = elapsed();
  longest_step_ = std::max(longest_step_, now - last_look_);
  last_look_ = now;
  StopReason stop = StopReason::none;
  if (end_ && *end_ - system_now() < reserve()) stop = StopReason::time_limit;
  if (stop_requested != 0) stop = StopReason::signal;
  const bool is_due = now - last_checkpoint_ > settings_.checkpoint_every ||
                      (settings_.checkpoint_steps > 0 && step >= 0 &&
                       step - std::max<std::int64_t>(last_step_, 0) >= settings_.checkpoint_steps);
  const bool is_wanted = checkpoint_requested != 0;
  checkpoint_requested = 0;
  if (!failure_ && !log::failure().empty()) {
    failure_ = Error(ExitCode::io_failed, log::failure());
  }
  return {static_cast<std::int64_t>(stop), is_due || is_wanted ? 1 : 0, failure_ ? 1 : 0,
          static_cast<std::int64_t>(now * 1e6)};
}

void Watch::note(const std::optional<Error>& failure) {
  if (failure && !failure_) failure_ = failure;
}

StopReason Watch::stop(const Wishes& agreed) {
  // The larger number wins in the reduction; both stop.
  return static_cast<StopReason>(agreed[0]);
}

void Watch::checkpoint_done(std::int64_t step, double seconds) {
  checkpoint_read(step, seconds);
  last_checkpoint_ = elapsed();
  last_look_ = last_checkpoint_;
}

void Watch::checkpoint_read(std::int64_t step, double seconds) {
  last_step_ = step;
  cost_ = std::max(cost_, seconds);
}

}  // namespace tektite::driver
