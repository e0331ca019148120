/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The command line of this run, as a person can type it again.
 */
#include "cli/again.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"

static const char safe[] =
	"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-=+,./:@%";

/* Appends @text, in single quotes unless it is plain. */
static void add_quoted(struct hz_buf *out, const char *text)
{
	if (*text && text[strspn(text, safe)] == '\0') {
		hz_buf_adds(out, text);
		return;
	}
	hz_buf_addc(out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			hz_buf_adds(out, "'\\''");
		else
			hz_buf_addc(out, *text);
	}
	hz_buf_addc(out, '\'');
}

/* How many of the arguments from @args[0] on are @option and its value: 0, 1 or 2. */
static size_t count_option(char *const args[], const char *option)
{
	const char *rest = hz_str_after(args[0], option);

	if (!rest || (*rest != '\0' && *rest != '='))
		return 0;
	return *rest == '\0' && args[1] ? 2 : 1;
}

/* The credential option that @args[0] is, or NULL. */
static const char *credential_option(char *const args[])
{
	static const char *const options[] = { "--token", "--password" };

	for (size_t i = 0; i < HZ_COUNT(options); i++)
		if (count_option(args, options[i]) > 0)
			return options[i];
	return NULL;
}

/* Appends @args[0], a credential's option without its value; returns how many were taken. */
static size_t add_argument(struct hz_buf *out, char *const args[])
{
	const char *credential = credential_option(args);

	hz_buf_addc(out, ' ');
	if (credential) {
		hz_buf_addf(out, "%s ...", credential);
		return count_option(args, credential);
	}
	add_quoted(out, args[0]);
	return 1;
}

char *hz_again(const char *words, char *const args[])
{
	struct hz_buf out = HZ_BUF_INIT;

	hz_buf_adds(&out, words);
	while (*args)
		args += add_argument(&out, args);
	return hz_buf_take(&out);
}

char *hz_again_with(const char *words, char *const args[], const char *option, const char *value)
{
	struct hz_buf out = HZ_BUF_INIT;

	hz_buf_adds(&out, words);
	while (*args) {
		size_t count = count_option(args, option);

		args += count > 0 ? count : add_argument(&out, args);
	}
	hz_buf_addf(&out, " %s=%s", option, value);
	return hz_buf_take(&out);
}
