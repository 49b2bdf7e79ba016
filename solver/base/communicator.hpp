// The ranks of a run. Every member function but rank() and size() is collective.
#pragma once

#include <mpi.h>

#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

namespace tektite {

class Communicator {
 public:
  /// Does not own `comm`.
  explicit Communicator(MPI_Comm comm);

  [[nodiscard]] int rank() const noexcept { return rank_; }
  [[nodiscard]] int size() const noexcept { return size_; }
  [[nodiscard]] bool is_root() const noexcept { return rank_ == 0; }
  [[nodiscard]] MPI_Comm get() const noexcept { return comm_; }

  [[nodiscard]] double min(double value) const;
  [[nodiscard]] double max(double value) const;
  [[nodiscard]] std::int64_t min(std::int64_t value) const;
  [[nodiscard]] std::int64_t max(std::int64_t value) const;
  [[nodiscard]] std::int64_t sum(std::int64_t value) const;
  void min(std::span<double> values) const;        ///< in place
  void max(std::span<double> values) const;        ///< in place
  void min(std::span<std::int64_t> values) const;  ///< in place
  void max(std::span<std::int64_t> values) const;  ///< in place
  void sum(std::span<std::int64_t> values) const;  ///< in place; exact
  [[nodiscard]] bool all(bool value) const;
  [[nodiscard]] bool any(bool value) const;
  void barrier() const;

  /// Every rank gets `values` of `root`, resized to it.
  template <class T>
  void broadcast(std::vector<T>& values, int root = 0) const {
    static_assert(std::is_trivially_copyable_v<T>);
    auto count = static_cast<std::int64_t>(values.size());
    broadcast_bytes(&count, sizeof count, root);
    values.resize(static_cast<std::size_t>(count));
    broadcast_bytes(values.data(), values.size() * sizeof(T), root);
  }

  /// The values of all ranks, rank 0's first, on every rank.
  template <class T>
  [[nodiscard]] std::vector<T> gather_on_all(std::span<const T> values) const {
    static_assert(std::is_trivially_copyable_v<T>);
    std::vector<int> counts(static_cast<std::size_t>(size_));
    const auto total = gather_counts(values.size() * sizeof(T), counts);
    std::vector<T> all_values(total / sizeof(T));
    gather_bytes(values.data(), counts, all_values.data());
    return all_values;
  }
  template <class T>
  [[nodiscard]] std::vector<T> gather_on_all(const std::vector<T>& values) const {
    return gather_on_all(std::span<const T>(values));
  }

 private:
  void broadcast_bytes(void* data, std::size_t bytes, int root) const;
  [[nodiscard]] std::size_t gather_counts(std::size_t bytes, std::vector<int>& counts) const;
  void gather_bytes(const void* mine, const std::vector<int>& counts, void* everyone) const;

  MPI_Comm comm_;
  int rank_ = 0;
  int size_ = 1;
};

}  // namespace tektite
