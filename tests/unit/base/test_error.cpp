// Errors carry the exit code that the shell sees, and the text that the user needs.
// The codes are the program's documented interface: README.md, "Exit codes".
#include "solver/base/error.hpp"
#include "solver/base/petsc.hpp"
#include "solver/base/registry.hpp"

#include <gtest/gtest.h>

#include <array>
#include <gmock/gmock.h>
#include <utility>

namespace tektite {
namespace {

using testing::HasSubstr;

template <class Action>
Error caught(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "nothing was thrown";
  return {ExitCode::done, ""};
}

TEST(ExitCodes, AreTheDocumentedOnes) {
  EXPECT_EQ(static_cast<int>(ExitCode::done), 0);
  EXPECT_EQ(static_cast<int>(ExitCode::bad_input), 2);
  EXPECT_EQ(static_cast<int>(ExitCode::physics_failed), 3);
  EXPECT_EQ(static_cast<int>(ExitCode::io_failed), 4);
  EXPECT_EQ(static_cast<int>(ExitCode::no_checkpoint), 5);
  EXPECT_EQ(static_cast<int>(ExitCode::stopped), 75);
}

TEST(Require, SaysTheRuleAndTheValue) {
  EXPECT_NO_THROW(require(true, "never seen"));
  const Error error = caught([] { require(false, "radius must be positive, got {} m", -2); });
  EXPECT_EQ(error.code(), ExitCode::bad_input);
  EXPECT_STREQ(error.what(), "radius must be positive, got -2 m");
}

TEST(Require, CarriesAnotherCode) {
  EXPECT_NO_THROW(require_or(ExitCode::io_failed, true, "never seen"));
  const Error error =
      caught([] { require_or(ExitCode::no_checkpoint, false, "no checkpoint in {}", "runs/x"); });
  EXPECT_EQ(error.code(), ExitCode::no_checkpoint);
  EXPECT_STREQ(error.what(), "no checkpoint in runs/x");
}

TEST(Petsc, AnErrorNamesTheCallSite) {
  EXPECT_NO_THROW(petsc::check(0));
  const Error error = caught([] { petsc::check(PETSC_ERR_ARG_UNKNOWN_TYPE); });
  EXPECT_EQ(error.code(), ExitCode::physics_failed);
  EXPECT_THAT(error.what(), HasSubstr("test_error.cpp"));
  EXPECT_THAT(error.what(), HasSubstr("PETSc error 86"));
}

TEST(Petsc, AHandleOwnsOneObject) {
  petsc::Vector first;
  EXPECT_EQ(first.get(), nullptr);
  petsc::check(VecCreateSeq(PETSC_COMM_SELF, 3, first.out()));
  Vec raw = first.get();
  petsc::Vector second = std::move(first);
  EXPECT_EQ(second.get(), raw);
  PetscInt references = 0;
  petsc::check(PetscObjectGetReference(reinterpret_cast<PetscObject>(raw), &references));
  EXPECT_EQ(references, 1);
  petsc::check(PetscObjectReference(reinterpret_cast<PetscObject>(raw)));
  second = petsc::Vector();
  { const petsc::Vector dies = std::move(second); }
  petsc::check(PetscObjectGetReference(reinterpret_cast<PetscObject>(raw), &references));
  EXPECT_EQ(references, 1);  // the handle gave back its own, once
  petsc::check(VecDestroy(&raw));
}

using Square = double (*)(double);
double square(double x) {
  return x * x;
}
double cube(double x) {
  return x * x * x;
}
constexpr std::array<Model<Square>, 2> powers{
    {{"square", square, "x^2", ""}, {"cube", cube, "x^3", ""}}};

TEST(Registry, FindsByExactName) {
  EXPECT_EQ(find_model<Square>(powers, "power", "cube").make(3.0), 27.0);
  EXPECT_EQ(find_model<Square>(powers, "power", "square").make(3.0), 9.0);
}

TEST(Registry, AnUnknownNameListsTheKnownOnes) {
  const Error error = caught([] { static_cast<void>(find_model<Square>(powers, "power", "cub")); });
  EXPECT_EQ(error.code(), ExitCode::bad_input);
  EXPECT_STREQ(error.what(), "unknown power 'cub'; known: square, cube");
}

}  // namespace
}  // namespace tektite
