// One split, from failures to bodies, step by step. Not for other rooms.
#pragma once

#include "solver/fragmentation/enclosures.hpp"
#include "solver/fragmentation/fragmentation.hpp"
#include "solver/fragmentation/pieces.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace tektite::fragmentation {

class Split {
 public:
  /// `at_entry`: nothing is too small to follow, and all keep the attitude mode of the first.
  Split(const vehicle::Vehicle& vehicle, const Settings& settings, const vehicle::MassSums& masses,
        const WatchedPanels& watched, bool at_entry, vehicle::State& state);

  /// @note Collective
  Breakup run(std::span<const vehicle::Failure> failures);

 private:
  /// A piece or a released object, with all that goes with it.
  struct Node {
    std::int32_t parent = -1;
    std::int32_t object = -1;  ///< released object; -1: a piece of wall
    std::int64_t first_panel = -1;
    vehicle::Moments moments;
    bool carries_objects = false;
    std::int32_t body = -1;  ///< id that it gets
    bool is_debris = false;
  };

  void note_failures(std::span<const vehicle::Failure> failures);
  void remove_panels(std::span<const vehicle::Failure> failures);  ///< @note Collective
  void gather_nodes(const Departures& departures);                 ///< @note Collective
  void find_affected(std::span<const vehicle::Failure> failures);
  void judge_debris();
  void name_bodies();
  void renew(Node& node);
  void bear(Node& node);
  void weigh_hosts();
  void end_demised();
  void relabel();
  void count_debris();
  void free_rings();
  void update_volumes();
  void describe(const Node& node, vehicle::Body& made) const;

  vehicle::Body& body(std::int32_t id) {
    return state_.bodies[static_cast<std::size_t>(position_[static_cast<std::size_t>(id)])];
  }
  [[nodiscard]] bool is_affected(std::int32_t id) const;
  [[nodiscard]] double joint_energy(std::size_t joint) const;
  void add_event(const vehicle::Event& event);
  /// The failure to which a child of `parent` owes its birth: of `object`'s mount if any, else the
  /// body's first of this split, else -1.
  [[nodiscard]] std::int32_t cause(std::int32_t parent, std::int32_t object) const;

  const vehicle::Vehicle& vehicle_;
  const Settings& settings_;
  const vehicle::MassSums& masses_;
  const WatchedPanels& watched_;
  bool at_entry_;
  vehicle::State& state_;
  Breakup result_;
  Pieces pieces_;
  std::vector<Node> nodes_;              ///< pieces, then released objects
  std::vector<std::int32_t> of_object_;  ///< node per object; -1
  std::vector<std::int32_t> position_;   ///< of body ids in State::bodies
  std::vector<std::int32_t> affected_;   ///< bodies, ascending
  std::vector<vehicle::Body> before_;    ///< the affected bodies as they were
  std::vector<std::size_t> lost_joints_;
  std::size_t first_event_ = 0;
};

}  // namespace tektite::fragmentation
