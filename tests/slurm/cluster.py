"""A Slurm of one node for tests: own configuration, own munge, own ports, own folders; nothing of a
Slurm that the machine may already have is used or touched, and nothing is left behind."""

import os
import pathlib
import pwd
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

NEEDED = ("slurmctld", "slurmd", "sbatch", "scontrol", "squeue", "munged")
SKIPPED = 77  # what ctest takes for "not here"

CONFIGURATION = """
ClusterName=tektite
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller_port}
SlurmdPort={node_port}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket,cred_expire=5
CredType=cred/munge
SlurmUser={user}
SlurmdUser={user}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=bf_interval=1,sched_interval=1,batch_sched_delay=0
ReturnToService=2
JobRequeue=1
KillWait=5
MinJobAge=3600
MaxArraySize=1001
NodeName={host} NodeAddr=127.0.0.1 CPUs={cores} RealMemory={memory} State=UNKNOWN
PartitionName=test Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def free_ports(count):
    """Ports that nobody listens on now."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def memory_mb():
    with open("/proc/meminfo", encoding="ascii") as file:
        return int(file.readline().split()[1]) // 1024


class Cluster:
    """`with Cluster() as cluster:`; the daemons go at the end, whatever happens in between."""

    def __init__(self):
        path = os.environ["PATH"] + ":/usr/sbin:/sbin"
        missing = [name for name in NEEDED if shutil.which(name, path=path) is None]
        if missing:
            print(f"skipped: no {', '.join(missing)}; jobs/install slurm brings them")
            sys.exit(SKIPPED)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tektite_slurm_", dir="/tmp"))
        self.folder.chmod(0o755)
        self.daemons = []
        self.environment = {key: value for key, value in os.environ.items()
                            if not key.startswith(("SLURM_", "SBATCH_", "PMI", "OMPI_MCA"))}
        self.environment.update(PATH=path, SLURM_CONF=str(self.folder / "slurm.conf"))

    def __enter__(self):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("terminated"))
        try:
            self.start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, *_):
        self.run("scancel", "--full", "--state=RUNNING", check=False)
        self.run("scancel", "--user", pwd.getpwuid(os.getuid()).pw_name, check=False)
        for daemon in reversed(self.daemons):
            daemon.terminate()
        for daemon in reversed(self.daemons):
            try:
                daemon.wait(10)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()
        self.end_strays()
        shutil.rmtree(self.folder, ignore_errors=True)

    def end_strays(self):
        """Step daemons and jobs that outlived slurmd: they have our configuration or our folder."""
        mark = str(self.folder).encode()
        for _ in range(50):
            strays = []
            for process in pathlib.Path("/proc").iterdir():
                if not process.name.isdigit() or int(process.name) == os.getpid():
                    continue
                try:
                    if mark in (process / "environ").read_bytes() + (process / "cmdline").read_bytes():
                        strays.append(int(process.name))
                except OSError:
                    continue
            if not strays:
                return
            for stray in strays:
                try:
                    os.kill(stray, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            time.sleep(0.1)

    def start(self):
        for name in ("state", "spool"):
            (self.folder / name).mkdir()
        host = socket.gethostname().split(".")[0]
        ports = free_ports(2)
        (self.folder / "slurm.conf").write_text(CONFIGURATION.format(
            host=host, controller_port=ports[0], node_port=ports[1], folder=self.folder,
            user=pwd.getpwuid(os.getuid()).pw_name, cores=os.cpu_count(),
            memory=memory_mb() // 2))
        key = self.folder / "munge.key"
        key.write_bytes(random.SystemRandom().randbytes(1024))
        key.chmod(0o400)
        own = [f"--{name}-file={self.folder}/munge.{name}" for name in ("key", "log", "pid", "seed")]
        self.daemon("munged", "--foreground", f"--socket={self.folder}/munge.socket", *own)
        self.wait_until(lambda: (self.folder / "munge.socket").exists(), "munged")
        self.daemon("slurmctld", "-D", "-c")
        self.daemon("slurmd", "-D", "-N", host)
        self.wait_until(lambda: " idle" in self.run("sinfo", "-h", "-o", "%P %t", check=False), "Slurm")

    def daemon(self, name, *arguments):
        log = open(self.folder / f"{name}.output", "ab")  # pylint: disable=consider-using-with
        self.daemons.append(subprocess.Popen(
            [shutil.which(name, path=self.environment["PATH"]), *arguments], stdout=log, stderr=log,
            stdin=subprocess.DEVNULL, env=self.environment, start_new_session=True))

    def wait_until(self, condition, what, limit=60):
        end = time.monotonic() + limit
        while not condition():
            dead = [d.args[0] for d in self.daemons if d.poll() is not None]
            if dead or time.monotonic() > end:
                logs = [path.read_text(errors="replace")[-2000:] for path in self.folder.glob("*.output")]
                raise RuntimeError(f"{what} does not come up; ended: {dead}\n" + "\n".join(logs))
            time.sleep(0.1)

    def run(self, *words, check=True, cwd=None, **environment):
        """Output of a command of this Slurm."""
        done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=cwd,
                              env={**self.environment, **environment}, stdin=subprocess.DEVNULL)
        if check and done.returncode != 0:
            raise RuntimeError(f"{' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def queued(self):
        """States of the jobs that are not over: "12 RUNNING" a line."""
        return self.run("squeue", "-h", "-r", "-o", "%i %T").splitlines()
