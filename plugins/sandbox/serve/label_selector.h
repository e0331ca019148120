/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Label selectors, as Kubernetes and Hetzner Cloud read them: `a=b,c!=d,e in (x,y),
 * f notin (z),g,!h`, where == is = and blanks do not count.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
 */
#ifndef HZ_SANDBOX_SERVE_LABEL_SELECTOR_H
#define HZ_SANDBOX_SERVE_LABEL_SELECTOR_H

#include "base/err.h"
#include "base/strv.h"
#include "text/json.h"

enum hz_label_operator {
	HZ_LABEL_IN,     /* has one of the values */
	HZ_LABEL_NOT_IN, /* has none of them, or no such label */
	HZ_LABEL_EXISTS,
	HZ_LABEL_MISSING,
};

struct hz_label_requirement {
	char *key;
	enum hz_label_operator operator;
	struct hz_strv values;
};

/* All of its requirements must hold. Zero-initialise; an empty one selects everything. */
struct hz_label_selector {
	struct hz_label_requirement *requirements;
	size_t count;
};

void hz_label_selector_done(struct hz_label_selector *selector);

/* Reads @text. An error is of kind INVALID and says at which character, from 1. */
int hz_label_selector_parse(const char *text, struct hz_label_selector *ret, struct hz_err *err);

/* Whether the object of strings @labels, which may be NULL, is selected. */
bool hz_label_selector_matches(const struct hz_label_selector *selector, const json_t *labels);

#endif
