// A child process, from its start to its exit code.
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace tektite::driver::sweep {

/// How a process ended.
struct Ending {
  int exit_code = 0;
  int signal = 0;  ///< that killed it; 0: none
};

/// A running child in a process group of its own: signals of the terminal reach us, not it. It must
/// be waited for (`poll`) until it has ended; the destructor does not.
class Process {
 public:
  /// Starts `words` with nothing to read and with its output and errors appended to `output`.
  /// `kept` is a file descriptor that the child keeps open as long as it lives; negative: none.
  /// Throws io_failed.
  Process(const std::vector<std::string>& words, const std::string& output, int kept = -1);

  /// Has it ended? Fills `ending` then. Must not be called again afterwards.
  [[nodiscard]] bool poll(Ending& ending) const;
  [[nodiscard]] Ending wait() const;
  void signal(int number) const;

 private:
  pid_t id_ = -1;
};

/// The path of the program that is running.
[[nodiscard]] std::string own_program();

/// `text` at its spaces.
[[nodiscard]] std::vector<std::string> split_words(const std::string& text);

/// What a process that died had to say: the last of our own complaints in the part of its output
/// from byte `from` on, or else its last line. Without the program's name, cut to 500 bytes.
[[nodiscard]] std::string last_complaint(const std::string& output, std::size_t from);

/// Bytes of a file; 0 if there is none.
[[nodiscard]] std::size_t size_of(const std::string& path);

}  // namespace tektite::driver::sweep
