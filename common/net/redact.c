/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What of a request or an answer a person may see in a trace.
 */
#include "net/redact.h"

#include <ctype.h>
#include <string.h>

#include "base/secret.h"
#include "base/str.h"
#include "net/url.h"
#include "text/json.h"

#define MASK "<masked>"
#define JSON_MASK "(masked)" /* '<' would be escaped */

/* Removes the registered secrets from @text, and then what could steer a terminal. */
static void add_clean(struct hz_buf *out, const char *text, size_t len)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf clean = HZ_BUF_INIT;

	hz_buf_add(&clean, text, len);
	hz_secret_redact(&clean);
	hz_str_add_visible(out, hz_buf_str(&clean), clean.len);
}

static bool is_one_of(const char *word, const char *const words[])
{
	for (; *words; words++)
		if (strcasecmp(word, *words) == 0)
			return true;
	return false;
}

/* Fields that are secret in whatever object they stand. */
static bool is_secret_field(const char *name)
{
	static const char *const names[] = {
		"stringData",
		"kubectl.kubernetes.io/last-applied-configuration", /* a Secret's holds its data */
		"user_data",
		"userData",
		"root_password",
		"password",
		"token",
		"bootstrapToken",
		"certificateKey",
		"client-key-data",
		"clientKeyData",
		"private_key",
		"privateKey",
		NULL,
	};

	return is_one_of(name, names);
}

static bool holds_key(const char *text)
{
	return strstr(text, "PRIVATE KEY-----") || strstr(text, "client-key-data");
}

static bool is_secret_kind(const json_t *object)
{
	const char *kind = json_string_value(json_object_get(object, "kind"));

	return kind && (strcmp(kind, "Secret") == 0 || strcmp(kind, "SecretList") == 0);
}

/* The value in whose place only the mask may be seen; names of fields stay. */
static json_t *mask_of(json_t *value)
{
	json_t *masked;
	const char *name;
	json_t *member;

	if (!json_is_object(value))
		return json_string(JSON_MASK);
	masked = json_object();
	json_object_foreach(value, name, member)
		(void)json_object_set_new(masked, name, json_string(JSON_MASK));
	return masked;
}

static json_t *redacted(json_t *value, bool of_secrets);

static json_t *redacted_object(json_t *object, bool of_secrets)
{
	json_t *copy = json_object();
	const char *name;
	json_t *member;

	of_secrets = of_secrets || is_secret_kind(object);
	json_object_foreach(object, name, member) {
		bool hide = is_secret_field(name) || (of_secrets && strcmp(name, "data") == 0);

		(void)json_object_set_new(copy, name,
					  hide && !json_is_null(member)
						  ? mask_of(member)
						  : redacted(member, of_secrets));
	}
	return copy;
}

/* A copy of @value without what is secret; its depth is that which the reader allows. */
static json_t *redacted(json_t *value, bool of_secrets)
{
	json_t *copy;
	json_t *item;
	size_t i;

	if (json_is_object(value))
		return redacted_object(value, of_secrets);
	if (json_is_string(value) && holds_key(json_string_value(value)))
		return json_string(JSON_MASK);
	if (!json_is_array(value))
		return json_incref(value);
	copy = json_array();
	json_array_foreach(value, i, item)
		(void)json_array_append_new(copy, redacted(item, of_secrets));
	return copy;
}

/* Text that we cannot take apart, such as YAML, and that speaks of secrets. */
static bool may_hold_secrets(const char *text)
{
	static const char *const signs[] = {
		"Secret",   "stringData", "PRIVATE KEY", "client-key-data", "user_data", "userData",
		"password", "token",      NULL,
	};

	for (size_t i = 0; signs[i]; i++)
		if (strcasestr(text, signs[i]))
			return true;
	return false;
}

static void add_json(struct hz_buf *out, json_t *json, const char *bytes, size_t len,
		     bool of_secrets)
{
	HZ_AUTO(hz_json_unrefp) json_t *shown = redacted(json, of_secrets);
	HZ_AUTO(hz_secret_freep) char *text = NULL;

	if (json_equal(json, shown)) {
		add_clean(out, bytes, len);
		return;
	}
	text = hz_json_text(shown);
	add_clean(out, text, strlen(text));
}

static void add_other(struct hz_buf *out, const char *bytes, size_t len, bool of_secrets)
{
	HZ_AUTO(hz_secret_freep) char *text = hz_strndup(bytes, len);

	if (memchr(bytes, '\0', len))
		hz_buf_addf(out, "<%zu bytes that are no text>", len);
	else if (of_secrets || may_hold_secrets(text))
		hz_buf_addf(out, "<%zu bytes that may hold secrets>", len);
	else
		add_clean(out, bytes, len);
}

void hz_redact_body(struct hz_buf *out, const char *bytes, size_t len, bool of_secrets)
{
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	if (hz_json_parse(bytes, len, &json, &err) == 0)
		add_json(out, json, bytes, len, of_secrets);
	else
		add_other(out, bytes, len, of_secrets);
}

void hz_redact_header(struct hz_buf *out, const char *line)
{
	static const char *const credentials[] = { "Authorization", "Proxy-Authorization", "Cookie",
						   "Set-Cookie",    "X-Auth-Token",        NULL };
	static const char *const schemes[] = { "Bearer", "Basic", "Negotiate", NULL };
	size_t name_len = strcspn(line, ":");
	HZ_AUTO(hz_freep) char *name = hz_strndup(line, name_len);
	const char *value = line + name_len + strspn(line + name_len, ": ");
	size_t scheme_len = strcspn(value, " ");
	HZ_AUTO(hz_secret_freep) char *scheme = hz_strndup(value, scheme_len);

	if (!is_one_of(name, credentials)) {
		add_clean(out, line, strlen(line));
		return;
	}
	hz_buf_addf(out, "%s: ", name);
	if (value[scheme_len] && is_one_of(scheme, schemes))
		hz_buf_addf(out, "%s ", scheme);
	hz_buf_adds(out, MASK);
}

void hz_redact_url(struct hz_buf *out, const char *url)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf masked = HZ_BUF_INIT;

	hz_url_add_masked(&masked, url);
	hz_secret_redact(&masked);
	hz_buf_add(out, hz_buf_str(&masked), masked.len);
}

bool hz_redact_is_of_secrets(const char *url)
{
	static const char segment[] = "/secrets";
	const char *found = strstr(url, segment);

	while (found && !strchr("/?", found[strlen(segment)]))
		found = strstr(found + 1, segment);
	return found != NULL;
}
