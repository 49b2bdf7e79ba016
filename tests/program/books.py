"""The Destiny laboratory on coarse panels, from entry to the ground: mass and energy are all there at
the end, and nearly a thousand objects came through the breakup."""

from program import changed, expect, ledger, main


def test(program, text, scratch):
    case = scratch / "case.yaml"
    case.write_text(changed(text, (r"panel_size: [0-9.]+ m", "panel_size: 0.7 m"),
                            (r"macro_step: [0-9.]+ s, resolution: [0-9.]+ s",
                             "macro_step: 1 s, resolution: 0.25 s"),
                            (r"fields: \{every: [0-9.]+ s\}", "fields: {every: 100 s}")))
    program.fly("run", case, "-o", scratch / "run")
    books = ledger(scratch / "run")
    print(books)
    expect(books["mass at entry"] > 2e4, "this is no longer a laboratory")
    expect(books["landed or handed over, mass"] > 0.0, "nothing has arrived")
    expect(abs(books["mass error relative to entry"]) <= 1e-12, f"mass: {books}")
    expect(abs(books["energy error relative to the absorbed"]) <= 1e-8, f"energy: {books}")
    # Of the energy, each term on its own: what the ledger says must add up from its own lines.
    terms = ["heat stored in solids, change since entry", "heat in cabin gas, change since entry",
             "radiated to the surroundings", "carried off by melt", "vented with cabin gas",
             "carried off by gas of decomposition", "carried off by char",
             "moved to debris", "landed or handed over"]
    absorbed = books["heat absorbed from the air"] + books["heat of oxidation"]
    spent = sum(books[term] for term in terms) - books["set free by burning char, less ablation"]
    expect(abs(absorbed - spent) <= 1e-8 * absorbed, f"the lines do not add up: {books}")


if __name__ == "__main__":
    main(test, __doc__)
