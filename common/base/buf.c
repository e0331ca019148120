/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A byte buffer that grows up to a cap.
 */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void hz_buf_init(struct hz_buf *buf, size_t cap)
{
	*buf = (struct hz_buf){ .cap = cap };
}

void hz_buf_done(struct hz_buf *buf)
{
	free(buf->data);
	hz_buf_init(buf, buf->cap);
}

void hz_buf_wipe(struct hz_buf *buf)
{
	if (buf->data)
		explicit_bzero(buf->data, buf->room);
	hz_buf_done(buf);
}

void hz_buf_clear(struct hz_buf *buf)
{
	buf->len = 0;
	if (buf->data)
		buf->data[0] = '\0';
}

/*
 * Makes room for @more bytes and a NUL. The old block is wiped before it is
 * freed: a buffer may hold a secret, and realloc() would leave a copy behind.
 */
static void reserve(struct hz_buf *buf, size_t more)
{
	size_t room = buf->room ? buf->room : 64;
	char *data;

	if (buf->len + more < buf->room)
		return;
	while (room <= buf->len + more)
		room *= 2;
	data = hz_alloc(room, 1);
	if (buf->data) {
		memcpy(data, buf->data, buf->len);
		explicit_bzero(buf->data, buf->len);
	}
	free(buf->data);
	buf->data = data;
	buf->room = room;
}

int hz_buf_append(struct hz_buf *buf, const void *bytes, size_t len)
{
	if (len > buf->cap - buf->len)
		return -1;
	reserve(buf, len);
	if (len > 0)
		memcpy(buf->data + buf->len, bytes, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
	return 0;
}

void hz_buf_add(struct hz_buf *buf, const void *bytes, size_t len)
{
	if (hz_buf_append(buf, bytes, len) < 0)
		abort();
}

void hz_buf_adds(struct hz_buf *buf, const char *text)
{
	hz_buf_add(buf, text, strlen(text));
}

void hz_buf_addc(struct hz_buf *buf, char c)
{
	hz_buf_add(buf, &c, 1);
}

void hz_buf_addf(struct hz_buf *buf, const char *format, ...)
{
	HZ_AUTO(hz_freep) char *text = NULL;
	va_list args;
	int len;

	va_start(args, format);
	len = vasprintf(&text, format, args);
	va_end(args);
	if (len < 0)
		abort();
	hz_buf_add(buf, text, (size_t)len);
}

void hz_buf_pad(struct hz_buf *buf, char c, size_t count)
{
	while (count-- > 0)
		hz_buf_addc(buf, c);
}

void hz_buf_drop(struct hz_buf *buf, size_t len)
{
	if (len == 0)
		return;
	buf->len -= len;
	memmove(buf->data, buf->data + len, buf->len + 1);
}

const char *hz_buf_str(const struct hz_buf *buf)
{
	return buf->data ? buf->data : "";
}

char *hz_buf_take(struct hz_buf *buf)
{
	char *text = buf->data ? buf->data : hz_strdup("");

	hz_buf_init(buf, buf->cap);
	return text;
}
