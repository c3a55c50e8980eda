"""Read noise of RRAM by numpy and scipy, against src/fit/targets/read-noise:
python3 scripts/oracle/fit_read_noise.py ../shared/data/rram-noise-techA/noise_400Hz.csv
writes test/fit/read-noise-reference.json.
Spectrum: numpy's FFT under a Hann taper, every second frequency, Whittle's likelihood by Nelder and Mead. Trap: the
forward recursion of a two-state hidden Markov model with matrices, scaled sample by sample, by Nelder and Mead."""
import json
import sys

import numpy as np
import scipy
import scipy.optimize as so

data = np.genfromtxt(sys.argv[1], delimiter=",", names=True)
step = 2.5e-3
# Where two levels show in the histogram; 10 s of it, because a recursion takes its time in Python.
TRAPS = {"g_level24_S": 4000}
TIGHT = dict(maxiter=4000, maxfev=4000, xatol=1e-7, fatol=1e-6)


def spectrum(y):
    n = len(y)
    taper = np.sin(np.pi * (np.arange(n) + 0.5) / n) ** 2
    power = np.abs(np.fft.rfft((y - np.average(y, weights=taper)) * taper)) ** 2 * 2 * step / np.sum(taper**2)
    f = np.fft.rfftfreq(n, step)
    low, high = 15 / (n * step), 1 / (10 * step)
    place = np.arange(len(f))
    chosen = (place % 2 == 0) & (place > 0) & (f >= low * (1 - 1e-12)) & (f <= high * (1 + 1e-12))
    f, power = f[chosen], power[chosen]
    middle = np.sqrt(low * high)

    def deviance(p):
        s = np.exp(p[0]) * (f / middle) ** -p[1]
        return 2 * np.sum(np.log(s) + power / s)

    best = so.minimize(deviance, [np.log(power.mean()), 1.0], method="Nelder-Mead", options=TIGHT).x
    return {"density": float(np.exp(best[0])), "exponent": float(best[1]), "frequencies": len(f)}


def trap(y):
    def deviance(p):
        level, amplitude, noise, capture, emission = p[0], *np.exp(p[1:])
        share = emission / (capture + emission)
        keep = np.exp(-step * (1 / capture + 1 / emission))
        to = np.array([
            [1 - share + share * keep, share - share * keep],
            [(1 - share) * (1 - keep), share + (1 - share) * keep],
        ])
        distance = np.column_stack([(y - level) / noise, (y - level + amplitude) / noise])
        least = np.min(distance**2, axis=1)
        density = np.exp(-0.5 * (distance**2 - least[:, None]))
        total = np.sum(least) + len(y) * np.log(2 * np.pi * noise**2)
        a, b = 1 - share, share
        (t00, t01), (t10, t11) = to.tolist()
        for d0, d1 in density.tolist():
            a, b = a * d0, b * d1
            both = a + b
            total -= 2 * np.log(both)
            a, b = a / both, b / both
            a, b = a * t00 + b * t10, a * t01 + b * t11
        return total

    middle = (np.percentile(y, 5) + np.percentile(y, 95)) / 2
    upper, lower = y[y > middle].mean(), y[y <= middle].mean()
    start = [upper, np.log(upper - lower), np.log(y.std() / 3), np.log(0.2), np.log(0.1)]
    corners = [np.array(start) + np.eye(5)[i] * (0.2 * y.std() if i == 0 else 0.5) for i in range(5)]
    simplex = np.vstack([start, *corners])
    found = so.minimize(deviance, start, method="Nelder-Mead", options=dict(TIGHT, initial_simplex=simplex))
    found = so.minimize(deviance, found.x, method="Nelder-Mead", options=TIGHT)
    level, amplitude, noise, capture, emission = found.x[0], *np.exp(found.x[1:])
    return {
        "level": level, "amplitude": amplitude, "noise": noise, "capture": capture, "emission": emission,
        "deviance": found.fun + 2 * len(y) * np.log(1e-6),
    }


result = {}
for name in data.dtype.names[1:]:
    y = data[name]
    result[name] = {"mean": y.mean(), "std": y.std(ddof=1), **spectrum(y)}
    if name in TRAPS:
        found = trap(y[: TRAPS[name]] * 1e6)
        for key in ("level", "amplitude", "noise"):
            found[key] *= 1e-6
        result[name]["trap"] = found
with open("test/fit/read-noise-reference.json", "w", encoding="utf8") as file:
    json.dump({"tools": f"numpy {np.__version__}, scipy {scipy.__version__}", **result}, file, indent=1)
    file.write("\n")
