// One target a mesh format: TEKTITE_FUZZ_FORMAT is the file ending.
#include "tests/fuzz/mesh.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tektite::fuzz::try_mesh(TEKTITE_FUZZ_FORMAT, {reinterpret_cast<const char*>(data), size});
  return 0;
}
