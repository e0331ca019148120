/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Several failures that are reported as one error.
 */
#include "base/problems.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"

void hz_problems_done(struct hz_problems *problems)
{
	hz_strv_done(&problems->messages);
	hz_strv_done(&problems->advice);
	*problems = HZ_PROBLEMS_INIT;
}

/* Takes over @message. */
static void add(struct hz_problems *problems, enum hz_err_kind kind, const char *reason,
		char *message)
{
	if (problems->messages.count == 0)
		problems->reason = reason;
	if (problems->kind == HZ_ERR_NONE || problems->kind == HZ_ERR_FAILED)
		problems->kind = kind;
	hz_strv_own(&problems->messages, message);
}

void hz_problems_addf(struct hz_problems *problems, enum hz_err_kind kind, const char *reason,
		      const char *format, ...)
{
	char *message = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&message, format, args) < 0)
		abort();
	va_end(args);
	add(problems, kind, reason, message);
}

void hz_problems_take(struct hz_problems *problems, struct hz_err *err)
{
	HZ_AUTO(hz_strv_done) struct hz_strv advice = HZ_STRV_INIT;

	if (err->advice)
		hz_strv_split(&advice, err->advice, '\n');
	for (size_t i = 0; i < advice.count; i++)
		if (!hz_strv_has(&problems->advice, advice.item[i]))
			hz_strv_add(&problems->advice, advice.item[i]);
	add(problems, err->kind, err->reason, HZ_TAKE(err->message));
	hz_err_done(err);
}

int hz_problems_err(const struct hz_problems *problems, const char *heading, struct hz_err *err)
{
	const struct hz_strv *messages = &problems->messages;
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	if (messages->count == 0)
		return 0;
	if (messages->count > 1)
		hz_buf_addf(&text, "%s:", heading);
	for (size_t i = 0; i < messages->count; i++)
		hz_buf_addf(&text, "%s%s", messages->count > 1 ? "\n  - " : "", messages->item[i]);
	(void)hz_err_set(err, problems->kind, problems->reason, "%s", hz_buf_str(&text));
	for (size_t i = 0; i < problems->advice.count; i++)
		(void)hz_err_advise(err, "%s", problems->advice.item[i]);
	return -1;
}
