/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tokens of Hetzner Cloud projects.
 */
#include "hcloud/token.h"

#include <string.h>

#define TOKEN_LENGTH 64

static const char letters_and_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
					 "abcdefghijklmnopqrstuvwxyz0123456789";

bool hz_hcloud_is_token(const char *text)
{
	return strlen(text) == TOKEN_LENGTH && strspn(text, letters_and_digits) == TOKEN_LENGTH;
}

bool hz_hcloud_token_check(const char *text, size_t len, struct hz_buf *why)
{
	if (len == TOKEN_LENGTH && hz_hcloud_is_token(text))
		return true;
	if (len == 0)
		hz_buf_adds(why, "it is empty");
	else if (memchr(text, '\n', len))
		hz_buf_adds(why, "there is a line break in it");
	else if (strspn(text, letters_and_digits) != len)
		hz_buf_adds(why, "there is something other than letters and digits in it");
	else
		hz_buf_addf(why, "it has %zu letters and digits, not %d", len, TOKEN_LENGTH);
	return false;
}
