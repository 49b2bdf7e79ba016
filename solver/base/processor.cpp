// This file alone is compiled for every processor of its family (CMakeLists.txt), because it must
// run where the rest would die of an illegal instruction.
#include "solver/base/processor.hpp"

#include <cstring>
#include <unistd.h>

namespace tektite {
namespace {

#if defined(TEKTITE_PROCESSOR_V3)

void complain(const char* missing) {
  const auto say = [](const char* text) {
    if (::write(STDERR_FILENO, text, std::strlen(text)) < 0) _exit(2);
  };
  say("tektite: this program was built for processors of the level x86-64-v3 (AVX2, BMI2, FMA; ");
  say("Intel since 2013, AMD since 2015); this one has no ");
  say(missing);
  say(". Build it with the preset 'baseline' for every processor: results are the same.\n");
  _exit(2);
}

void check_processor() {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") == 0) complain("AVX2");
  if (__builtin_cpu_supports("bmi2") == 0) complain("BMI2");
  if (__builtin_cpu_supports("fma") == 0) complain("FMA");
}

// Before everything else. A constructor would be too late, whatever its priority: those of shared
// libraries come first, and the templates that they share with this program they find here.
__attribute__((section(".preinit_array"), used)) void (*const check_first)() = check_processor;

constexpr const char* level = "x86-64-v3";

#else

constexpr const char* level = "any";

#endif

}  // namespace

std::string built_for() {
  return level;
}

}  // namespace tektite
