#include "solver/driver/usage.hpp"

#include <ctime>
#include <fstream>
#include <string>

namespace tektite::driver {

Memory memory_in_use() {
  std::ifstream file("/proc/self/status");
  Memory memory;
  std::string word;
  while (file >> word) {
    double kilobytes = 0.0;
    if (word == "VmRSS:" && file >> kilobytes) memory.now = 1024.0 * kilobytes;
    if (word == "VmHWM:" && file >> kilobytes) memory.peak = 1024.0 * kilobytes;
  }
  return memory;
}

void forget_peak() {
  std::ofstream("/proc/self/clear_refs") << 5;
}

double processor_time() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

}  // namespace tektite::driver
