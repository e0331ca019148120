/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A call of a client: one or more exchanges, as retries and the pages of a list want
 * it, up to one result.
 *
 * Calls go on together, whichever of them is waited for, also those of other clients:
 * hz_http_advance() takes each as far as it goes without waiting, and hz_http_step() lets
 * the network work until the next one has waited enough.
 */
#ifndef HZ_KUBE_CALL_H
#define HZ_KUBE_CALL_H

#include "kube/exchange.h"
#include "kube/pages.h"
#include "kube/retry.h"

enum hz_call_result {
	HZ_CALL_OBJECT,
	HZ_CALL_STATUS, /* an object or a Status, as a delete gives it */
	HZ_CALL_LIST,   /* with all pages */
	HZ_CALL_JSON,   /* any JSON */
	HZ_CALL_ANY,    /* any JSON, or else a string */
};

struct hz_kube_call {
	struct hz_kube *kube;       /* borrowed */
	struct hz_kube_call *next;  /* in the list of @kube */
	struct hz_kube_call **link; /* what points to this one */
	struct hz_message message;
	enum hz_call_result wanted;
	struct hz_exchange exchange; /* empty while the call waits for @due, and when it is done */
	int64_t due;                 /* when to send it again, by hz_clock_ms() */
	struct hz_retry retry;
	struct hz_pages pages;
	bool done;
	json_t *result; /* owned; NULL when it failed */
	struct hz_err failure;
};

/* Starts a call for @message, whose contents it takes over, also on failure. */
int hz_call_start(struct hz_kube *kube, struct hz_message *message, enum hz_call_result result,
		  struct hz_kube_call **ret, struct hz_err *err);

/* Whether hz_kube_wait() would return at once. */
bool hz_call_done(const struct hz_kube_call *call);

/* The result of a call that is done; see hz_kube_wait(). */
int hz_call_take(struct hz_kube_call *call, json_t **ret, struct hz_err *err);

/* What an exchange brought: ends the call, or has it sent again at @due (call_answer.c). */
void hz_call_take_failure(struct hz_kube_call *call, struct hz_err *err);
void hz_call_take_reply(struct hz_kube_call *call, const struct hz_http_reply *reply);
void hz_call_fail(struct hz_kube_call *call, struct hz_err *err);

/* For struct hz_http_user; @data is the hz_kube, of which all calls are meant. */
void hz_calls_advance(void *data);
int64_t hz_calls_due(const void *data);

#endif
