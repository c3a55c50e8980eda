/*
 * What JavaScript calls: one small C function for each thing the wrapper needs from libngspice. Callbacks into JavaScript
 * are in bridge_callbacks.c.
 */
#include <stdlib.h>
#include <string.h>
#include <malloc.h>
#include <emscripten.h>
#include "ngspice/ngspice.h"
#include "ngspice/cktdefs.h"
#include "ngspice/ftedefs.h"
#include "ngspice/fteext.h"
#include "ngspice/dvec.h"
#include "ngspice/plot.h"
#include "ngspice/sim.h"
#include "ngw_klu.h"

extern int ngSpice_Command(char *command);
extern int ngSpice_Circ(char **lines);

/* Parses a netlist; 0 unless ngspice gave up on it. The text is cut into lines in place. */
EMSCRIPTEN_KEEPALIVE int ngw_circuit(char *text)
{
    int lines = 1, count = 0;
    for (char *p = text; *p; p++) lines += *p == '\n';
    char **array = malloc((size_t) (lines + 1) * sizeof *array);
    if (!array) return 1;
    for (char *p = text; p; ) {
        char *end = strchr(p, '\n');
        if (end) *end++ = '\0';
        array[count++] = p;
        p = end;
    }
    array[count] = NULL;
    int result = ngSpice_Circ(array);
    free(array);
    return result;
}

/* Runs one command of ngspice. The result is no verdict: the messages are. */
EMSCRIPTEN_KEEPALIVE int ngw_command(char *command)
{
    ft_intrpt = FALSE;
    return ngSpice_Command(command);
}

/* Name of the current plot ("tran1", "const" after `destroy all`). */
EMSCRIPTEN_KEEPALIVE const char *ngw_plot(void) { return plot_cur ? plot_cur->pl_typename : ""; }

/* Title line of the circuit that made the current plot. */
EMSCRIPTEN_KEEPALIVE const char *ngw_title(void) { return plot_cur && plot_cur->pl_title ? plot_cur->pl_title : ""; }

/* Whether a circuit is loaded. */
EMSCRIPTEN_KEEPALIVE int ngw_loaded(void) { return ft_curckt && ft_curckt->ci_ckt; }

static struct plot *plot_named(const char *name)
{
    struct plot *plot = plot_list;
    while (plot && strcmp(plot->pl_typename, name) != 0) plot = plot->pl_next;
    return plot;
}

/* First vector of a plot, to be walked with ngw_next; NULL when the plot does not exist or is empty. */
EMSCRIPTEN_KEEPALIVE struct dvec *ngw_first(const char *plot)
{
    struct plot *found = plot_named(plot);
    return found ? found->pl_dvecs : NULL;
}
EMSCRIPTEN_KEEPALIVE struct dvec *ngw_next(const struct dvec *vector) { return vector->v_next; }
EMSCRIPTEN_KEEPALIVE const char *ngw_name(const struct dvec *vector) { return vector->v_name; }
EMSCRIPTEN_KEEPALIVE int ngw_length(const struct dvec *vector) { return vector->v_length; }
EMSCRIPTEN_KEEPALIVE int ngw_type(const struct dvec *vector) { return vector->v_type; }
EMSCRIPTEN_KEEPALIVE int ngw_is_complex(const struct dvec *vector) { return (vector->v_flags & VF_COMPLEX) != 0; }
/* Whether the vector is the axis of its plot (time, frequency, swept source). */
EMSCRIPTEN_KEEPALIVE int ngw_is_scale(const struct dvec *vector) { return vector->v_plot && vector->v_plot->pl_scale == vector; }
/* The values: doubles, or pairs of doubles when the vector is complex. */
EMSCRIPTEN_KEEPALIVE const double *ngw_values(const struct dvec *vector)
{
    return vector->v_flags & VF_COMPLEX ? (const double *) vector->v_compdata : vector->v_realdata;
}

/* 0 automatic, 1 Sparse, 2 KLU; the threshold is the number of unknowns from which the automatic choice takes KLU. */
EMSCRIPTEN_KEEPALIVE void ngw_solver_set(int solver, int threshold) { ngw_solver_select(solver, threshold); }
EMSCRIPTEN_KEEPALIVE int ngw_klu_uses(void) { return ngw_klu_count(); }

/* How far a transistor's voltages may move within a time point before it is evaluated again, V (build/lib/continuation.mjs). */
double ngw_linear_range = 0.0;
int ngw_continued;
EMSCRIPTEN_KEEPALIVE void ngw_linear_range_set(double volts) { ngw_linear_range = volts; }

/* Bytes that ngspice holds at this moment, and never more than the size of the memory. */
EMSCRIPTEN_KEEPALIVE double ngw_memory(void)
{
    struct mallinfo info = mallinfo();
    return (double) (unsigned) info.uordblks;
}

/* Counters: 0 Newton iterations, 1 accepted and 2 rejected time points, 3 transistors that were continued instead of evaluated. */
EMSCRIPTEN_KEEPALIVE int ngw_statistic(int which)
{
    if (which == 3) return ngw_continued;
    if (!ngw_loaded() || !ft_curckt->ci_ckt->CKTstat) return 0;
    STATistics *stat = ft_curckt->ci_ckt->CKTstat;
    return which == 0 ? stat->STATnumIter : which == 1 ? stat->STATaccepted : stat->STATrejected;
}
