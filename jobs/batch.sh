# Sourced by the batch scripts of Slurm and PBS: finds the program, runs it, passes signals on. Not a
# command. jobs/README.md says how to use the scripts.

# A script of ours that fails says where.
trap 'code=$?; say "$0: line $LINENO ended with exit code $code" >&2' ERR

say() { echo "$(date -u +%FT%TZ) $*"; }

fail() {
  say "$1" >&2
  exit "${2:-1}"
}

# load_site JOBS_FOLDER: what jobs/site.sh says, and where the program is: sets launch, tektite.
load_site() {
  local jobs=$1 candidate
  launch= tektite= submit_options=
  # shellcheck source=site.sh
  source "${TEKTITE_SITE:-$jobs/site.sh}"
  for candidate in "$tektite" "$jobs/../build/release/bin/tektite" "$jobs/../../../bin/tektite"; do
    [ -n "$candidate" ] && [ -x "$candidate" ] || continue
    tektite=$(realpath "$candidate")
    return
  done
  fail "there is no program: build it (jobs/build), or name it in ${TEKTITE_SITE:-$jobs/site.sh}" 2
}

# run_folder CASE: where a case's results go unless the user says otherwise.
run_folder() {
  local name
  name=$(basename "$1" .yaml)
  if [ "$name" = case ]; then name=$(basename "$(dirname "$(realpath "$1")")"); fi
  echo "runs/$name"
}

# newest_checkpoint FOLDER: its name, or nothing.
newest_checkpoint() {
  local path newest=
  for path in "$1"/checkpoints/*; do
    case $(basename "$path") in *[!0-9]*) ;; *) newest=$(basename "$path") ;; esac
  done
  echo "$newest"
}

# choose CASE FOLDER: sets the array `verb` to what is to be done for this case now; empty: it is
# done. A folder with a checkpoint is resumed, never overwritten.
choose() {
  if [ -e "$2/report.json" ]; then
    verb=()
  elif [ -n "$(newest_checkpoint "$2")" ]; then
    verb=(resume "$2")
  else
    verb=(run "$1" --output "$2")
  fi
}

# begin_link CASE FOLDER JOB PREVIOUS_JOB: one job of a chain. Ends the script where nothing is to be done; else
# sets `verb`, and notes the job and the checkpoint it begins with in FOLDER.chain.
begin_link() {
  local start stuck
  start=$(newest_checkpoint "$2")
  choose "$1" "$2"
  if [ ${#verb[@]} -eq 0 ]; then
    say "$2 holds a finished run"
    exit 0
  fi
  if [ -n "${TEKTITE_CHAIN:-}" ] && [ -e "$2.chain" ]; then
    stuck=$(tail -n 2 "$2.chain" | awk -v now="${start:-none}" '$2 == now' | wc -l)
    [ "$stuck" -lt 2 ] || fail "two jobs got no further than checkpoint ${start:-none}: the chain ends" 3
    # A first job that was killed before its first checkpoint left a folder that only we made.
    if [ "${verb[0]}" = run ]; then verb+=(--force); fi
    # The previous job has ended: a lock that it left on another node holds nobody.
    if [ -n "$4" ] && grep -qs "\"job\": \"$4\"" "$2/lock"; then verb+=(--take-over); fi
  fi
  echo "$3 ${start:-none} $(date -u +%FT%TZ)" >>"$2.chain"
}

# slurm_end_time, pbs_end_time: when this job ends, in seconds since 1970. Slurm before 23 does not
# say so in its environment.
slurm_end_time() {
  # The number of an array's last task is that of the whole array.
  local job=${SLURM_ARRAY_JOB_ID:+${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID}
  echo "${SLURM_JOB_END_TIME:-$(date -d "$(squeue -h -j "${job:-$SLURM_JOB_ID}" -o %e)" +%s)}"
}
pbs_end_time() {
  qstat -f "$PBS_JOBID" | awk -v now="$(date +%s)" '
    $1 == "Resource_List.walltime" {split($3, t, ":"); limit = 3600 * t[1] + 60 * t[2] + t[3]}
    $1 == "resources_used.walltime" {split($3, t, ":"); used = 3600 * t[1] + 60 * t[2] + t[3]}
    END {print now + limit - used}'
}

# supervise RANKS PROGRAM...: runs it under the launcher and returns its exit code. The batch
# system's warnings (USR1, TERM, and INT of a terminal) become USR2 for the launcher: checkpoint and
# stop. TERM itself must not reach mpirun, which would kill the ranks a second later. The program
# runs in the background while the shell waits: only so do traps fire in time.
supervise() {
  local ranks=$1 words=() code=0
  shift
  if [ "$ranks" -gt 0 ]; then read -ra words <<<"${launch//\{ranks\}/$ranks}"; fi
  "${words[@]}" "$@" </dev/null &
  child=$!
  trap 'say "warned: checkpoint and stop"; kill -USR2 "$child" 2>/dev/null || true' USR1 USR2 TERM INT
  wait "$child" || code=$?
  while kill -0 "$child" 2>/dev/null; do # a trap ended the wait, not the program
    code=0
    wait "$child" || code=$?
  done
  trap - USR1 USR2 TERM INT
  return "$code"
}
