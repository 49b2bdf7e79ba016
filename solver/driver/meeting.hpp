// Whether all ranks share an error.
#pragma once

#include "solver/base/communicator.hpp"

#include <chrono>
#include <thread>

namespace tektite::driver {

/// Do all ranks come here within 5 s? If not, the caller is alone and must end the job.
inline bool all_come(const Communicator& world) {
  if (world.size() == 1) return true;
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Ibarrier(world.get(), &request);
  for (int i = 0; i < 500; ++i) {
    int all_here = 0;
    MPI_Test(&request, &all_here, MPI_STATUS_IGNORE);
    if (all_here != 0) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

}  // namespace tektite::driver
