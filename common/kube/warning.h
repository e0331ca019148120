/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Warning headers (RFC 7234 §5.5), with which an API server tells of deprecated kinds
 * and of fields that will not work, and the memory of those that were already told.
 */
#ifndef HZ_KUBE_WARNING_H
#define HZ_KUBE_WARNING_H

#include "base/strv.h"

/*
 * Calls @each with each text of code 299 in @value, a header's value; other codes are
 * no business of a client. Stops without a word at what is no warning.
 */
void hz_warning_each(const char *value, void (*each)(void *data, const char *text), void *data);

/* Who is told; each text once only. */
struct hz_warnings {
	struct hz_strv told;
	void (*warn)(void *data, const char *text); /* NULL: nobody */
	void *data;
};

void hz_warnings_done(struct hz_warnings *warnings);

/* Tells the warnings of the "name: value" lines @headers, harmless on a terminal. */
void hz_warnings_tell(struct hz_warnings *warnings, const struct hz_strv *headers);

#endif
