/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A byte buffer that grows up to a cap.
 *
 * Invariants: @data is NULL or has @len bytes and a NUL behind them; @len never
 * exceeds @cap. What comes from outside is only ever collected in a buffer whose
 * cap was chosen for it, so that no server can make us allocate without bound.
 *
 * Life cycle: HZ_BUF_INIT (text that we make, cap HZ_BUF_CAP_TEXT) or
 * hz_buf_init() with a cap; hz_buf_done() releases the contents, and
 * hz_buf_wipe() before it overwrites them (for secrets). hz_buf_take() is the
 * only way to take the bytes out.
 *
 * Adders that format our own text abort beyond the cap, which is a bug;
 * hz_buf_append(), for what comes from outside, reports it.
 */
#ifndef HZ_BASE_BUF_H
#define HZ_BASE_BUF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"

/* The caps of everything that is read from outside, in one place. */
#define HZ_BUF_CAP_TEXT (256u << 20)     /* what we format ourselves */
#define HZ_BUF_CAP_REPLY (64u << 20)     /* one answer of an API server */
#define HZ_BUF_CAP_WATCH_LINE (8u << 20) /* one event of a watch */
#define HZ_BUF_CAP_HEADERS (256u << 10)  /* all header lines of one answer */
#define HZ_BUF_CAP_CONFIG (16u << 20)    /* a kubeconfig or a spec file */
#define HZ_BUF_CAP_CREDENTIAL (1u << 20) /* a token, a certificate, what a plugin prints */

struct hz_buf {
	char *data; /* owned */
	size_t len;
	size_t room; /* allocated bytes */
	size_t cap;
};

#define HZ_BUF_INIT ((struct hz_buf){ .cap = HZ_BUF_CAP_TEXT })

void hz_buf_init(struct hz_buf *buf, size_t cap);
void hz_buf_done(struct hz_buf *buf);

/* Overwrites the bytes and releases them. For HZ_AUTO() of buffers with secrets. */
void hz_buf_wipe(struct hz_buf *buf);

/* Empties the buffer and keeps its memory. */
void hz_buf_clear(struct hz_buf *buf);

/* Appends bytes from outside: 0, or -1 and unchanged when they do not fit below the cap. */
int hz_buf_append(struct hz_buf *buf, const void *bytes, size_t len) HZ_MUST_CHECK;

void hz_buf_add(struct hz_buf *buf, const void *bytes, size_t len);
void hz_buf_adds(struct hz_buf *buf, const char *text);
void hz_buf_addc(struct hz_buf *buf, char c);
void hz_buf_addf(struct hz_buf *buf, const char *format, ...) HZ_PRINTF(2, 3);

/* Appends @count times @c. */
void hz_buf_pad(struct hz_buf *buf, char c, size_t count);

/* Removes the first @len bytes. */
void hz_buf_drop(struct hz_buf *buf, size_t len);

/* The contents as a string, "" when empty; borrowed, valid until the next change. */
const char *hz_buf_str(const struct hz_buf *buf);

/* The contents as an allocated string, never NULL; the buffer is empty afterwards. */
char *hz_buf_take(struct hz_buf *buf) HZ_NOT_NULL;

#endif
