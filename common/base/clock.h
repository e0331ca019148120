/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Time: the two clocks, RFC 3339, Go durations, and ages as kubectl prints them.
 */
#ifndef HZ_BASE_CLOCK_H
#define HZ_BASE_CLOCK_H

#include <stdint.h>

#include "base/buf.h"

/* Milliseconds of a clock that never jumps. For durations and deadlines. */
int64_t hz_clock_ms(void);

/* Seconds since 1970, UTC. */
int64_t hz_clock_now(void);

/* A timestamp such as "2026-11-21T05:20:23Z" or "…23.123456+01:00": 0 and seconds, or -1. */
int hz_rfc3339_parse(const char *text, int64_t *ret);

/* Appends @seconds since 1970 as "2026-11-21T05:20:23Z". */
void hz_rfc3339_add(struct hz_buf *out, int64_t seconds);

/*
 * A Go duration ("90s", "1h30m", "500ms") or a bare "0": 0 and milliseconds,
 * or -1. Negative ones are read; fractions of a millisecond are cut off.
 */
int hz_duration_parse(const char *text, int64_t *ret_ms);

/*
 * Appends @seconds as the age in a table, by the rules of HumanDuration in
 * k8s.io/apimachinery/pkg/util/duration: "119s", "2m5s", "3h", "2d1h", "2y".
 */
void hz_age_add(struct hz_buf *out, int64_t seconds);

/* Appends milliseconds as a person times a task: "0.4s", "12s", "3m05s", "1h02m". */
void hz_elapsed_add(struct hz_buf *out, int64_t ms);

#endif
