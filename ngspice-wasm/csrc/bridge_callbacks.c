/*
 * What calls JavaScript: printed lines, stored points, values of external sources, the choice of the next time step.
 * Nobody listening costs a test of a flag.
 */
#include <stdlib.h>
#include <string.h>
#include <emscripten.h>
#include "ngspice/ngspice.h"
#include "ngspice/cktdefs.h"
#include "ngspice/ftedefs.h"
#include "ngspice/fteext.h"
#include "ngspice/dvec.h"
#include "ngspice/plot.h"
#include "ngspice/sim.h"
#include "ngspice/sharedspice.h"
#include "outitf.h"

EM_JS(void, js_line, (const char *line), { Module.onLine(UTF8ToString(line)); });
EM_JS(void, js_exit, (int status), { Module.onExit(status); });
EM_JS(int, js_point, (double at, double fraction, double *values, int count), { return Module.onPoint(at, fraction, values, count); });
EM_JS(double, js_source, (int slot, double time), { return Module.onSource(slot, time); });
EM_JS(int, js_source_slot, (const char *name), { return Module.onSourceName(UTF8ToString(name)); });
EM_JS(double, js_step, (double time, double delta, double before, int redo, int location), { return Module.onStep(time, delta, before, redo, location); });
EM_JS(double, js_event, (double time), { return Module.onEvent(time); });

enum { HEAR_POINTS = 1, HEAR_STEPS = 2, HEAR_EVENTS = 4 };

static int hearing;
static char **watched;          /* names of the vectors whose values go with each point */
static int watched_count;
static int *watched_index;      /* their places in the run that is going on */
static double *watched_values;
static const runDesc *watched_run;

static void forget_watched(void)
{
    for (int i = 0; i < watched_count; i++) free(watched[i]);
    free(watched); free(watched_index); free(watched_values);
    watched = NULL; watched_index = NULL; watched_values = NULL;
    watched_count = 0; watched_run = NULL;
}

static GetVSRCData on_source;
static GetSyncData on_sync;

/* Says what JavaScript wants to hear, and the values of which vectors, one name in each line. */
EMSCRIPTEN_KEEPALIVE int ngw_listen(int what, const char *names)
{
    int count = 0, identity = 0;
    forget_watched();
    hearing = what;
    ngSpice_Init_Sync(on_source, on_source, what & (HEAR_STEPS | HEAR_EVENTS) ? on_sync : NULL, &identity, NULL);
    for (const char *p = names; *p; p++) count += *p == '\n';
    watched = calloc((size_t) count + 1, sizeof *watched);
    watched_index = calloc((size_t) count + 1, sizeof *watched_index);
    watched_values = calloc((size_t) count + 1, sizeof *watched_values);
    if (!watched || !watched_index || !watched_values) { forget_watched(); hearing = 0; return 1; }
    for (const char *p = names; *p; ) {
        const char *end = strchr(p, '\n');
        watched[watched_count++] = strndup(p, (size_t) (end - p));
        p = end + 1;
    }
    return 0;
}

/* Names of vectors differ from those of the user by "v(...)" around a node and "#branch" behind a source. */
static int same_vector(const char *stored, const char *wanted)
{
    size_t length = strlen(wanted);
    if (strcasecmp(stored, wanted) == 0) return 1;
    if (length > 3 && wanted[1] == '(' && wanted[length - 1] == ')') {
        size_t inner = length - 3;
        if (strncasecmp(stored, wanted + 2, inner) != 0) return 0;
        return stored[inner] == '\0' || (tolower(wanted[0]) == 'i' && strcmp(stored + inner, "#branch") == 0);
    }
    return 0;
}

static void find_watched(const runDesc *run)
{
    watched_run = run;
    for (int w = 0; w < watched_count; w++) {
        watched_index[w] = -1;
        for (int i = 0; i < run->numData; i++)
            if (same_vector(run->data[i].name, watched[w])) { watched_index[w] = i; break; }
    }
}

static double last_value(const struct dvec *vector)
{
    int at = vector->v_length - 1;
    if (at < 0) return NAN;
    return vector->v_flags & VF_COMPLEX ? vector->v_compdata[at].cx_real : vector->v_realdata[at];
}

/* Fraction of a transient that is done; -1 where ngspice cannot tell. */
static double fraction_done(const CKTcircuit *ckt)
{
    return (ckt->CKTmode & MODETRAN) && ckt->CKTfinalTime > 0 ? ckt->CKTtime / ckt->CKTfinalTime : -1.0;
}

void ngw_point(runDesc *run)
{
    if (!(hearing & HEAR_POINTS)) return;
    if (run != watched_run || run->pointCount == 1) find_watched(run);
    for (int w = 0; w < watched_count; w++)
        watched_values[w] = watched_index[w] < 0 ? NAN : last_value(run->data[watched_index[w]].vec);
    double at = run->refIndex >= 0 ? last_value(run->data[run->refIndex].vec) : 0.0;
    if (js_point(at, fraction_done(run->circuit), watched_values, watched_count)) ft_intrpt = TRUE;
}

/* The slot that JavaScript gave a source name, so that the name crosses the border once. */
static double source_value(double time, char *name)
{
    static char *names[256];
    static int slots[256];
    static int known;
    for (int i = 0; i < known; i++) if (strcmp(names[i], name) == 0) return js_source(slots[i], time);
    int slot = js_source_slot(name);
    if (known < 256 && (names[known] = strdup(name)) != NULL) slots[known++] = slot;
    return js_source(slot, time);
}

static int on_line(char *line, int id, void *user) { (void) id; (void) user; js_line(line); return 0; }
static int on_exit_request(int status, NG_BOOL now, NG_BOOL quit, int id, void *user)
{
    (void) now; (void) quit; (void) id; (void) user; js_exit(status); return 0;
}
static int on_background(NG_BOOL running, int id, void *user) { (void) running; (void) id; (void) user; return 0; }
static int on_source(double *value, double time, char *name, int id, void *user)
{
    (void) id; (void) user; *value = source_value(time, name); return 0;
}

/*
 * Before each step (location 0): a coming event becomes a breakpoint of the transient, so that a time point falls on it
 * exactly and the integration starts anew there. Then JavaScript may shorten the step, or demand that the one just
 * computed is done again (location 1, negative answer: -length of the new step).
 */
static int on_sync(double time, double *delta, double before, int redo, int id, int location, void *user)
{
    (void) id; (void) user;
    CKTcircuit *ckt = ft_curckt->ci_ckt;
    if (location == 0 && (hearing & HEAR_EVENTS)) {
        double event = js_event(time);
        if (event > time + ckt->CKTdelmin && event < ckt->CKTfinalTime) {
            CKTsetBreak(ckt, event);
            if (time + *delta > event) {
                ckt->CKTbreak = 1;
                ckt->CKTsaveDelta = *delta;
                *delta = event - time;
            }
        }
    }
    if (hearing & HEAR_STEPS) {
        double answer = js_step(time, *delta, before, redo, location);
        double step = fabs(answer);
        if (step > ckt->CKTdelmin && step < *delta) *delta = step;
        else if (answer < 0 && step > ckt->CKTdelmin) *delta = step;
        return location == 1 && answer < 0;
    }
    return 0;
}

EMSCRIPTEN_KEEPALIVE int ngw_init(void)
{
    int failed = ngSpice_Init(on_line, NULL, on_exit_request, NULL, NULL, on_background, NULL);
    ft_norefprint = TRUE;
    return failed || ngw_listen(0, "");
}

/* Stops the analysis that runs, at its next time point; for callbacks that cannot say so by their result. */
EMSCRIPTEN_KEEPALIVE void ngw_interrupt(void) { ft_intrpt = TRUE; }
