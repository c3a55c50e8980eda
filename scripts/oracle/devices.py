#!/usr/bin/env python3
"""Independent solution of the device benches: the papers' equations, written again, solved by scipy's Radau.

usage: python3 scripts/oracle/devices.py > test/devices/reference.json
(Debian: python3-scipy python3-yaml; a few minutes)

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
from scipy.stats import norm

MODELS = pathlib.Path(__file__).resolve().parents[2] / "models" / "devices"
PREFIX = {"a": -18, "f": -15, "p": -12, "n": -9, "u": -6, "m": -3, "k": 3, "meg": 6, "G": 9}
UNITS = ["m/s", "K/W", "V/m", "J/K", "1/s", "1/V", "1/K", "Ohm", "eV", "W", "V", "A", "F", "K", "S", "s", "m"]
Q_OVER_K = 11604.518  # K/V


def number(text):
    found = re.fullmatch(r"\s*([-+]?[\d.]+(?:[eE][-+]?\d+)?)\s*(\S*)\s*", str(text))
    value, unit = found.groups()
    if unit == "":
        return float(value)
    base = next(name for name in UNITS if unit.endswith(name) and unit[: -len(name)] in ("", *PREFIX))
    prefix = unit[: -len(base)]
    if prefix and "e" not in value.lower():
        return float(f"{value}e{PREFIX[prefix]}")
    return float(value) * 10.0 ** PREFIX.get(prefix, 0)


def load(name):
    data = yaml.safe_load((MODELS / f"{name}.yaml").read_text())
    return {k: number(v) for k, v in data["parameters"].items()}, {k: number(v) for k, v in data["initial"].items()}


def wall(x, low, high):
    return 1e9 * (max(low - x, 0.0) - max(x - high, 0.0))


# --- devices: state vector in the units of `scale`, returns (current, rates) ------------------------------------------


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


class StanfordRram:
    states, scale = ["g"], [1e-9]

    @staticmethod
    def current(p, v, y, gate):
        g = min(max(y[0], p["g_min"]), p["g_max"])
        return p["i_0"] * np.exp(-g / p["g_0"]) * np.sinh(min(max(v / p["v_0"], -16), 16))

    @staticmethod
    def rates(p, v, y, gate):
        g = min(max(y[0], p["g_min"]), p["g_max"])
        kt = min(p["t_0"] + p["r_th"] * abs(v * StanfordRram.current(p, v, y, gate)), 2000) / Q_OVER_K
        gamma = p["gamma_0"] - p["beta"] * (g / 1e-9) ** 3
        on = 0.5 * (1 + np.tanh((gamma * abs(v) - p["f_min"] * p["tox"]) / p["v_sm"]))
        field = on * gamma * p["a_0"] / p["tox"] * v
        down = np.exp(min((field - p["e_a"]) / kt, 2)) * -np.expm1(-max(y[0] - p["g_min"], 0) / p["w_g"])
        up = np.exp(min((-field - p["e_a"]) / kt, 2)) * -np.expm1(-max(p["g_max"] - y[0], 0) / p["w_g"])
        return [p["vel"] / 2 * (up - down) + wall(y[0], p["g_min"], p["g_max"])]


class Sky130Reram:
    states, scale = ["f", "t"], [1e-9, 100.0]

    @staticmethod
    def current(p, v, y, gate):
        f = min(max(y[0], p["f_min"]), p["f_max"])
        return p["i_k"] * np.exp((f - p["tox"]) / (p["tox"] - p["f_ref"])) * np.sinh(min(max(v / p["v_ref"], -12), 12))

    @staticmethod
    def rates(p, v, y, gate):
        f = min(max(y[0], p["f_min"]), p["f_max"])
        kt = min(max(y[1], 200), 3000) / Q_OVER_K
        gamma = p["gk_0"] + p["gk_1"] * ((p["tox"] - f) / 1e-9) ** 3
        field = gamma * p["a_0"] / p["tox"] * v
        grow = np.exp(min((field - p["e_g"]) / kt, -1)) * -np.expm1(-max(p["f_max"] - y[0], 0) / p["w_f"])
        shrink = np.exp(min((-field - p["e_r"]) / kt, -1)) * -np.expm1(-max(y[0] - p["f_min"], 0) / p["w_f"])
        heat = min(abs(v * Sky130Reram.current(p, v, y, gate)), p["p_max"])
        return [
            p["vel"] * (grow - shrink) + wall(y[0], p["f_min"], p["f_max"]),
            heat / p["c_th"] - (y[1] - p["t_0"]) / p["tau_th"],
        ]


class Memdiode:
    states, scale = ["h"], [1.0]

    @staticmethod
    def inner(p, v, h):
        i0 = p["i_min"] + (p["i_max"] - p["i_min"]) * h
        a = p["a_min"] + (p["a_max"] - p["a_min"]) * h
        diodes = lambda x: i0 * (np.exp(p["b"] * a * x) - np.exp((p["b"] - 1) * a * x)) + p["g_leak"] * x
        if v == 0:
            return 0.0, 0.0
        x = brentq(lambda u: u + p["r_s"] * diodes(u) - v, min(v, 0.0), max(v, 0.0), xtol=1e-16, rtol=1e-14)
        return x, diodes(x)

    @staticmethod
    def current(p, v, y, gate):
        return Memdiode.inner(p, v, min(max(y[0], 0.0), 1.0))[1]

    @staticmethod
    def rates(p, v, y, gate):
        x, _ = Memdiode.inner(p, v, min(max(y[0], 0.0), 1.0))
        if x >= 0:
            rate = (1 - y[0]) * np.exp(min(p["eta_s"] * (x - p["v_set"]), 25))
        else:
            rate = -y[0] * np.exp(min(-p["eta_r"] * (x - p["v_res"]), 25))
        return [rate + wall(y[0], 0, 1)]


class Pcm:
    states, scale = ["x", "age"], [1.0, 1.0]

    @staticmethod
    def current(p, v, y, gate):
        x = min(max(y[0], 0.0), 1.0)
        low = (p["g_min"] * x + p["g_max"] * (1 - x)) * (max(y[1], 1e-9) / p["t_0"]) ** (-p["nu"] * x)
        above = 0.5 * (1 + np.tanh((abs(v) - max(p["v_th"] * x, p["v_hold"])) / p["w_v"]))
        on = above / (1 + np.exp(-(x - p["x_s"]) / p["w_s"]))
        return v * (low * (1 - on) + on / p["r_dyn"])

    @staticmethod
    def rates(p, v, y, gate):
        x = min(max(y[0], 0.0), 1.0)
        hot = min(p["t_amb"] + p["r_th"] * v * Pcm.current(p, v, y, gate), 3000)
        molten = 0.5 * (1 + np.tanh((hot - p["t_melt"]) / p["w_m"]))
        growth = np.exp(-(((hot - p["t_c"]) / p["w_c"]) ** 2)) * (1 - molten)
        return [p["k_m"] * molten * (1 - x) - p["k_c"] * growth * x + wall(y[0], 0, 1), 1 - molten * y[1] / p["t_q"]]


class Fefet:
    states, scale = [f"p{i + 1}" for i in range(10)], [1.0] * 10
    quantiles = norm.ppf((np.arange(10) + 0.5) / 10)

    @staticmethod
    def current(p, v, y, gate):
        q = lambda u: np.log1p(np.exp(min(max(u / (2 * p["u_t"]), -40), 80)))
        vp = (gate - (p["v_th0"] - p["mw"] / 2 * np.mean(y))) / p["n"]
        return p["i_s"] * (q(vp) ** 2 - q(vp - v) ** 2)

    @staticmethod
    def rates(p, v, y, gate):
        field = p["k_fe"] * gate
        barrier = (p["e_a"] + p["s_ea"] * Fefet.quantiles) / max(abs(field), p["v_c2"])
        return (np.tanh(field / p["v_c"]) - np.array(y)) / (p["tau_0"] * np.exp(np.minimum(barrier ** p["alpha"], 60)))


def pulses(count, volts, width, period, edge):
    points = [(0.0, 0.0)]
    for i in range(1, count + 1):
        top = i * period - width - edge
        points += [(top - edge, 0.0), (top, volts), (top + width, volts), (top + width + edge, 0.0)]
    return points


# --- solver -----------------------------------------------------------------------------------------------------------


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
            out = solve_ivp(
                f, (a, b), y, method="Radau", rtol=1e-8, atol=1e-10, dense_output=True,
                max_step=(b - a) / 50, first_step=min(1e-12, (b - a) / 100),
            )
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
        return brentq(
            lambda x: x + self.series * self.device.current(self.p, x, state, g) - v, low, high, xtol=1e-15, rtol=1e-14,
        )

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

bench("stanford-rram/loop", StanfordRram, "stanford-asu", triangle([2, -2], 4e-3), 100, {
    "SET voltage": lambda a: a.drive_when("g", 0.6e-9, -1),
    "RESET voltage": lambda a: a.drive_when("g", 0.6e-9, 1),
    "memory window at 0.1 V": lambda a: a.conductance(7.8e-3) / a.conductance(0.2e-3),
})
bench("stanford-rram/pulse", StanfordRram, "stanford-asu", [(0, 0), (1e-6, 1.5), (4e-6, 1.5)], 100, {
    "time to g = 0.6 nm": lambda a: a.when_state("g", 0.6e-9, -1),
})
bench("sky130-reram/loop", Sky130Reram, "sky130-reram", triangle([2.5, -2.5], 1e-3), 5e3, {
    "SET voltage": lambda a: a.drive_when("f", 4.1e-9, 1),
    "RESET voltage": lambda a: a.drive_when("f", 4.1e-9, -1),
    "LRS conductance at 0.15 V": lambda a: a.conductance(1.94e-3),
    "memory window": lambda a: a.conductance(1.94e-3) / a.conductance(0.06e-3),
})
bench("sky130-reram/pulse", Sky130Reram, "sky130-reram", [(0, 0), (1e-8, 1.9), (2e-4, 1.9)], 5e3, {
    "time to f = 4.1 nm": lambda a: a.when_state("f", 4.1e-9, 1),
})
bench("memdiode/loop", Memdiode, "memdiode-tio2", triangle([1.5, -3], 2.5), 0, {
    "SET voltage": lambda a: a.drive_when("h", 0.5, 1),
    "RESET voltage": lambda a: a.drive_when("h", 0.5, -1),
    "LRS current at 0.3 V": lambda a: a.current(4.5),
    "memory window at 0.3 V": lambda a: a.current(4.5) / a.current(0.5),
})
bench("memdiode/pulse", Memdiode, "memdiode-tio2", [(0, 0), (1e-4, 1.1), (0.1, 1.1), (0.1002, -2), (0.8, -2)], 0, {
    "time to h = 0.5": lambda a: a.when_state("h", 0.5, 1),
    "state after RESET": at_state("h", 0.8),
})
bench("pcm/drift", Pcm, "pcm-generic", [(0, 0.05), (100, 0.05), (1000, 0.05), (1e4, 0.05)], 0, {
    "drift exponent": lambda a: -np.log(a.conductance(1e4) / a.conductance(100)) / np.log(100),
    "conductance after 1000 s": lambda a: a.conductance(1000),
}, {"x": 0.9, "age": 1e-3})
ACCUMULATION = [*pulses(10, 1.1, 50e-9, 200e-9, 2e-9), (2.05e-6, 0.1), (2.2e-6, 0.1)]
bench("pcm/accumulation", Pcm, "pcm-generic", ACCUMULATION, 1e3, {
    "amorphous fraction after 1 pulse": at_state("x", 0.21e-6),
    "amorphous fraction after 4 pulses": at_state("x", 0.81e-6),
    "conductance after 10 pulses": lambda a: a.conductance(2.1e-6),
})
bench("pcm/reset", Pcm, "pcm-generic", [(0, 0), (5e-9, 1.5), (55e-9, 1.5), (58e-9, 0), (100e-9, 0)], 1e3, {
    "time to x = 0.8": lambda a: a.when_state("x", 0.8, 1),
    "amorphous fraction at the end": at_state("x", 100e-9),
}, {"x": 0.3})
bench("pcm/threshold", Pcm, "pcm-generic", [(0, 0), (110e-9, 1.1)], 1e3, {
    "threshold voltage at 20 uA": lambda a: a.at(a.drive, a.when(a.current, 20e-6, 1)),
}, {"x": 0.8})


def threshold(a, sign, after):
    return a.at(a.gate, a.when(a.current, 1e-7, sign, after))


bench("fefet/window", Fefet, "fefet-nls", [(0, 0.1), (4e-3, 0.1)], 0, {
    "threshold, erased": lambda a: threshold(a, 1, 0),
    "threshold, programmed": lambda a: threshold(a, -1, 1e-3),
    "memory window": lambda a: threshold(a, 1, 0) - threshold(a, -1, 1e-3),
    "coercive voltage of domain 5": lambda a: a.at(a.gate, a.when_state("p5", 0, 1)),
}, gate=triangle([4, -4], 1e-3))
bench("fefet/pulses", Fefet, "fefet-nls", [(0, 0.1), (5.2e-6, 0.1)], 0, {
    "domain 1 after 1 pulse": at_state("p1", 0.52e-6),
    "domain 5 after 5 pulses": at_state("p5", 2.55e-6),
    "drain current at 1 V after 10 pulses": lambda a: a.current(5.15e-6),
}, gate=[*pulses(10, 2.6, 100e-9, 500e-9, 10e-9), (5.05e-6, 1), (5.2e-6, 1)])

# --- run --------------------------------------------------------------------------------------------------------------


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
