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

/* The length of the credential option that @arg is or begins with, 0 if it is none. */
static size_t credential_option(const char *arg)
{
	static const char *const options[] = { "--token", "--password" };

	for (size_t i = 0; i < HZ_COUNT(options); i++) {
		const char *rest = hz_str_after(arg, options[i]);

		if (rest && (*rest == '\0' || *rest == '='))
			return strlen(options[i]);
	}
	return 0;
}

char *hz_again(const char *words, char *const args[])
{
	struct hz_buf out = HZ_BUF_INIT;

	hz_buf_adds(&out, words);
	for (size_t i = 0; args[i]; i++) {
		size_t option = credential_option(args[i]);

		hz_buf_addc(&out, ' ');
		if (option == 0) {
			add_quoted(&out, args[i]);
			continue;
		}
		hz_buf_addf(&out, "%.*s ...", (int)option, args[i]);
		if (args[i][option] == '\0' && args[i + 1])
			i++;
	}
	return hz_buf_take(&out);
}
