# What is particular to your cluster. Sourced by all batch scripts; the only file of them to edit.
# (Or keep your own elsewhere and point TEKTITE_SITE at it.)

# Libraries, where they come from modules: the same that Tektite was built with.
# module purge
# module load gcc/12 openmpi/4.1 petsc/3.18 vtk/9.1 openblas

# The program; empty: bin/tektite of the installation or of the clone that these scripts are in.
tektite=

# How MPI programs start; {ranks} is replaced. mpirun and srun both pass USR1 and USR2 on to the
# ranks, which the scripts rely on. On nodes that you have to yourself, '--bind-to core' is faster.
launch='mpirun --quiet --bind-to none -n {ranks}'
# launch='srun --mpi=pmix -n {ranks}'

# Options of every job that a chain submits, beyond those that it takes over from its first job
# (size, time, partition, account, QOS, reservation, memory).
submit_options=''

# One BLAS thread a rank: ranks are the parallelism.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1

# Open MPI would look for graphics cards by way of any X server on the node, and die with it.
export HWLOC_COMPONENTS=${HWLOC_COMPONENTS:--gl}
