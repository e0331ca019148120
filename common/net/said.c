/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a server said, made fit for an error message.
 */
#include "net/said.h"

#include <ctype.h>
#include <string.h>

#include "base/secret.h"
#include "base/str.h"

#define LONGEST_QUOTE 200
#define MOST_LOOKED_AT 4096 /* bytes of a page */

/* @len, or less when @text is longer than @longest; never in the middle of a character. */
static size_t shortened(const char *text, size_t len, size_t longest)
{
	if (len <= longest)
		return len;
	len = longest;
	while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80)
		len--;
	return len;
}

void hz_said_add(struct hz_buf *out, const char *text, size_t longest)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf clean = HZ_BUF_INIT;
	size_t len;

	hz_buf_adds(&clean, text);
	hz_secret_redact(&clean);
	len = shortened(hz_buf_str(&clean), clean.len, longest);
	hz_str_add_visible(out, hz_buf_str(&clean), len);
	if (len < clean.len)
		hz_buf_adds(out, "…");
}

void hz_said_quote(struct hz_buf *out, const struct hz_buf *page)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf line = HZ_BUF_INIT;
	size_t end = page->len < MOST_LOOKED_AT ? page->len : MOST_LOOKED_AT;
	bool blank = false;

	for (size_t i = 0; i < end && page->data[i]; i++) {
		if (isspace((unsigned char)page->data[i])) {
			blank = line.len > 0;
			continue;
		}
		if (blank)
			hz_buf_addc(&line, ' ');
		blank = false;
		hz_buf_addc(&line, page->data[i]);
	}
	hz_buf_addc(out, '"');
	hz_said_add(out, hz_buf_str(&line), LONGEST_QUOTE);
	hz_buf_addc(out, '"');
}
