/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A call of a client: one or more requests, as retries and the pages of a list want it,
 * up to one result.
 *
 * Calls go on together, whichever of them is waited for: hz_hcloud_calls_advance()
 * takes each as far as it goes without waiting, hz_hcloud_calls_due() says when the next
 * one has waited enough, and hz_http_step() between them lets the network work.
 */
#ifndef HZ_HCLOUD_CALL_H
#define HZ_HCLOUD_CALL_H

#include "hcloud/message.h"
#include "hcloud/pages.h"

struct hz_hcloud {
	struct hz_http *http;             /* borrowed */
	char *endpoint;                   /* owned */
	char *ca;                         /* owned; or NULL */
	struct hz_http_server reads;      /* borrow from here */
	struct hz_http_server writes;     /* the same */
	struct hz_strv headers;           /* of each request, with the token */
	struct hz_strv headers_with_body; /* of one with a body */
	struct hz_hcloud_pace pace;
	struct hz_hcloud_rate rate;   /* of the last answer */
	struct hz_hcloud_call *calls; /* borrowed; all that are not freed */
};

struct hz_hcloud_call {
	struct hz_hcloud *hcloud;     /* borrowed */
	struct hz_hcloud_call *next;  /* in the list of @hcloud */
	struct hz_hcloud_call **link; /* what points to this one */
	struct hz_hcloud_message message;
	struct hz_http_call *http; /* owned; NULL while it waits for @due, and when it is done */
	int64_t due;               /* when to send it again, by hz_clock_ms() */
	struct hz_hcloud_retry retry;
	struct hz_hcloud_pages pages;
	struct hz_hcloud_rate rate; /* of the last answer */
	bool done;
	json_t *result; /* owned; NULL when it failed */
	struct hz_err failure;
};

/* Starts a call for @message, whose contents it takes over, also on failure. */
int hz_hcloud_call_start(struct hz_hcloud *hcloud, struct hz_hcloud_message *message,
			 struct hz_hcloud_call **ret, struct hz_err *err);

/* The result of a call that is done; see hz_hcloud_wait(). */
int hz_hcloud_call_take(struct hz_hcloud_call *call, json_t **ret, struct hz_err *err);

/* What a request brought: ends the call, or has it sent again at @due (call_answer.c). */
void hz_hcloud_call_take_failure(struct hz_hcloud_call *call, struct hz_err *err);
void hz_hcloud_call_take_reply(struct hz_hcloud_call *call, const struct hz_http_reply *reply);

/* Ends the call with @err, which is empty afterwards, and puts what was tried in front. */
void hz_hcloud_call_fail(struct hz_hcloud_call *call, struct hz_err *err);

/* Takes all calls as far as they go without waiting. */
void hz_hcloud_calls_advance(struct hz_hcloud *hcloud);

/* When the next call is to be sent again, by hz_clock_ms(), if before @due; else @due. */
int64_t hz_hcloud_calls_due(const struct hz_hcloud *hcloud, int64_t due);

#endif
