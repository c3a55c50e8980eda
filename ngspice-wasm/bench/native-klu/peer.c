/*
 * The peer of the crossbar rows: the same ngspice and the same KLU as the engine's, as native code. Reads a deck, computes
 * its operating point twice, and prints the seconds of the second and the voltage of a node.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "ngspice/sharedspice.h"

void ngw_solver_select(int solver, int threshold);
int ngw_klu_count(void);

/* What the bridge of the engine provides and a batch of operating points does not need. */
double ngw_linear_range = 0;
int ngw_continued = 0;
void ngw_point(void *run) { (void) run; }

static int on_line(char *line, int id, void *user)
{
    (void) id; (void) user;
    if (strncmp(line, "stderr", 6) == 0)
        fprintf(stderr, "%s\n", line);
    return 0;
}

static int on_exit_request(int status, NG_BOOL now, NG_BOOL quit, int id, void *user)
{
    (void) now; (void) quit; (void) id; (void) user;
    exit(status ? status : 1);
}

static char **read_lines(const char *path)
{
    FILE *file = fopen(path, "r");
    char **lines = NULL, *line = NULL;
    size_t count = 0, size = 0;
    if (!file) {
        perror(path);
        exit(1);
    }
    while (getline(&line, &size, file) >= 0) {
        line[strcspn(line, "\n")] = '\0';
        lines = realloc(lines, (count + 2) * sizeof *lines);
        lines[count++] = strdup(line);
        lines[count] = NULL;
    }
    return lines;
}

int main(int argc, char **argv)
{
    char op[] = "op", forget[] = "destroy all", save[64];
    if (argc != 3) {
        fprintf(stderr, "usage: peer DECK NODE\n");
        return 2;
    }
    ngSpice_Init(on_line, NULL, on_exit_request, NULL, NULL, NULL, NULL);
    ngw_solver_select(2, 0);
    if (ngSpice_Circ(read_lines(argv[1])))
        return 1;
    snprintf(save, sizeof save, "save v(%s)", argv[2]);
    ngSpice_Command(save);
    for (int warm = 0; warm <= 1; warm++) {
        struct timespec from, to;
        char name[64];
        clock_gettime(CLOCK_MONOTONIC, &from);
        if (ngSpice_Command(op))
            return 1;
        clock_gettime(CLOCK_MONOTONIC, &to);
        snprintf(name, sizeof name, "v(%s)", argv[2]);
        pvector_info vector = ngGet_Vec_Info(name);
        if (!vector || vector->v_length < 1 || ngw_klu_count() < 1) {
            fprintf(stderr, "no operating point by KLU\n");
            return 1;
        }
        if (warm)
            printf("%.9g %.17g\n", (double) (to.tv_sec - from.tv_sec) + 1e-9 * (double) (to.tv_nsec - from.tv_nsec), vector->v_realdata[0]);
        ngSpice_Command(forget);
    }
    return 0;
}
