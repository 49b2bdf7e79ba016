// Tektite: a reentry, from the case file to the casualty risk. The story is told in
// solver/driver: command.cpp (who asks), models.cpp (what flies, and through what),
// simulation.cpp (the only loop in time), records.cpp and report.cpp (what is left behind).
#include "solver/driver/command.hpp"

int main(int argc, char** argv) {
  return tektite::driver::run_command(argc, argv);
}
