/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a request is sent once more, and when: the rules of client-go
 * (k8s.io/client-go/rest/with_retry.go) and one of our own, that a server-side apply is
 * as harmless to repeat as a GET.
 */
#ifndef HZ_KUBE_RETRY_H
#define HZ_KUBE_RETRY_H

#include "net/http.h"

/* Zero-initialise; one for each request, or for each page of a list. */
struct hz_retry {
	unsigned answers;  /* repeated because the server asked for it */
	unsigned failures; /* repeated because the connection was lost */
};

/*
 * After an answer: the milliseconds that the server wants us to wait, or -1 when the
 * answer stands. Only a 429 or 5xx with whole seconds in Retry-After is repeated, ten
 * times; whatever the request was, such a server has not begun with it. A wait that is
 * longer than @limit_ms (0: no limit) is none.
 */
int64_t hz_retry_after_answer(struct hz_retry *retry, const struct hz_http_reply *reply,
			      int64_t limit_ms);

/*
 * After a failure of the network: milliseconds, or -1 when it stands. Only a connection
 * that was lost is tried again, three times, and only where doing it twice is doing it
 * once (@repeatable).
 */
int64_t hz_retry_after_failure(struct hz_retry *retry, const struct hz_err *err, bool repeatable);

/* The seconds of the Retry-After header, or -1 when there are none. A date is none. */
int64_t hz_retry_after_header(const struct hz_http_reply *reply);

#endif
