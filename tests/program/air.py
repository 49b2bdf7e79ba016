"""A flight through air that depends on place and time (NRLMSISE-00 on its grid, wind, a random field):
stopped and resumed, which throws away all that was kept of the grid, and on another number of ranks,
it is the same flight to the last byte; another seed is another flight."""

from program import changed, expect, main, same_flight

AIR = ("atmosphere: {model: nrlmsise00, f107: 180, f107_average: 160, ap_history: "
       "[15, 22, 80, 18, 7, 12, 9], wind: {east: 40 m/s, north: -15 m/s}, perturbation: {seed: 11}}")


def flight(text, scratch, name, air):
    case = scratch / f"{name}.yaml"
    case.write_text(changed(text, (r"atmosphere: \{model: us76\}", air),
                            (r"trajectories: \{every: 2 s\}",
                             "trajectories: {every: 2 s}\n  checkpoint: {every_steps: 20}")))
    return case


def test(program, text, scratch):
    case = flight(text, scratch, "case", AIR)
    whole = same_flight(program, case, scratch)

    program.fly("run", flight(text, scratch, "other", AIR.replace("11", "12")), "-o", scratch / "other")
    events = [(run / "tables" / "events.csv").read_bytes() for run in (whole, scratch / "other")]
    expect(events[0] != events[1], "the seed of the perturbation changes nothing")


if __name__ == "__main__":
    main(test, __doc__)
