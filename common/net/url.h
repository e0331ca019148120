/* SPDX-License-Identifier: Apache-2.0 */
/*
 * URLs: escaping what goes into one, and taking one apart.
 */
#ifndef HZ_NET_URL_H
#define HZ_NET_URL_H

#include "base/buf.h"
#include "base/err.h"

/* Appends @text with all but unreserved characters (RFC 3986 §2.3) percent-encoded. */
void hz_url_escape(struct hz_buf *out, const char *text);

/* Appends "?name=value" or "&name=value", whichever fits what is in @out; NULL values add nothing.
 */
void hz_url_query(struct hz_buf *out, const char *name, const char *value);

struct hz_url {
	char *scheme;  /* lower case */
	char *host;    /* without brackets; lower case */
	int port;      /* the scheme's when not given; 0 for unknown schemes */
	char *path;    /* "" or starting with '/' */
	bool has_user; /* there is a user name or password before the host */
};

void hz_url_done(struct hz_url *url);

/* Kind INVALID, reason "BadUrl". */
int hz_url_parse(const char *text, struct hz_url *ret, struct hz_err *err);

#endif
