/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a request reaches the server and says who sends it.
 */
#include "kube/identity.h"

#include <ctype.h>
#include <string.h>

#include "base/base64.h"
#include "kube/bearer.h"

struct hz_identity *hz_identity_ref(struct hz_identity *identity)
{
	identity->refs++;
	return identity;
}

void hz_identity_unref(struct hz_identity *identity)
{
	if (!identity || --identity->refs > 0)
		return;
	hz_strv_wipe(&identity->headers);
	hz_exec_credential_done(&identity->plugin);
	free(identity);
}

void hz_identity_unrefp(struct hz_identity **identity)
{
	hz_identity_unref(*identity);
}

/* Adds "@name: @value"; @what names the value to the user when it cannot be sent. */
static int add_header(struct hz_strv *headers, const char *name, const char *value,
		      const char *what, struct hz_err *err)
{
	for (const char *at = value; *at; at++) {
		if (!iscntrl((unsigned char)*at) || *at == '\t')
			continue;
		hz_err_set(err, HZ_ERR_INVALID, "BadCredential",
			   "%s holds a line break or another control character", what);
		return hz_err_advise(err, "Write it again as one line, without what stands "
					  "before and behind it.");
	}
	hz_strv_addf(headers, "%s: %s", name, value);
	return 0;
}

static int add_bearer(struct hz_strv *headers, const char *token, const char *what,
		      struct hz_err *err)
{
	HZ_AUTO(hz_secret_freep) char *value = hz_strf("Bearer %s", token);

	return add_header(headers, "Authorization", value, what, err);
}

static void add_basic(struct hz_strv *headers, const char *username, const char *password)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf plain = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_wipe) struct hz_buf value = HZ_BUF_INIT;

	hz_buf_adds(&plain, username);
	hz_buf_addc(&plain, ':');
	hz_buf_adds(&plain, password ? password : "");
	hz_buf_adds(&value, "Authorization: Basic ");
	hz_base64_encode(&value, plain.data, plain.len);
	hz_strv_add(headers, hz_buf_str(&value));
}

/* A file that holds what is no token is an error also where there is another token. */
static int add_token_file(const struct hz_kube_target *target, struct hz_identity *identity,
			  struct hz_err *err)
{
	HZ_AUTO(hz_err_done) struct hz_err failure = HZ_ERR_INIT;
	HZ_AUTO(hz_secret_freep) char *token = NULL;

	if (hz_bearer_read(target->token_file, &token, &failure) == 0)
		return add_bearer(&identity->headers, token, "the token", err);
	if (!target->token || hz_err_is(&failure, "BadToken")) {
		(void)hz_err_wrap(&failure, "cannot read the token");
		return hz_err_move(err, &failure);
	}
	identity->fell_back = true;
	return add_bearer(&identity->headers, target->token, "the token", err);
}

/* The key of an extra value as a part of a header's name, escaped as client-go does. */
static void add_extra_name(struct hz_buf *out, const char *key)
{
	hz_buf_adds(out, "Impersonate-Extra-");
	for (; *key; key++) {
		if (isalnum((unsigned char)*key) || strchr("!#$&'*+-.^_`|~", *key))
			hz_buf_addc(out, *key);
		else
			hz_buf_addf(out, "%%%02X", (unsigned)(unsigned char)*key);
	}
}

static int add_extra(struct hz_strv *headers, const char *key, const json_t *values,
		     struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf name = HZ_BUF_INIT;
	const json_t *value;
	size_t i;

	add_extra_name(&name, key);
	json_array_foreach(values, i, value) {
		const char *text = json_string_value(value);

		if (text && add_header(headers, hz_buf_str(&name), text,
				       "an extra value to impersonate", err) < 0)
			return -1;
	}
	return 0;
}

static int add_impersonation(const struct hz_kube_target *target, struct hz_strv *headers,
			     struct hz_err *err)
{
	const json_t *values;
	const char *key;

	if (target->as &&
	    add_header(headers, "Impersonate-User", target->as, "the user to impersonate", err) < 0)
		return -1;
	if (target->as_uid && add_header(headers, "Impersonate-Uid", target->as_uid,
					 "the UID to impersonate", err) < 0)
		return -1;
	for (size_t i = 0; i < target->as_groups.count; i++)
		if (add_header(headers, "Impersonate-Group", target->as_groups.item[i],
			       "a group to impersonate", err) < 0)
			return -1;
	json_object_foreach(target->as_user_extra, key, values)
		if (add_extra(headers, key, values, err) < 0)
			return -1;
	return 0;
}

bool hz_identity_uses_plugin(const struct hz_kube_target *target)
{
	return target->exec && !target->token && !target->token_file && !target->username &&
	       !target->client_cert;
}

static int add_plugin(const struct hz_kube_target *target, struct hz_identity *identity,
		      struct hz_err *err)
{
	struct hz_exec_credential *plugin = &identity->plugin;

	if (hz_exec_credential_get(target, plugin, err) < 0)
		return -1;
	if (plugin->client_cert) {
		identity->server.client_cert = plugin->client_cert;
		identity->server.client_key = plugin->client_key;
	}
	if (!plugin->token)
		return 0;
	return add_bearer(&identity->headers, plugin->token, "the token of the credential plugin",
			  err);
}

static int add_authorization(const struct hz_kube_target *target, struct hz_identity *identity,
			     struct hz_err *err)
{
	if (hz_identity_uses_plugin(target))
		return add_plugin(target, identity, err);
	if (target->token_file)
		return add_token_file(target, identity, err);
	if (target->token)
		return add_bearer(&identity->headers, target->token, "the token", err);
	if (target->username)
		add_basic(&identity->headers, target->username, target->password);
	return 0;
}

static struct hz_http_server server_of(const struct hz_kube_target *target)
{
	return (struct hz_http_server){
		.url = target->server,
		.ca = target->ca,
		.client_cert = target->client_cert,
		.client_key = target->client_key,
		.tls_server_name = target->tls_server_name,
		.proxy = target->proxy_url,
		.insecure = target->insecure,
		.no_compression = target->no_compression,
		.timeout_ms = target->timeout_ms,
	};
}

int hz_identity_make(const struct hz_kube_target *target, int64_t now, struct hz_identity **ret,
		     struct hz_err *err)
{
	HZ_AUTO(hz_identity_unrefp)
	struct hz_identity *identity = hz_alloc(1, sizeof(*identity));

	identity->refs = 1;
	identity->made = now;
	identity->server = server_of(target);
	if (add_authorization(target, identity, err) < 0 ||
	    add_impersonation(target, &identity->headers, err) < 0)
		return -1;
	*ret = HZ_TAKE(identity);
	return 0;
}
