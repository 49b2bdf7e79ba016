// What this process uses of the machine.
#pragma once

namespace tektite::driver {

/// Memory that is resident, and the most since the start or the last forget_peak() [byte]. Zero
/// where the system does not say (/proc/self/status).
struct Memory {
  double now = 0.0;
  double peak = 0.0;
};
[[nodiscard]] Memory memory_in_use();
/// The peak is counted anew from now on; where the system does not allow it, it is not.
void forget_peak();

/// Processor time of this process [s].
[[nodiscard]] double processor_time();

}  // namespace tektite::driver
