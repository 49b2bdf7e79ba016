# Sourced by every job: where the repository is, and how mpirun is called. Not a command.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Print the comment block at the head of a script as its help.
show_help() { awk 'NR > 1 && !/^#( |$)/ {exit} NR > 1 {sub(/^# ?/, ""); print}' "$1"; }

fail() {
  echo "$(basename "$0"): $1" >&2
  exit "${2:-1}"
}

# Cores that this process may use. nproc itself would obey OMP_NUM_THREADS, which is 1 here.
usable_cores() { env -u OMP_NUM_THREADS nproc; }

physical_cores() {
  local cores
  cores=$(lscpu -p=Core,Socket 2>/dev/null | grep -v '^#' | sort -u | wc -l) || cores=0
  local usable
  usable=$(usable_cores)
  if [ "$cores" -lt 1 ] || [ "$cores" -gt "$usable" ]; then cores=$usable; fi
  echo "$cores"
}

# The compiler cache serves every clone of the repository, wherever it lies.
export CCACHE_BASEDIR=$root

# One BLAS thread a rank: ranks are the parallelism.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
if [ "$(id -u)" = 0 ]; then
  export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
fi
# Containers often forbid one process to read another's memory; Open MPI 4.1 does not notice.
export OMPI_MCA_btl_vader_single_copy_mechanism=none

# It also looks for graphics cards by way of any X server on the machine, and dies with it.
export HWLOC_COMPONENTS=${HWLOC_COMPONENTS:--gl}

# Sets the array `launch` to the mpirun call for so many ranks. Quiet: the program's own message is
# the message.
mpi_launch() {
  launch=(mpirun --quiet --bind-to none -n "$1")
  if [ "$1" -gt "$(usable_cores)" ]; then launch+=(--oversubscribe --mca mpi_yield_when_idle 1); fi
}

# Run a program in the background and return its exit code. TERM, INT, HUP and USR2 reach all ranks
# as USR2 (mpirun passes that one on): stop with a checkpoint; USR1 as USR1: checkpoint and go on.
# mpirun itself would kill the ranks a second after a TERM, so it gets a session of its own, where no
# Ctrl-C reaches it.
supervise() {
  trap 'kill -USR2 "$child" 2>/dev/null || true' TERM INT HUP USR2
  trap 'kill -USR1 "$child" 2>/dev/null || true' USR1
  local child='' code=0
  setsid "$@" </dev/null &
  child=$!
  wait "$child" || code=$?
  while kill -0 "$child" 2>/dev/null; do # a trap ended the wait, not the program
    code=0
    wait "$child" || code=$?
  done
  trap - TERM INT HUP USR1 USR2
  return "$code"
}
