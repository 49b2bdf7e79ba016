// An X display that nobody sees: Debian's VTK cannot render without one.
#pragma once

#include <optional>
#include <string>
#include <sys/types.h>

namespace tektite::output {

/// Starts Xvfb on a free display and points DISPLAY at it; ends it and restores DISPLAY when it
/// dies. Without Xvfb an existing DISPLAY is used as it is; with neither, bad_input says what to
/// install. One at a time in a process.
class VirtualDisplay {
 public:
  VirtualDisplay();
  ~VirtualDisplay();
  VirtualDisplay(const VirtualDisplay&) = delete;
  VirtualDisplay& operator=(const VirtualDisplay&) = delete;

 private:
  pid_t server_ = -1;                  ///< -1: none of ours
  std::optional<std::string> before_;  ///< DISPLAY as it was
};

}  // namespace tektite::output
