// The blocks of a checkpoint, on a small vehicle made by hand.
#include "tests/fuzz/checkpoint.hpp"

#include "solver/base/petsc.hpp"

#include "tests/unit/output/strip.hpp"
#include <cstddef>
#include <cstdint>
#include <fstream>

namespace {

struct Scene {
  tektite::testing::Strip strip =
      tektite::testing::make_strip(tektite::Communicator(MPI_COMM_SELF), 2, 1);
  tektite::vehicle::State state = tektite::testing::make_state(strip);
};

const Scene& scene() {
  static int argc = 1;
  static std::string name = "fuzz";
  static char* arguments[] = {name.data(), nullptr};
  static char** argv = arguments;
  // Never taken down: statics of the libraries would go before them.
  static const auto* const session = new tektite::petsc::Session(argc, argv);
  static_cast<void>(session);
  static const auto* const made = new Scene;
  return *made;
}

/// TEKTITE_SEEDS=folder writes the good files there: what the kept corpus began with.
void write_seeds() {
  const char* folder = std::getenv("TEKTITE_SEEDS");
  if (folder == nullptr) return;
  using namespace tektite;
  const auto write = [&](const char* name, char first, const std::vector<char>& bytes) {
    std::ofstream file(std::string(folder) + "/" + name, std::ios::binary);
    file.put(first);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  };
  write("replicated", 0, output::pack_replicated(scene().state));
  write("rank", 1, output::pack_panels(scene().strip.vehicle, scene().state));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool begun = (write_seeds(), true);
  static_cast<void>(begun);
  tektite::fuzz::try_checkpoint(scene().strip.vehicle, scene().state,
                                {reinterpret_cast<const char*>(data), size});
  return 0;
}
