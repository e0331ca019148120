/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reasons of a Status, by k8s.io/apimachinery/pkg/apis/meta/v1/types.go, and what
 * each means for a program that ends with it.
 */
#ifndef HZ_KUBE_STATUS_REASON_H
#define HZ_KUBE_STATUS_REASON_H

#include <jansson.h>

#include "base/err.h"

struct hz_status_reason {
	const char *name; /* "NotFound" */
	int code;         /* its HTTP code; 0: we know nothing about it */
	enum hz_err_kind kind;
};

/* What the HTTP code says. Static, as all results. */
const struct hz_status_reason *hz_status_reason_of_code(int code);

/* What the Status says; @code counts where its reason is none that we know. */
const struct hz_status_reason *hz_status_reason_of(const json_t *status, int code);

/* A 404 that is about the kind or the path, not about an object. */
const struct hz_status_reason *hz_status_no_such_kind(void);

#endif
