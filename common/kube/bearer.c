/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bearer tokens.
 */
#include "kube/bearer.h"

#include <ctype.h>
#include <string.h>

#include "base/file.h"
#include "base/secret.h"
#include "base/str.h"

int hz_bearer_check(const char *token, struct hz_err *err)
{
	for (; *token; token++)
		if (iscntrl((unsigned char)*token) && *token != '\t')
			return hz_err_set(err, HZ_ERR_INVALID, "BadToken",
					  "there is a line break or another control character in "
					  "the token");
	return 0;
}

int hz_bearer_read(const char *path, char **ret, struct hz_err *err)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf text = { .cap = HZ_BUF_CAP_CREDENTIAL };
	HZ_AUTO(hz_secret_freep) char *token = NULL;
	/* "-" would be standard input */
	HZ_AUTO(hz_freep) char *file = hz_strf("%s%s", hz_str_eq(path, "-") ? "./" : "", path);
	size_t len;

	if (hz_file_read(file, &text, err) < 0)
		return -1;
	len = text.len;
	token = hz_buf_take(&text);
	if (strlen(token) < len)
		return hz_err_set(err, HZ_ERR_INVALID, "BadToken", "%s is not a text", path);
	hz_str_trim(token);
	if (*token == '\0')
		return hz_err_set(err, HZ_ERR_INVALID, "NoToken", "%s is empty", path);
	if (hz_bearer_check(token, err) < 0)
		return hz_err_wrap(err, "%s", path);
	hz_secret_register(token);
	*ret = HZ_TAKE(token);
	return 0;
}
