/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The live secrets of this process, and their removal from text.
 */
#include "base/secret.h"

#include <ctype.h>
#include <string.h>

#include "base/base64.h"
#include "base/strv.h"

#define SHORTEST_SECRET 6

/* Every form in which a secret is looked for. */
static struct hz_strv forms;

static void add_form(char *form)
{
	if (strlen(form) >= SHORTEST_SECRET && !hz_strv_has(&forms, form))
		hz_strv_own(&forms, form);
	else
		hz_secret_free(form);
}

/*
 * The base64 digits of @secret behind @shift unknown bytes, without those that
 * also depend on what stands before or behind it.
 */
static void add_base64_form(const char *secret, size_t shift)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf plain = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_wipe) struct hz_buf text = HZ_BUF_INIT;
	size_t first = shift == 0 ? 0 : shift + 1;
	size_t end;

	hz_buf_pad(&plain, '\0', shift);
	hz_buf_adds(&plain, secret);
	hz_base64_encode(&text, plain.data, plain.len);
	end = plain.len * 8 / 6;
	if (end > first)
		add_form(hz_strndup(text.data + first, end - first));
}

static void add_url_form(const char *secret)
{
	struct hz_buf text = HZ_BUF_INIT;

	for (const char *at = secret; *at; at++) {
		if (isalnum((unsigned char)*at) || strchr("-._~", *at))
			hz_buf_addc(&text, *at);
		else
			hz_buf_addf(&text, "%%%02X", (unsigned)(unsigned char)*at);
	}
	add_form(hz_buf_take(&text));
}

void hz_secret_register(const char *secret)
{
	if (!secret || strlen(secret) < SHORTEST_SECRET)
		return;
	add_form(hz_strndup(secret, strlen(secret)));
	for (size_t shift = 0; shift < 3; shift++)
		add_base64_form(secret, shift);
	add_url_form(secret);
}

/* Replaces each @form in @text. */
static void redact_form(struct hz_buf *text, const char *form)
{
	struct hz_buf clean = { .cap = text->cap };
	const char *at = hz_buf_str(text);
	const char *found = strstr(at, form);

	if (!found)
		return;
	while (found) {
		hz_buf_add(&clean, at, (size_t)(found - at));
		hz_buf_adds(&clean, "<redacted>");
		at = found + strlen(form);
		found = strstr(at, form);
	}
	hz_buf_adds(&clean, at);
	hz_buf_wipe(text);
	*text = clean;
}

void hz_secret_redact(struct hz_buf *text)
{
	for (size_t i = 0; i < forms.count; i++)
		redact_form(text, forms.item[i]);
}

bool hz_secret_in(const char *text)
{
	for (size_t i = 0; i < forms.count; i++)
		if (strstr(text, forms.item[i]))
			return true;
	return false;
}

void hz_secret_forget(void)
{
	hz_strv_wipe(&forms);
}
