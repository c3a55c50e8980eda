/** Places of the parameters of the curve; those of the scatter follow. */
export const [START, END, LABEL, SCATTER] = [0, 1, 2, 3];
