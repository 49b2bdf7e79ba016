/* Preloaded into the program by tests: lets one of its calls on files fail, or end the process.
 *
 *   TEKTITE_FAULT_UNDER  only calls on paths that begin with this
 *   TEKTITE_FAULT_RANK   only in this rank of mpirun (default 0)
 *   TEKTITE_FAULT_AT     which of these calls, from 1; 0: none, only count
 *   TEKTITE_FAULT_WHAT   ENOSPC, EIO, EDQUOT: the call fails; SHORT: a write takes half;
 *                        FULL: a write takes half, and then the disk is full for good;
 *                        KILL: the process is gone before the call, HALF: in the middle of a
 *                        write, DONE: right after the call
 *   TEKTITE_FAULT_TRACE  file that gets a line a call: its number, name and path
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { most_files = 1024 };
enum Verdict { go_on, fail, halve, die_in_it, die_after };

static char paths[most_files][512]; /* of open files under the prefix; empty: others */
static const char* under;
static const char* what = "";
static long at, calls;
static int disk_is_full, trace = -1;

#define REAL(name) \
  static __typeof__(name)* real; \
  if (real == NULL) real = (__typeof__(name)*)dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) {
  const char* rank = getenv("OMPI_COMM_WORLD_RANK");
  const char* wanted = getenv("TEKTITE_FAULT_RANK");
  const char* number = getenv("TEKTITE_FAULT_AT");
  const char* file = getenv("TEKTITE_FAULT_TRACE");
  if (strcmp(rank ? rank : "0", wanted ? wanted : "0") != 0) return;
  under = getenv("TEKTITE_FAULT_UNDER");
  at = number ? atol(number) : 0;
  if (getenv("TEKTITE_FAULT_WHAT")) what = getenv("TEKTITE_FAULT_WHAT");
  if (file) trace = (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND, 0666);
}

static int is_ours(const char* path) {
  return under != NULL && path != NULL && strncmp(path, under, strlen(under)) == 0;
}
static int is_open_file(int file) {
  return file >= 0 && file < most_files && paths[file][0] != '\0';
}
static void remember(int file, const char* path) {
  if (file < 0 || file >= most_files) return;
  snprintf(paths[file], sizeof paths[file], "%s", is_ours(path) ? path : "");
}

/* What becomes of this call. `writes`: it takes room on the disk. */
static enum Verdict judge(const char* call, const char* path, int writes) {
  ++calls;
  if (trace >= 0) {
    char line[700];
    const int length = snprintf(line, sizeof line, "%ld %s %s\n", calls, call, path);
    syscall(SYS_write, trace, line, length);
  }
  if (disk_is_full && writes) {
    errno = ENOSPC;
    return fail;
  }
  if (calls != at) return go_on;
  if (strcmp(what, "KILL") == 0) kill(getpid(), SIGKILL);
  if (strcmp(what, "HALF") == 0) return die_in_it;
  if (strcmp(what, "DONE") == 0) return die_after;
  if (strcmp(what, "SHORT") == 0) return halve;
  if (strcmp(what, "FULL") == 0) {
    disk_is_full = 1;
    return halve;
  }
  errno = strcmp(what, "EIO") == 0 ? EIO : strcmp(what, "EDQUOT") == 0 ? EDQUOT : ENOSPC;
  return fail;
}

/* A call that is done or not, by its result. */
#define CALL(name, path, writes, failure, ...) \
  REAL(name); \
  if (!is_ours(path)) return real(__VA_ARGS__); \
  const enum Verdict verdict = judge(#name, path, writes); \
  if (verdict == fail) return failure; \
  __typeof__(real(__VA_ARGS__)) result = real(__VA_ARGS__); \
  if (verdict == die_in_it || verdict == die_after) kill(getpid(), SIGKILL); \
  return result

static int finish_open(int file, const char* path, enum Verdict verdict) {
  if (verdict == die_in_it || verdict == die_after) kill(getpid(), SIGKILL);
  remember(file, path);
  return file;
}

/* The whole path of a name in an open folder. */
static const char* path_in(int folder, const char* name, char* room, size_t size) {
  if (name == NULL || name[0] == '/' || !is_open_file(folder)) return name;
  snprintf(room, size, "%s/%s", paths[folder], name);
  return room;
}

#define OPEN(name, folder_argument, path, whole) \
  mode_t mode = 0; \
  if (flags & (O_CREAT | O_TMPFILE)) { \
    va_list rest; \
    va_start(rest, flags); \
    mode = va_arg(rest, mode_t); \
    va_end(rest); \
  } \
  REAL(name); \
  enum Verdict verdict = go_on; \
  const char* file = whole; \
  if (is_ours(file)) { \
    const int reads = (flags & O_ACCMODE) == O_RDONLY; \
    verdict = judge(reads ? "open_to_read" : "open", file, flags & O_CREAT); \
    if (verdict == fail) return -1; \
  } \
  return finish_open(real(folder_argument path, flags, mode), file, verdict)

int open(const char* path, int flags, ...) { OPEN(open, , path, path); }
int open64(const char* path, int flags, ...) { OPEN(open64, , path, path); }
#define IN_FOLDER folder,
int openat(int folder, const char* path, int flags, ...) {
  char room[512];
  OPEN(openat, IN_FOLDER, path, path_in(folder, path, room, sizeof room));
}
int openat64(int folder, const char* path, int flags, ...) {
  char room[512];
  OPEN(openat64, IN_FOLDER, path, path_in(folder, path, room, sizeof room));
}
int unlinkat(int folder, const char* name, int flags) {
  char room[512];
  const char* file = path_in(folder, name, room, sizeof room);
  CALL(unlinkat, file, 0, -1, folder, name, flags);
}

ssize_t write(int file, const void* bytes, size_t count) {
  REAL(write);
  if (!is_open_file(file)) return real(file, bytes, count);
  const enum Verdict verdict = judge("write", paths[file], 1);
  if (verdict == fail) return -1;
  if ((verdict == halve || verdict == die_in_it) && count > 1) count /= 2;
  const ssize_t written = real(file, bytes, count);
  if (verdict == die_in_it || verdict == die_after) kill(getpid(), SIGKILL);
  return written;
}

ssize_t read(int file, void* bytes, size_t count) {
  REAL(read);
  if (!is_open_file(file)) return real(file, bytes, count);
  const enum Verdict verdict = judge("read", paths[file], 0);
  if (verdict == fail) return -1;
  if (verdict == halve && count > 1) count = count > 64 ? 64 : 1;
  return real(file, bytes, count);
}

int close(int file) {
  REAL(close);
  if (!is_open_file(file)) return real(file);
  char path[512];
  strcpy(path, paths[file]);
  paths[file][0] = '\0';
  const enum Verdict verdict = judge("close", path, 0);
  const int result = real(file); /* it is closed, whatever is said */
  if (verdict == die_in_it || verdict == die_after) kill(getpid(), SIGKILL);
  return verdict == fail ? -1 : result;
}

#define ON_FILE(name) \
  int name(int file) { \
    REAL(name); \
    if (!is_open_file(file)) return real(file); \
    const enum Verdict verdict = judge(#name, paths[file], 0); \
    if (verdict == fail) return -1; \
    const int result = real(file); \
    if (verdict == die_in_it || verdict == die_after) kill(getpid(), SIGKILL); \
    return result; \
  }
ON_FILE(fsync)
ON_FILE(fdatasync)

int rename(const char* from, const char* to) { CALL(rename, to, 0, -1, from, to); }
int link(const char* from, const char* to) { CALL(link, to, 1, -1, from, to); }
int mkdir(const char* path, mode_t mode) { CALL(mkdir, path, 1, -1, path, mode); }
int rmdir(const char* path) { CALL(rmdir, path, 0, -1, path); }
int unlink(const char* path) { CALL(unlink, path, 0, -1, path); }
int remove(const char* path) { CALL(remove, path, 0, -1, path); }
DIR* opendir(const char* path) { CALL(opendir, path, 0, NULL, path); }
/* Closes its file behind close()'s back. */
int closedir(DIR* folder) {
  REAL(closedir);
  remember(dirfd(folder), NULL);
  return real(folder);
}
