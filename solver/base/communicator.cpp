#include "solver/base/communicator.hpp"

#include "solver/base/error.hpp"

#include <limits>

namespace tektite {
namespace {

template <class T>
void reduce(std::span<T> values, MPI_Datatype type, MPI_Op operation, MPI_Comm comm) {
  expect(values.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max()),
         "message length");
  MPI_Allreduce(MPI_IN_PLACE, values.data(), static_cast<int>(values.size()), type, operation,
                comm);
}

}  // namespace

Communicator::Communicator(MPI_Comm comm) : comm_(comm) {
  MPI_Comm_rank(comm_, &rank_);
  MPI_Comm_size(comm_, &size_);
}

double Communicator::min(double value) const {
  return min(std::span<double>(&value, 1)), value;
}
double Communicator::max(double value) const {
  return max(std::span<double>(&value, 1)), value;
}
std::int64_t Communicator::min(std::int64_t value) const {
  return min(std::span(&value, 1)), value;
}
std::int64_t Communicator::max(std::int64_t value) const {
  return max(std::span(&value, 1)), value;
}
std::int64_t Communicator::sum(std::int64_t value) const {
  return sum(std::span(&value, 1)), value;
}

void Communicator::min(std::span<double> values) const {
  reduce(values, MPI_DOUBLE, MPI_MIN, comm_);
}
void Communicator::max(std::span<double> values) const {
  reduce(values, MPI_DOUBLE, MPI_MAX, comm_);
}
void Communicator::min(std::span<std::int64_t> values) const {
  reduce(values, MPI_INT64_T, MPI_MIN, comm_);
}
void Communicator::max(std::span<std::int64_t> values) const {
  reduce(values, MPI_INT64_T, MPI_MAX, comm_);
}
void Communicator::sum(std::span<std::int64_t> values) const {
  reduce(values, MPI_INT64_T, MPI_SUM, comm_);
}

bool Communicator::all(bool value) const {
  return min(std::int64_t{value ? 1 : 0}) == 1;
}
bool Communicator::any(bool value) const {
  return max(std::int64_t{value ? 1 : 0}) == 1;
}
void Communicator::barrier() const {
  MPI_Barrier(comm_);
}

void Communicator::broadcast_bytes(void* data, std::size_t bytes, int root) const {
  expect(bytes <= static_cast<std::size_t>(std::numeric_limits<int>::max()), "message length");
  MPI_Bcast(data, static_cast<int>(bytes), MPI_BYTE, root, comm_);
}

std::size_t Communicator::gather_counts(std::size_t bytes, std::vector<int>& counts) const {
  const auto mine = static_cast<int>(bytes);
  MPI_Allgather(&mine, 1, MPI_INT, counts.data(), 1, MPI_INT, comm_);
  std::size_t total = 0;
  for (const int count : counts) total += static_cast<std::size_t>(count);
  return total;
}

void Communicator::gather_bytes(const void* mine, const std::vector<int>& counts,
                                void* everyone) const {
  std::vector<int> offsets(counts.size(), 0);
  for (std::size_t i = 1; i < counts.size(); ++i) offsets[i] = offsets[i - 1] + counts[i - 1];
  MPI_Allgatherv(mine, counts[static_cast<std::size_t>(rank_)], MPI_BYTE, everyone, counts.data(),
                 offsets.data(), MPI_BYTE, comm_);
}

}  // namespace tektite
