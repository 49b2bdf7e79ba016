"""A flight with six degrees of freedom: stopped and resumed, and on another number of ranks, it is the
same flight to the last byte; it turns, its table says how, and it tumbles when it turns too fast."""

import csv

from program import changed, expect, main, same_flight

ATTITUDE = "attitude: {mode: integrated, angle_of_attack: 25 deg, rates: [0 deg/s, 2 deg/s, -1 deg/s]}"


def flight(text, scratch, name, *more):
    case = scratch / f"{name}.yaml"
    case.write_text(changed(text, (r"attitude: .*", ATTITUDE), (r"trajectories: \{every: 2 s\}",
                            "trajectories: {every: 2 s}\n  checkpoint: {every_steps: 20}"), *more))
    return case


def rows(run, table):
    with open(run / "tables" / f"{table}.csv", newline="") as file:
        return list(csv.DictReader(file))


def test(program, text, scratch):
    case = flight(text, scratch, "case")
    whole = same_flight(program, case, scratch)

    path = [row for row in rows(whole, "trajectories") if row["body [-]"] == "0"]
    first = path[0]
    expect(abs(float(first["angle_of_attack [deg]"]) - 25) < 1, f"begins at {first}")
    expect(abs(float(first["turn_rate [deg/s]"]) - 5**0.5) < 0.1, f"begins at {first}")
    angles = [float(row["angle_of_attack [deg]"]) for row in path]
    expect(max(angles) - min(angles) > 20, f"does not turn: {min(angles)} to {max(angles)} deg")

    quick = scratch / "quick"
    slow = (r"march: \{", "march: {tumbling_turn: 0.2 deg, ") if "march: {" in text else (
        r"\Z", "\nmarch: {tumbling_turn: 0.2 deg}\n")
    program.fly("run", flight(text, scratch, "quick_case", slow), "-o", quick)
    tumbles = [row for row in rows(quick, "events") if row["event [-]"] == "begins to tumble"]
    expect(len(tumbles) >= 1 and tumbles[0]["body [-]"] == "0", f"events: {tumbles}")


if __name__ == "__main__":
    main(test, __doc__)
