/* KLU behind ngspice's Sparse interface: what spsmp.c calls (patches/03-klu.patch) and what the bridge sets. */
#ifndef NGW_KLU_H
#define NGW_KLU_H
#include "ngspice/smpdefs.h"

enum ngw_solver { NGW_AUTO = 0, NGW_SPARSE = 1, NGW_KLU = 2 };

/* Which solver new factorisations take; with NGW_AUTO, KLU from this number of unknowns on. */
void ngw_solver_select(int solver, int threshold);
/* Number of factorisations (full and numeric-only) that KLU did since the last call. */
int ngw_klu_count(void);

int ngw_klu_wanted(const SMPmatrix *matrix);
int ngw_klu_factor(SMPmatrix *matrix);
int ngw_klu_refactor(SMPmatrix *matrix);
/* Solves with the KLU factors; 0 when the matrix has none, and Sparse has to solve. */
int ngw_klu_solve(SMPmatrix *matrix, double *rhs);
/* The factors no longer belong to the values of the matrix (Sparse factored it as a complex one). */
void ngw_klu_forget(SMPmatrix *matrix);
void ngw_klu_free(SMPmatrix *matrix);
#endif
