/*
 * KLU behind ngspice's Sparse interface, for real matrices (operating point, sweep, transient). Sparse stays the store of
 * the elements: devices keep their pointers into it. Each matrix owns one context, which holds the compressed columns, a
 * pointer to every element's value, and KLU's factors. Complex matrices (ac, noise) stay with Sparse.
 */
#include <stdlib.h>
#include <string.h>
#include "ngspice/config.h"
#include "ngspice/spmatrix.h"
#include "spdefs.h"
#include "ngw_klu.h"
#include "klu.h"

/* The old pivots are given up, and new ones chosen, when the reciprocal condition estimated from them falls below both. */
#define RCOND_SAFE 1e-18
#define RCOND_LOSS 1e-4

struct ngw_klu {
    int n, nnz;
    int elements;               /* of the matrix when the structure was read; fill-ins of Sparse change it */
    double rcond;               /* estimate when the pivots were chosen */
    int valid;                  /* the factors belong to the values last loaded */
    int *columns, *rows;        /* compressed columns */
    double **sources;           /* where the value of each entry lives in Sparse's store */
    double *values, *rhs;
    klu_common common;
    klu_symbolic *symbolic;
    klu_numeric *numeric;
};

static int selected = NGW_AUTO;
static int threshold = 1;
static int count;

void ngw_solver_select(int solver, int from) { selected = solver; threshold = from; }

int ngw_klu_count(void) { int done = count; count = 0; return done; }

int ngw_klu_wanted(const SMPmatrix *matrix)
{
    if (matrix->Size < 1 || selected == NGW_SPARSE) return 0;
    return selected == NGW_KLU || matrix->Size >= threshold;
}

void ngw_klu_free(SMPmatrix *matrix)
{
    struct ngw_klu *k = matrix ? matrix->Klu : NULL;
    if (!k) return;
    if (k->numeric) klu_free_numeric(&k->numeric, &k->common);
    if (k->symbolic) klu_free_symbolic(&k->symbolic, &k->common);
    free(k->columns); free(k->rows); free(k->sources); free(k->values); free(k->rhs); free(k);
    matrix->Klu = NULL;
}

void ngw_klu_forget(SMPmatrix *matrix) { if (matrix->Klu) matrix->Klu->valid = 0; }

/* Reads the structure of the matrix; NULL when memory is short. */
static struct ngw_klu *build(SMPmatrix *matrix)
{
    int n = matrix->Size, nnz = 0, at = 0;
    struct ngw_klu *k;
    ngw_klu_free(matrix);
    for (int column = 1; column <= n; column++)
        for (ElementPtr e = matrix->FirstInCol[column]; e; e = e->NextInCol) nnz++;
    matrix->Klu = k = calloc(1, sizeof *k);
    if (!k) return NULL;
    klu_defaults(&k->common);
    k->n = n;
    k->nnz = nnz;
    k->elements = matrix->Elements;
    k->columns = malloc((size_t) (n + 1) * sizeof *k->columns);
    k->rows = malloc((size_t) (nnz + 1) * sizeof *k->rows);
    k->sources = malloc((size_t) (nnz + 1) * sizeof *k->sources);
    k->values = malloc((size_t) (nnz + 1) * sizeof *k->values);
    k->rhs = malloc((size_t) n * sizeof *k->rhs);
    if (!k->columns || !k->rows || !k->sources || !k->values || !k->rhs) { ngw_klu_free(matrix); return NULL; }
    for (int column = 1; column <= n; column++) {
        k->columns[column - 1] = at;
        for (ElementPtr e = matrix->FirstInCol[column]; e; e = e->NextInCol, at++) {
            k->rows[at] = e->Row - 1;
            k->sources[at] = &e->Real;
        }
    }
    k->columns[n] = at;
    k->symbolic = klu_analyze(n, k->columns, k->rows, &k->common);
    if (!k->symbolic) { ngw_klu_free(matrix); return NULL; }
    return k;
}

static void gather(struct ngw_klu *k)
{
    for (int i = 0; i < k->nnz; i++) k->values[i] = *k->sources[i];
}

static int fail(SMPmatrix *matrix, int error, int column)
{
    if (matrix->Klu) {
        if (matrix->Klu->numeric) klu_free_numeric(&matrix->Klu->numeric, &matrix->Klu->common);
        matrix->Klu->valid = 0;
    }
    if (error == spSINGULAR) {
        if (column < 0 || column >= matrix->Size) column = 0;
        matrix->SingularRow = matrix->IntToExtRowMap[column + 1];
        matrix->SingularCol = matrix->IntToExtColMap[column + 1];
    }
    return matrix->Error = error;
}

int ngw_klu_factor(SMPmatrix *matrix)
{
    struct ngw_klu *k = matrix->Klu;
    count++;
    if (!k || k->elements != matrix->Elements || k->n != matrix->Size) k = build(matrix);
    if (!k) return fail(matrix, spNO_MEMORY, 0);
    gather(k);
    if (k->numeric) klu_free_numeric(&k->numeric, &k->common);
    k->numeric = klu_factor(k->columns, k->rows, k->values, k->symbolic, &k->common);
    if (k->common.status == KLU_SINGULAR) return fail(matrix, spSINGULAR, k->common.singular_col);
    if (!k->numeric) return fail(matrix, spNO_MEMORY, 0);
    k->rcond = klu_rcond(k->symbolic, k->numeric, &k->common) ? k->common.rcond : 0.0;
    k->valid = 1;
    return matrix->Error = spOKAY;
}

/* Whether the pivots chosen for other values still serve. */
static int pivots_hold(struct ngw_klu *k)
{
    if (!klu_rcond(k->symbolic, k->numeric, &k->common)) return 0;
    return k->common.rcond > RCOND_SAFE || k->common.rcond > k->rcond * RCOND_LOSS;
}

int ngw_klu_refactor(SMPmatrix *matrix)
{
    struct ngw_klu *k = matrix->Klu;
    if (!k || !k->numeric || k->elements != matrix->Elements) return ngw_klu_factor(matrix);
    count++;
    gather(k);
    if (!klu_refactor(k->columns, k->rows, k->values, k->symbolic, k->numeric, &k->common)
        || k->common.status == KLU_SINGULAR
        || !pivots_hold(k))
        return ngw_klu_factor(matrix);
    k->valid = 1;
    return matrix->Error = spOKAY;
}

int ngw_klu_solve(SMPmatrix *matrix, double *rhs)
{
    struct ngw_klu *k = matrix->Klu;
    if (!k || !k->valid) return 0;
    for (int i = 1; i <= k->n; i++) k->rhs[i - 1] = rhs[matrix->IntToExtRowMap[i]];
    klu_solve(k->symbolic, k->numeric, k->n, 1, k->rhs, &k->common);
    for (int i = 1; i <= k->n; i++) rhs[matrix->IntToExtColMap[i]] = k->rhs[i - 1];
    return 1;
}
