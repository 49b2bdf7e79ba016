#include "solver/base/error.hpp"

#include <mpi.h>

#include <cstdio>
#include <cstdlib>

namespace tektite::detail {

void expectation_failed(const char* what, const char* file, int line) {
  int started = 0;
  int finished = 0;
  int rank = 0;
  MPI_Initialized(&started);
  MPI_Finalized(&finished);
  const bool parallel = started != 0 && finished == 0;
  if (parallel) MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  std::fprintf(stderr, "tektite: internal error on rank %d at %s:%d: %s does not hold\n", rank,
               file, line, what);
  std::fflush(stderr);
  if (parallel) MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
  std::abort();
}

}  // namespace tektite::detail
