/* SPDX-License-Identifier: Apache-2.0 */
/*
 * URLs: escaping what goes into one, taking one apart, showing one.
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

/*
 * An absolute URL in its parts. hz_url_done() releases them; a zeroed one is empty.
 */
struct hz_url {
	char *scheme;  /* lower case */
	char *host;    /* without brackets; lower case; an IPv6 zone stays as it is written */
	int port;      /* the scheme's when not given; 0 for unknown schemes */
	char *path;    /* "" or starting with '/'; query and fragment are left out */
	bool has_user; /* there is a user name or password before the host */
};

void hz_url_done(struct hz_url *url);

/* Kind INVALID, reason "BadUrl"; the message never shows a password. */
int hz_url_parse(const char *text, struct hz_url *ret, struct hz_err *err);

/* Appends "https://host:port", with the port also where it is the scheme's own. */
void hz_url_add_origin(struct hz_buf *out, const struct hz_url *url);

/*
 * The "user:password" of @text, any URL, and its length; NULL when there is none.
 * Borrowed from @text.
 */
const char *hz_url_user(const char *text, size_t *ret_len);

/* Appends @text, any URL, with what stands before the host as "<masked>@". */
void hz_url_add_masked(struct hz_buf *out, const char *text);

#endif
