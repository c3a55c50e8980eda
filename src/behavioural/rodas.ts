/**
 * Coefficients of RODAS (Hairer, Wanner: Solving Ordinary Differential Equations II, section IV.7): a Rosenbrock method
 * of six stages, order 4 with an embedded order 3, L-stable and stiffly accurate. In the form with u_i = sum gamma_ij
 * k_j:
 *
 *     (1/(h gamma) I - J) u_i = f(t + alpha_i h, y + sum a_ij u_j) + sum c_ij u_j / h + h d_i df/dt
 *
 * The last stage is the difference of the two orders: it is added to the solution and is its error estimate.
 */
export const GAMMA = 0.25;
export const ALPHA = [0, 0.386, 0.21, 0.63, 1, 1] as const;
export const D = [0.25, -0.1043, 0.1035, -0.0362, 0, 0] as const;
/** Row i holds a_i1 to a_i,i-1. The sixth stage starts from the fifth's point and its u. */
export const A = [
  [],
  [1.544],
  [0.9466785280815826, 0.2557011698983284],
  [3.314825187068521, 2.896124015972201, 0.9986419139977817],
  [1.221224509226641, 6.019134481288629, 12.53708333932087, -0.687886036105895],
  [1.221224509226641, 6.019134481288629, 12.53708333932087, -0.687886036105895, 1],
] as const satisfies readonly (readonly number[])[];
export const C = [
  [],
  [-5.6688],
  [-2.430093356833875, -0.2063599157091915],
  [-0.1073529058151375, -9.594562251023355, -20.47028614809616],
  [7.496443313967647, -10.24680431464352, -33.99990352819905, 11.7089089320616],
  [8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054],
] as const satisfies readonly (readonly number[])[];
