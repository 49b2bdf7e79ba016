#include "mesh/halo.hpp"

#include "solver/base/error.hpp"

#include <vector>

namespace tektite::mesh {
namespace {

/// An MPI type of `width` doubles in a row, for the time of one exchange.
class ContiguousDoubles {
 public:
  explicit ContiguousDoubles(int width) {
    MPI_Type_contiguous(width, MPI_DOUBLE, &type_);
    MPI_Type_commit(&type_);
  }
  ~ContiguousDoubles() { MPI_Type_free(&type_); }
  ContiguousDoubles(const ContiguousDoubles&) = delete;
  ContiguousDoubles& operator=(const ContiguousDoubles&) = delete;
  [[nodiscard]] MPI_Datatype get() const { return type_; }

 private:
  MPI_Datatype type_ = MPI_DATATYPE_NULL;
};

template <class T>
void exchange(PetscSF forest, MPI_Datatype type, T* values) {
  if (forest == nullptr) return;
  // In place: roots are the owned values, leaves the ghosts behind them.
  petsc::check(PetscSFBcastBegin(forest, type, values, values, MPI_REPLACE));
  petsc::check(PetscSFBcastEnd(forest, type, values, values, MPI_REPLACE));
}

/// Leaves `first_leaf`, `first_leaf` + 1, ... are the things `wanted`.
petsc::StarForest make_forest(const Communicator& world, std::span<const std::int64_t> wanted,
                              PetscInt first_leaf, std::span<const std::int32_t> owner) {
  // Things of one owner are numbered there by ascending global id.
  std::vector<std::int32_t> index(owner.size());
  std::vector<std::int32_t> next(static_cast<std::size_t>(world.size()), 0);
  for (std::size_t i = 0; i < owner.size(); ++i) {
    index[i] = next[static_cast<std::size_t>(owner[i])]++;
  }
  const auto leaves = static_cast<PetscInt>(wanted.size());
  PetscSFNode* root = nullptr;
  PetscInt* leaf = nullptr;
  petsc::check(PetscMalloc1(leaves, &root));
  petsc::check(PetscMalloc1(leaves, &leaf));
  for (PetscInt i = 0; i < leaves; ++i) {
    const auto id = static_cast<std::size_t>(wanted[static_cast<std::size_t>(i)]);
    root[i].rank = owner[id];
    root[i].index = index[id];
    leaf[i] = first_leaf + i;
  }
  petsc::StarForest forest;
  petsc::check(PetscSFCreate(world.get(), forest.out()));
  petsc::check(PetscSFSetGraph(forest.get(), next[static_cast<std::size_t>(world.rank())], leaves,
                               leaf, PETSC_OWN_POINTER, root, PETSC_OWN_POINTER));
  petsc::check(PetscSFSetUp(forest.get()));
  return forest;
}

}  // namespace

Halo::Halo(const Communicator& world, std::span<const std::int64_t> ids, std::int32_t owned,
           std::span<const std::int32_t> owner)
    : forest_(make_forest(world, ids.subspan(static_cast<std::size_t>(owned)), owned, owner)) {}

petsc::StarForest forest_to(const Communicator& world, std::span<const std::int64_t> wanted,
                            std::span<const std::int32_t> owner) {
  return make_forest(world, wanted, 0, owner);
}

void Halo::update(std::span<double> values, int width) const {
  expect(width >= 1, "width of a ghost exchange");
  if (width == 1) {
    exchange(forest_.get(), MPI_DOUBLE, values.data());
  } else if (forest_.get() != nullptr) {
    const ContiguousDoubles type(width);
    exchange(forest_.get(), type.get(), values.data());
  }
}

void Halo::update(std::span<std::int32_t> values) const {
  exchange(forest_.get(), MPI_INT32_T, values.data());
}

void Halo::update(std::span<std::int64_t> values) const {
  exchange(forest_.get(), MPI_INT64_T, values.data());
}

}  // namespace tektite::mesh
