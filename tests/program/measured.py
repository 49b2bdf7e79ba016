"""measured.py FILE COMMAND...: runs the command, then appends its largest resident set [byte] and its
processor time [s] to FILE. For a rank below mpirun."""

import os
import subprocess
import sys

with subprocess.Popen(sys.argv[2:]) as process:
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
with open(sys.argv[1], "a", encoding="ascii") as file:
    file.write(f"{usage.ru_maxrss * 1024} {usage.ru_utime + usage.ru_stime}\n")
sys.exit(process.returncode)
