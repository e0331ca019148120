/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PEM texts, looked at just enough to tell which file is the wrong one.
 */
#include "kube/pem.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"

#define BEGIN "-----BEGIN "
#define DASHES "-----"

/* Whether a block with @label, as it is begun at @text, also ends. */
static bool ends(const char *text, const char *label)
{
	HZ_AUTO(hz_freep) char *end = hz_strf("\n-----END %s" DASHES, label);

	return strstr(text, end) != NULL;
}

/* Whether @label is that of a block of @kind. */
static bool is_kind(const char *label, enum hz_pem_kind kind)
{
	if (kind == HZ_PEM_CERTIFICATE)
		return hz_str_eq(label, "CERTIFICATE");
	return hz_str_eq(label, "PRIVATE KEY") || hz_str_ends(label, " PRIVATE KEY");
}

/* The first complete block of @kind in @text, and its label; NULL when there is none. */
static const char *find_block(const char *text, enum hz_pem_kind kind, char **ret_label)
{
	const char *at = strstr(text, BEGIN);

	for (; at; at = strstr(at + 1, BEGIN)) {
		const char *name = at + strlen(BEGIN);
		const char *rest = strstr(name, DASHES);
		HZ_AUTO(hz_freep) char *label = NULL;

		if (!rest)
			return NULL;
		label = hz_strndup(name, (size_t)(rest - name));
		if ((at > text && at[-1] != '\n') || !is_kind(label, kind) || !ends(rest, label))
			continue;
		*ret_label = HZ_TAKE(label);
		return at;
	}
	return NULL;
}

/* RFC 8018 keys say it in the label, the older ones of OpenSSL in a header line. */
static bool is_encrypted(const char *block, const char *label)
{
	const char *end = strstr(block, DASHES "END");
	const char *header = strstr(block, "Proc-Type: 4,ENCRYPTED");

	return hz_str_starts(label, "ENCRYPTED ") || (header && (!end || header < end));
}

const char *hz_pem_problem(const char *text, enum hz_pem_kind kind)
{
	HZ_AUTO(hz_freep) char *label = NULL;
	const char *block = find_block(text, kind, &label);

	if (!block)
		return kind == HZ_PEM_CERTIFICATE ? "holds no PEM certificate"
						  : "holds no PEM private key";
	if (kind == HZ_PEM_PRIVATE_KEY && is_encrypted(block, label))
		return "holds a private key that is encrypted";
	return NULL;
}
