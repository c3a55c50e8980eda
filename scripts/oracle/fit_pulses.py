"""Gong's pulses by restricted likelihood with dense covariance matrices (numpy, scipy), against the Kalman filter of
src/fit/targets/pulses: python3 scripts/oracle/fit_pulses.py ../shared/data/gong2018-rram-pulses/pulse_response.csv
writes test/fit/pulses-reference.json."""
import json
import sys

import numpy as np
import scipy
import scipy.linalg as sl
import scipy.optimize as so

data = np.genfromtxt(sys.argv[1], delimiter=",", names=True)
LABEL_UNIT = 0.09899


def gained(x, k):
    return x if abs(k) < 1e-9 else np.expm1(-x * k) / np.expm1(-k)


def label(k):
    if abs(k) < 1e-9:
        return 0.0
    a = 1 / abs(k)
    x = -a * np.log(a * -np.expm1(-1 / a))
    return np.sign(k) * (gained(x, abs(k)) - x) / LABEL_UNIT


def fit(y, correlated):
    n = len(y)
    x = np.arange(n) / (n - 1)
    lag = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))

    def mean(p):
        return p[0] + (p[1] - p[0]) * gained(x, p[2])

    plain = so.least_squares(lambda p: mean(p) - y, [y[:20].mean(), y[-20:].mean(), 1.0]).x
    if not correlated:
        rms = float(np.sqrt(np.mean((mean(plain) - y) ** 2)))
        return {"start": plain[0], "end": plain[1], "NL": label(plain[2]), "rms": rms}
    h = 1e-4
    slope = (gained(x, plain[2] + h) - gained(x, plain[2] - h)) / (2 * h)
    shapes = np.column_stack([np.ones(n), gained(x, plain[2]), slope])

    def criterion(p):
        share, memory = 1 / (1 + np.exp(-p[3])), np.exp(p[4])
        factor = sl.cho_factor(share * np.exp(-lag / memory) + (1 - share) * np.eye(n), lower=True)
        r = y - mean(p)
        squares = r @ sl.cho_solve(factor, r)
        information = shapes.T @ sl.cho_solve(factor, shapes)
        return (n - 3) * np.log(squares) + 2 * np.log(np.diag(factor[0])).sum() + np.linalg.slogdet(information)[1]

    tight = {"maxiter": 900, "xatol": 1e-5, "fatol": 1e-7}
    best = so.minimize(criterion, [*plain, 0.3, 2.3], method="Nelder-Mead", options=tight).x
    return {
        "start": best[0], "end": best[1], "NL": label(best[2]),
        "share": 1 / (1 + np.exp(-best[3])), "memory": float(np.exp(best[4])),
    }


found = {
    way: {"independent": fit(data[f"g_{way}"], False), "forgotten": fit(data[f"g_{way}"], True)}
    for way in ("up", "down")
}
with open("test/fit/pulses-reference.json", "w", encoding="utf8") as file:
    json.dump({"tools": f"numpy {np.__version__}, scipy {scipy.__version__}", **found}, file, indent=1)
    file.write("\n")
