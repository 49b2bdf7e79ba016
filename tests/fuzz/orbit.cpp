// Orbit files: OPM, OEM and TLE.
#include "tests/fuzz/orbit.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tektite::fuzz::try_orbit({reinterpret_cast<const char*>(data), size});
  return 0;
}
