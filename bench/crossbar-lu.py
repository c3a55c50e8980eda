# The same nodal equations as src/crossbar, solved by scipy's sparse LU as badcrossbar does
# (scipy.sparse.linalg.spsolve). Reads rows, columns, word and bit segment (float64) and then R (ohm) and V from a file;
# writes bit-line currents to another; prints the seconds of the solve. Needs numpy and scipy (Debian: python3-scipy).
import sys
import time
import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.linalg import spsolve

data = np.fromfile(sys.argv[1])
m, n, rw, rb = int(data[0]), int(data[1]), data[2], data[3]
g = 1 / data[4:4 + m * n].reshape(m, n)
v = data[4 + m * n:]
start = time.perf_counter()
w = np.arange(m * n).reshape(m, n)
b = w + m * n
rows, cols, values = [], [], []


def connect(a, c, conductance):
    a, c = a.ravel(), c.ravel()
    conductance = np.broadcast_to(conductance, a.shape) if np.isscalar(conductance) else conductance.ravel()
    for i, j, s in ((a, a, 1), (c, c, 1), (a, c, -1), (c, a, -1)):
        rows.append(i), cols.append(j), values.append(s * conductance)


connect(w, b, g)
connect(w[:, :-1], w[:, 1:], 1 / rw)
connect(b[:-1], b[1:], 1 / rb)
rows += [w[:, 0], b[-1]]
cols += [w[:, 0], b[-1]]
values += [np.full(m, 1 / rw), np.full(n, 1 / rb)]
matrix = coo_matrix((np.concatenate(values), (np.concatenate(rows), np.concatenate(cols)))).tocsc()
rhs = np.zeros(2 * m * n)
rhs[w[:, 0]] = v / rw
x = spsolve(matrix, rhs)
seconds = time.perf_counter() - start
(x[b[-1]] / rb).tofile(sys.argv[2])
print(seconds)
