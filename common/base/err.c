/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The error object: what went wrong, told from the outside in.
 */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

HZ_PRINTF(1, 0) static char *format_text(const char *format, va_list args)
{
	char *text = NULL;

	if (vasprintf(&text, format, args) < 0)
		abort();
	return text;
}

void hz_err_done(struct hz_err *err)
{
	free(err->message);
	free(err->advice);
	*err = HZ_ERR_INIT;
}

static int set(struct hz_err *err, enum hz_err_kind kind, const char *reason, char *message)
{
	hz_err_done(err);
	err->kind = kind;
	err->reason = reason;
	err->message = message;
	return -1;
}

int hz_err_set(struct hz_err *err, enum hz_err_kind kind, const char *reason, const char *format,
	       ...)
{
	va_list args;
	char *message;

	va_start(args, format);
	message = format_text(format, args);
	va_end(args);
	return set(err, kind, reason, message);
}

int hz_err_wrap(struct hz_err *err, const char *format, ...)
{
	HZ_AUTO(hz_freep) char *context = NULL;
	HZ_AUTO(hz_freep) char *cause = HZ_TAKE(err->message);
	va_list args;

	va_start(args, format);
	context = format_text(format, args);
	va_end(args);
	err->message = hz_strf("%s: %s", context, cause ? cause : "unknown error");
	return -1;
}

int hz_err_advise(struct hz_err *err, const char *format, ...)
{
	HZ_AUTO(hz_freep) char *before = HZ_TAKE(err->advice);
	HZ_AUTO(hz_freep) char *line = NULL;
	va_list args;

	va_start(args, format);
	line = format_text(format, args);
	va_end(args);
	err->advice = before ? hz_strf("%s\n%s", before, line) : HZ_TAKE(line);
	return -1;
}

int hz_err_errno(struct hz_err *err, int errnum, const char *format, ...)
{
	HZ_AUTO(hz_freep) char *what = NULL;
	va_list args;

	va_start(args, format);
	what = format_text(format, args);
	va_end(args);
	return set(err, HZ_ERR_FAILED, "System", hz_strf("%s: %s", what, strerror(errnum)));
}

int hz_err_move(struct hz_err *to, struct hz_err *from)
{
	hz_err_done(to);
	*to = *from;
	*from = HZ_ERR_INIT;
	return -1;
}

int hz_err_exit_code(const struct hz_err *err)
{
	return (int)err->kind;
}

int hz_err_is(const struct hz_err *err, const char *reason)
{
	return err->reason && strcmp(err->reason, reason) == 0;
}

const char *hz_err_outcome(const struct hz_err *err)
{
	if (err->kind == HZ_ERR_TIMEOUT)
		return "timed out";
	return err->kind >= HZ_ERR_HANGUP ? "interrupted" : "stopped";
}
