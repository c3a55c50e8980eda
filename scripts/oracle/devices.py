#!/usr/bin/env python3
"""Independent solution of the device benches: the papers' equations, written again, solved by scipy's Radau.

usage: python3 scripts/oracle/devices.py > test/devices/reference.json      (Debian: python3-scipy python3-yaml)

Nothing is shared with src/: equations, drives and measures are stated here a second time. The test compares the numbers
this file used (parameters, drives) with the ones in the repository, so that a stale reference is noticed.
"""
import json
import pathlib
import re
import sys

import numpy as np
import scipy
import yaml
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

MODELS = pathlib.Path(__file__).resolve().parents[2] / "models" / "devices"
PREFIX = {"a": -18, "f": -15, "p": -12, "n": -9, "u": -6, "m": -3, "k": 3, "meg": 6, "G": 9}
UNITS = ["m/s", "K/W", "V/m", "J/K", "1/s", "1/V", "1/K", "Ohm", "eV", "V", "A", "F", "K", "S", "s", "m"]
Q_OVER_K = 11604.518  # K/V


def number(text):
    found = re.fullmatch(r"\s*([-+]?[\d.]+(?:[eE][-+]?\d+)?)\s*(\S*)\s*", str(text))
    value, unit = found.groups()
    if unit == "":
        return float(value)
    base = next(name for name in UNITS if unit.endswith(name) and unit[: -len(name)] in ("", *PREFIX))
    prefix = unit[: -len(base)]
    return float(f"{value}e{PREFIX[prefix]}") if prefix and "e" not in value.lower() else float(value) * 10.0 ** PREFIX.get(prefix, 0)


def load(name):
    data = yaml.safe_load((MODELS / f"{name}.yaml").read_text())
    return {k: number(v) for k, v in data["parameters"].items()}, {k: number(v) for k, v in data["initial"].items()}


def wall(x, low, high):
    return 1e9 * (max(low - x, 0.0) - max(x - high, 0.0))


# --- devices: state vector in the units of `scale`, returns (current, rates) -------------------------------------------


class Vteam:
    states, scale = ["s"], [1.0]

    @staticmethod
    def current(p, v, y, gate):
        s = min(max(y[0], 0.0), 1.0)
        if p["iv"] > 0.5:
            return v / p["r_on"] * (p["r_off"] / p["r_on"]) ** (-s)
        return v / (p["r_on"] * (1 - s) + p["r_off"] * s)

    @staticmethod
    def rates(p, v, y, gate):
        s = min(max(y[0], 0.0), 1.0)
        rate = 0.0
        if v > p["v_off"]:
            rate = p["k_off"] * (v / p["v_off"] - 1) ** p["a_off"] * (1 - s ** (2 * p["p_w"])) / p["d"]
        elif v < p["v_on"]:
            rate = p["k_on"] * (v / p["v_on"] - 1) ** p["a_on"] * (1 - (1 - s) ** (2 * p["p_w"])) / p["d"]
        return [rate + wall(y[0], 0, 1)]


# --- solver ------------------------------------------------------------------------------------------------------------


class Answer:
    """Piecewise dense solution of one bench."""

    def __init__(self, device, p, y0, drive, gate, series):
        self.device, self.p, self.drive, self.gate, self.series = device, p, drive, gate, series
        scale = np.array(device.scale)
        stop = max(drive[-1][0], gate[-1][0] if gate else 0)
        breaks = sorted({0.0, stop, *(t for t, _ in drive if t <= stop), *(t for t, _ in gate or [] if t <= stop)})
        self.pieces = []
        y = np.array(y0) / scale
        for a, b in zip(breaks, breaks[1:]):
            def f(t, z):
                state = z * scale
                return np.array(device.rates(p, self.across(t, state), state, self.at(gate, t))) / scale
            out = solve_ivp(f, (a, b), y, method="Radau", rtol=1e-8, atol=1e-10, dense_output=True, max_step=(b - a) / 50, first_step=min(1e-12, (b - a) / 100))
            if out.status != 0:
                sys.exit(f"{device.__name__}: {out.message}")
            self.pieces.append((a, b, out))
            y = out.y[:, -1]
        self.scale = scale
        self.times = np.concatenate([o.t for _, _, o in self.pieces])

    @staticmethod
    def at(points, t):
        if not points:
            return 0.0
        return float(np.interp(t, [q[0] for q in points], [q[1] for q in points]))

    def across(self, t, state):
        v, g = self.at(self.drive, t), self.at(self.gate, t)
        if self.series == 0 or v == 0:
            return v
        low, high = min(0.0, v), max(0.0, v)
        return brentq(lambda x: x + self.series * self.device.current(self.p, x, state, g) - v, low, high, xtol=1e-15, rtol=1e-14)

    def state(self, t):
        for a, b, out in self.pieces:
            if t <= b:
                return out.sol(t) * self.scale
        raise ValueError(t)

    def current(self, t):
        y = self.state(t)
        return self.device.current(self.p, self.across(t, y), y, self.at(self.gate, t))

    def conductance(self, t):
        return self.current(t) / self.across(t, self.state(t))

    def when(self, quantity, level, sign, after=-1.0):
        """First time after `after` at which quantity(t) crosses level upwards (sign 1) or downwards (-1)."""
        grid = np.unique(np.concatenate([np.linspace(a, b, 401) for a, b, _ in self.pieces] + [self.times]))
        previous = None
        for t in grid:
            x = sign * (quantity(t) - level)
            if previous is not None and previous[1] < 0 <= x and t >= after:
                return brentq(lambda u: sign * (quantity(u) - level), previous[0], t, xtol=1e-22, rtol=1e-14)
            previous = (t, x)
        sys.exit(f"{self.device.__name__} never crosses {level}")

    def when_state(self, name, level, sign, after=-1.0):
        index = self.device.states.index(name)
        return self.when(lambda t: self.state(t)[index], level, sign, after)

    def drive_when(self, name, level, sign, after=-1.0):
        return self.at(self.drive, self.when_state(name, level, sign, after))


def triangle(peaks, ramp):
    points = [(0.0, 0.0)]
    for i, peak in enumerate(peaks):
        points += [((2 * i + 1) * ramp, peak), ((2 * i + 2) * ramp, 0.0)]
    return points


BENCHES = {}


def bench(name, device, parameter_set, drive, series, measures, changes=None, gate=None):
    BENCHES[name] = (device, parameter_set, drive, series, measures, changes or {}, gate)


def at_state(name, t):
    return lambda a: a.state(t)[a.device.states.index(name)]


bench("vteam/loop-a", Vteam, "vteam-a", triangle([1, -1], 250e-9), 0, {
    "RESET voltage": lambda a: a.drive_when("s", 0.5, 1),
    "SET voltage": lambda a: a.drive_when("s", 0.5, -1),
    "current at 0.5 V before RESET": lambda a: a.current(125e-9),
    "current at -0.5 V after SET": lambda a: a.current(875e-9),
}, {"s": 0.02})
bench("vteam/loop-b", Vteam, "vteam-b", triangle([1.4, -1.4], 250e-9), 1e3, {
    "RESET voltage": lambda a: a.drive_when("s", 0.5, 1),
    "SET voltage": lambda a: a.drive_when("s", 0.5, -1),
}, {"s": 0.02})
bench("vteam/pulse-b", Vteam, "vteam-b", [(0, 0), (1e-9, 1.2), (101e-9, 1.2), (102e-9, 0)], 1e3, {
    "time to s = 0.5": lambda a: a.when_state("s", 0.5, 1),
    "state after 30 ns": at_state("s", 30e-9),
}, {"s": 0.1})

# --- run ---------------------------------------------------------------------------------------------------------------


def main():
    chosen = sys.argv[1:]
    result = {}
    for name, (device, parameter_set, drive, series, measures, changes, gate) in BENCHES.items():
        if chosen and not any(name.startswith(word) for word in chosen):
            continue
        parameters, initial = load(parameter_set)
        start = {**initial, **changes}
        p = {**parameters, **{k: v for k, v in changes.items() if k in parameters}}
        answer = Answer(device, p, [start[state] for state in device.states], drive, gate, series)
        result[name] = {
            "set": parameter_set,
            "parameters": p,
            "initial": {state: start[state] for state in device.states},
            "drive": [list(map(float, point)) for point in drive],
            **({"gate": [list(map(float, point)) for point in gate]} if gate else {}),
            "series": series,
            "measures": {label: float(measure(answer)) for label, measure in measures.items()},
        }
        print(name, result[name]["measures"], file=sys.stderr)
    about = f"python3 scripts/oracle/devices.py: scipy {scipy.__version__} Radau, rtol 1e-8"
    json.dump({"about": about, "benches": result}, sys.stdout, indent=1)
    print()


main()
