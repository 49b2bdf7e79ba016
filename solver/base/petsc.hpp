// PETSc at arm's length: one owner per object, one word for its errors. Use its own API otherwise.
#pragma once

#include <petsc.h>

#include <string>
#include <utility>

namespace tektite::petsc {

[[noreturn]] void fail(PetscErrorCode code, const char* file, int line);

/// Turns a PETSc error code into an exception that names the call site.
inline void check(PetscErrorCode code, const char* file = __builtin_FILE(),
                  int line = __builtin_LINE()) {
  if (code != 0) fail(code, file, line);
}

/// Sole owner of one PETSc object. Movable, not copyable. Must die before PetscFinalize.
template <class T, auto Destroy>
class Handle {
 public:
  Handle() = default;
  explicit Handle(T object) noexcept : object_(object) {}
  Handle(const Handle&) = delete;
  Handle(Handle&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  ~Handle() {
    if (object_ != nullptr) static_cast<void>(Destroy(&object_));
  }
  Handle& operator=(const Handle&) = delete;
  Handle& operator=(Handle&& other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  [[nodiscard]] T get() const noexcept { return object_; }
  [[nodiscard]] T* out() noexcept { return &object_; }

 private:
  T object_ = nullptr;
};

using Mesh = Handle<DM, &DMDestroy>;
using Vector = Handle<Vec, &VecDestroy>;
using Matrix = Handle<Mat, &MatDestroy>;
using StarForest = Handle<PetscSF, &PetscSFDestroy>;

/// Names a stretch of the run in -log_view. Construct it where the stretch begins.
class Stage {
 public:
  /// `name` is registered at its first use; a literal.
  explicit Stage(const char* name);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
};

/// PETSc (and MPI) from construction to destruction. One per process.
/// Reads no .petscrc; `arguments` are PETSc options such as -log_view.
class Session {
 public:
  Session(int argc, char** argv);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
};

}  // namespace tektite::petsc
