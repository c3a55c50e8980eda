#!/usr/bin/env python3
"""Reference trajectories of learning rules by Brian2, an independent simulator.

    python3 scripts/oracle/rules.py test/rule/oracle          writes one JSON file per rule
    python3 scripts/oracle/rules.py --seed 7 --stdout         prints all of them, on other spike trains

Needs Debian's python3-brian (2.5.1) or `pip install brian2`. Spikes lie on Brian's clock, no two of them on the same
step; traces are event-driven, an eligibility trace is advanced exactly (it only decays), so that only rounding differs.
"""
import argparse
import json
import pathlib
import random

import brian2 as b

DT = 1e-4           # s, Brian's clock
DURATION = 2.0      # s
SAMPLE = 500        # clock steps between two stored samples

PAIR = {
    "potentiation": {"amplitude": 0.05, "tau": 0.0168}, "depression": {"amplitude": 0.04, "tau": 0.0337},
    "weight": {"initial": 0.5},
}
CASES = {
    "stdp-additive": {"kind": "stdp", "dependence": "additive", "pairing": "all-to-all", **PAIR},
    "stdp-multiplicative": {"kind": "stdp", "dependence": "multiplicative", "pairing": "all-to-all", **PAIR},
    "stdp-power-nearest": {
        "kind": "stdp", "dependence": "power", "mu_plus": 0.4, "mu_minus": 0.7, "pairing": "nearest", **PAIR,
    },
    # Pfister and Gerstner (2006), table 4: all-to-all, visual cortex data, full model.
    "triplet": {
        "kind": "triplet", "pairing": "all-to-all",
        "a2_plus": 5e-10, "a2_minus": 7e-3, "a3_plus": 6.2e-3, "a3_minus": 2.3e-4,
        "tau_plus": 0.0168, "tau_minus": 0.0337, "tau_x": 0.101, "tau_y": 0.125, "weight": {"initial": 0.5},
    },
    "three-factor": {
        "kind": "three-factor", "dependence": "multiplicative", "potentiation": {"amplitude": 0.3, "tau": 0.02},
        "depression": {"amplitude": 0.25, "tau": 0.02}, "eligibility": {"tau": 0.5},
        "reward": {"amplitude": 0.08}, "punish": {"amplitude": 0.05}, "weight": {"initial": 0.4},
    },
    "vogels": {"kind": "vogels", "amplitude": 0.03, "tau": 0.02, "target": 12, "weight": {"initial": 0.3}},
    "oja": {
        "kind": "oja", "amplitude": 0.04, "decay": 0.6, "pre": {"tau": 0.02}, "post": {"tau": 0.03},
        "weight": {"initial": 0.2},
    },
    "bcm": {
        "kind": "bcm", "amplitude": 0.01, "post": {"tau": 0.05}, "threshold": {"tau": 0.3, "amplitude": 0.25},
        "weight": {"initial": 0.5},
    },
    "diehl-cook": {
        "kind": "diehl-cook", "amplitude": 0.03, "tau": 0.02, "target": 0.4, "pairing": "nearest",
        "weight": {"initial": 0.5},
    },
}


def trains(rule, seed):
    """Spike steps by event: Poisson, and no step used twice, since Brian and rulespice order simultaneous events
    differently."""
    draw = random.Random(f"{rule['kind']} {rule.get('dependence')} {seed}")
    rates = {"pre": 25, "post": 25, **({"reward": 3, "punish": 2} if rule["kind"] == "three-factor" else {})}
    used, steps = set(), {}
    for event, rate in rates.items():
        steps[event] = []
        at = 0.0
        while True:
            at += draw.expovariate(rate)
            step = round(at / DT)
            if step >= DURATION / DT - 1:
                break
            if step > 0 and step not in used:
                used.add(step)
                steps[event].append(step)
    return steps


def equations(rule):
    """Brian's model, what pre and post do, the namespace, and Brian's name of each compared state; written from the
    papers, not from rulespice."""
    one = "= 1" if rule.get("pairing") == "nearest" else "+= 1"
    traces = "dr1/dt = -r1/tau_plus : 1 (event-driven)\ndo1/dt = -o1/tau_minus : 1 (event-driven)\n"
    if rule["kind"] == "triplet":
        names = {key: rule[key] for key in ("a2_plus", "a2_minus", "a3_plus", "a3_minus")}
        names.update({key: rule[key] * b.second for key in ("tau_plus", "tau_minus", "tau_x", "tau_y")})
        model = traces + "dr2/dt = -r2/tau_x : 1 (event-driven)\ndo2/dt = -o2/tau_y : 1 (event-driven)\nw : 1"
        pre = f"w = clip(w - o1*(a2_minus + a3_minus*r2), 0, 1)\nr1 {one}\nr2 {one}"
        post = f"w = clip(w + r1*(a2_plus + a3_plus*o2), 0, 1)\no1 {one}\no2 {one}"
        return model, pre, post, names, {"w": "w"}
    if rule["kind"] in CORRELATIONS:
        return CORRELATIONS[rule["kind"]](rule, one)
    names = {
        "a_plus": rule["potentiation"]["amplitude"], "a_minus": rule["depression"]["amplitude"],
        "tau_plus": rule["potentiation"]["tau"] * b.second, "tau_minus": rule["depression"]["tau"] * b.second,
    }
    if rule["kind"] == "three-factor":
        names["tau_e"] = rule["eligibility"]["tau"] * b.second
        model = traces + "deligibility/dt = -eligibility/tau_e : 1 (clock-driven)\nw : 1"
        pre = f"eligibility -= a_minus*o1\nr1 {one}"
        post = f"eligibility += a_plus*r1\no1 {one}"
        return model, pre, post, names, {"w": "w", "e": "eligibility"}
    up, down = {
        "additive": ("1", "1"), "multiplicative": ("(1 - w)", "w"),
        "power": (f"(1 - w)**{rule.get('mu_plus')}", f"w**{rule.get('mu_minus')}"),
    }[rule["dependence"]]
    pre = f"w = clip(w - a_minus*o1*{down}, 0, 1)\nr1 {one}"
    post = f"w = clip(w + a_plus*r1*{up}, 0, 1)\no1 {one}"
    return traces + "w : 1", pre, post, names, {"w": "w"}


def vogels(rule, one):
    # Science 334:1569: alpha = 2 rho_0 tau_STDP; w += eta (x_post - alpha) at pre, w += eta x_pre at post.
    names = {"eta": rule["amplitude"], "tau": rule["tau"] * b.second, "rho": rule["target"] * b.Hz}
    model = "dxpre/dt = -xpre/tau : 1 (event-driven)\ndxpost/dt = -xpost/tau : 1 (event-driven)\nw : 1"
    pre = "w = clip(w + eta*(xpost - 2*rho*tau), 0, 1)\nxpre += 1"
    return model, pre, "w = clip(w + eta*xpre, 0, 1)\nxpost += 1", names, {"w": "w"}


def oja(rule, one):
    names = {
        "eta": rule["amplitude"], "c": rule["decay"], "tau_pre": rule["pre"]["tau"] * b.second,
        "tau_post": rule["post"]["tau"] * b.second,
    }
    model = "dxpre/dt = -xpre/tau_pre : 1 (event-driven)\ndxpost/dt = -xpost/tau_post : 1 (event-driven)\nw : 1"
    return model, "xpre += 1", "w = clip(w + eta*(xpre - c*xpost*w), 0, 1)\nxpost += 1", names, {"w": "w"}


def bcm(rule, one):
    names = {
        "eta": rule["amplitude"], "tau_y": rule["post"]["tau"] * b.second,
        "tau_th": rule["threshold"]["tau"] * b.second, "step": rule["threshold"]["amplitude"],
    }
    model = "dy/dt = -y/tau_y : 1 (event-driven)\ndth/dt = -th/tau_th : 1 (event-driven)\nw : 1"
    return model, "w = clip(w + eta*y*(y - th), 0, 1)", "y += 1\nth += step", names, {"w": "w"}


def diehl_cook(rule, one):
    names = {"eta": rule["amplitude"], "target": rule["target"], "tau": rule["tau"] * b.second}
    model = "dxpre/dt = -xpre/tau : 1 (event-driven)\nw : 1"
    return model, f"xpre {one}", "w = clip(w + eta*(xpre - target), 0, 1)", names, {"w": "w"}


CORRELATIONS = {"vogels": vogels, "oja": oja, "bcm": bcm, "diehl-cook": diehl_cook}


def generator(steps):
    return b.SpikeGeneratorGroup(1, [0] * len(steps), [step * DT for step in steps] * b.second, dt=DT * b.second)


def run(rule, seed):
    b.start_scope()
    b.prefs.codegen.target = "numpy"
    b.BrianLogger.log_level_warn()
    b.defaultclock.dt = DT * b.second
    steps = trains(rule, seed)
    model, on_pre, on_post, names, observed = equations(rule)
    groups = {event: generator(spikes) for event, spikes in steps.items()}
    synapse = b.Synapses(
        groups["pre"], groups["post"], model, on_pre=on_pre, on_post=on_post, namespace=names, method="exact",
    )
    synapse.connect()
    synapse.w = rule["weight"]["initial"]
    parts = [*groups.values(), synapse]
    changes = {"reward": "+ gain*eligibility_post*(1 - w_post)", "punish": "- gain*eligibility_post*w_post"}
    for event, change in changes.items():
        if event in groups:
            third = b.Synapses(
                groups[event], synapse,
                on_pre=f"w_post = clip(w_post {change}, 0, 1)", namespace={"gain": rule[event]["amplitude"]},
            )
            third.connect()
            parts.append(third)
    # At the start of a step: the values after the events of the step before.
    monitor = b.StateMonitor(synapse, list(observed.values()), record=True, when="start")
    b.Network(*parts, monitor).run(DURATION * b.second)
    picked = list(range(SAMPLE, round(DURATION / DT), SAMPLE))
    return {
        "rule": rule,
        "events": {event: [round(step * DT, 7) for step in spikes] for event, spikes in steps.items()},
        "time": [round((step - 1) * DT, 7) for step in picked],
        "states": {name: [float(getattr(monitor, own)[0][step]) for step in picked] for name, own in observed.items()},
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stdout", action="store_true")
    options = parser.parse_args()
    results = {name: run(rule, options.seed) for name, rule in CASES.items()}
    if options.stdout:
        print(json.dumps(results))
        return
    for name, result in results.items():
        written = {"by": f"scripts/oracle/rules.py, Brian2 {b.__version__}", "seed": options.seed, **result}
        text = json.dumps(written, indent=None, separators=(",", ":"))
        (pathlib.Path(options.folder) / f"{name}.json").write_text(text + "\n")


main()
