/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Secret with the Hetzner token that a HetznerCluster refers to.
 */
#include "token_secret.h"

#include <string.h>

#include "base/base64.h"
#include "base/secret.h"
#include "base/str.h"
#include "hcloud/token.h"
#include "kube/kinds.h"
#include "text/json.h"

/* Under this key the cloud controller and the CSI driver look for the token. */
#define ADDON_KEY "token"

void hz_token_secret_done(struct hz_token_secret *secret)
{
	json_decref(secret->live);
	hz_secret_free(secret->token);
	*secret = (struct hz_token_secret){ .live = NULL };
}

int hz_token_secret_load(struct hz_kube *kube, struct hz_token_secret *secret, struct hz_err *err)
{
	const struct hz_kube_request request = {
		.verb = HZ_KUBE_GET,
		.resource = &hz_kind_secret,
		.namespace_ = secret->namespace_,
		.name = secret->name,
		.secret = true,
	};

	if (hz_kube_do(kube, &request, &secret->live, err) >= 0)
		return 0;
	if (err->kind != HZ_ERR_NOT_FOUND)
		return hz_err_wrap(err, "cannot look for the token Secret");
	hz_err_done(err);
	return 0;
}

/* Puts the value under the key into @ret and registers it as a secret: whether there is one. */
static bool read_live(const struct hz_token_secret *secret, struct hz_buf *ret)
{
	const char *text =
		json_string_value(json_object_get(hz_json_get(secret->live, "data"), secret->key));

	if (!text || hz_base64_decode(ret, text) < 0)
		return false;
	hz_secret_register(hz_buf_str(ret));
	return true;
}

/* "hcloud, robot-user": the keys of the Secret, which are no secret. */
static char *key_names(const struct hz_token_secret *secret)
{
	HZ_AUTO(hz_strv_done) struct hz_strv names = HZ_STRV_INIT;
	const char *name;
	json_t *value;

	json_object_foreach(hz_json_get(secret->live, "data"), name, value)
		hz_strv_add(&names, name);
	hz_strv_sort(&names);
	return names.count > 0 ? hz_strv_join(&names, ", ") : hz_strf("none");
}

static int no_such_key(const struct hz_token_secret *secret, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *names = key_names(secret);

	hz_err_set(err, HZ_ERR_CONFLICT, "NoTokenKey",
		   "Secret %s in namespace %s has no key \"%s\" (keys: %s)", secret->name,
		   secret->namespace_, secret->key, names);
	return hz_err_advise(err, "Name the key in spec.tokenSecret.key, or give the token with "
				  "--replace-token.");
}

static int other_token(const struct hz_token_secret *secret, struct hz_err *err)
{
	hz_err_set(err, HZ_ERR_CONFLICT, "OtherToken",
		   "Secret %s in namespace %s (key \"%s\") holds another token than %s",
		   secret->name, secret->namespace_, secret->key, secret->source);
	return hz_err_advise(err,
			     "Leave the token out to use the Secret, or add --replace-token to "
			     "overwrite it.");
}

/* The Secret cannot be used as it is, whether a token was given or not. */
static int no_token(const struct hz_token_secret *secret, const char *why, struct hz_err *err)
{
	hz_err_set(err, secret->token ? HZ_ERR_CONFLICT : HZ_ERR_INVALID, "InvalidToken",
		   "Secret %s in namespace %s (key \"%s\") holds no token of Hetzner Cloud: %s",
		   secret->name, secret->namespace_, secret->key, why);
	if (secret->token)
		return hz_err_advise(err, "Add --replace-token to overwrite it with that of %s.",
				     secret->source);
	return hz_err_advise(err, "Set HCLOUD_TOKEN, or use --hcloud-token-file or "
				  "--hcloud-token-cmd, and add --replace-token to overwrite it.");
}

/* Whether the Secret is right as it is: for the token that was given, or without one. */
static int check_live(const struct hz_token_secret *secret, const struct hz_buf *live,
		      struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf why = HZ_BUF_INIT;

	if (!hz_hcloud_token_check(hz_buf_str(live), live->len, &why))
		return no_token(secret, hz_buf_str(&why), err);
	if (secret->token && !hz_str_eq(hz_buf_str(live), secret->token))
		return other_token(secret, err);
	return 0;
}

int hz_token_secret_decide(struct hz_token_secret *secret, char *token, const char *source,
			   bool replace, struct hz_err *err)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf live = { .cap = HZ_BUF_CAP_CREDENTIAL };
	HZ_AUTO(hz_err_done) struct hz_err why = HZ_ERR_INIT;
	int r;

	secret->token = token;
	secret->source = source;
	secret->write = HZ_TOKEN_CREATE;
	if (!secret->live)
		return 0;
	r = read_live(secret, &live) ? check_live(secret, &live, &why) : no_such_key(secret, &why);
	if (r < 0 && !(token && replace))
		return hz_err_move(err, &why);
	secret->write = r < 0 ? HZ_TOKEN_REPLACE : HZ_TOKEN_KEEP;
	return 0;
}

/* The token in base64 under both keys. */
static json_t *secret_data(const struct hz_token_secret *secret)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf value = HZ_BUF_INIT;
	json_t *data = json_object();

	hz_base64_encode(&value, secret->token, strlen(secret->token));
	(void)json_object_set_new(data, secret->key, json_string(hz_buf_str(&value)));
	(void)json_object_set_new(data, ADDON_KEY, json_string(hz_buf_str(&value)));
	return data;
}

/* The whole object for a create; for a replacement what changes, valid for the live version only.
 */
static json_t *secret_body(const struct hz_token_secret *secret)
{
	json_t *body = json_pack("{s:{s:{s:s}}}", "metadata", "labels", HZ_LABEL_MOVE, "");

	hz_json_set(body, "data", secret_data(secret));
	if (secret->write == HZ_TOKEN_REPLACE) {
		hz_json_set_str(body, "metadata.resourceVersion",
				hz_json_str(secret->live, "metadata.resourceVersion"));
		return body;
	}
	hz_json_set_str(body, "apiVersion", "v1");
	hz_json_set_str(body, "kind", "Secret");
	hz_json_set_str(body, "metadata.name", secret->name);
	hz_json_set_str(body, "metadata.namespace", secret->namespace_);
	hz_json_set_str(body, "metadata.labels[" HZ_LABEL_MANAGED_BY "]", HZ_MANAGED_BY);
	return body;
}

int hz_token_secret_write(struct hz_kube *kube, const struct hz_token_secret *secret, bool dry_run,
			  struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *body = NULL;
	struct hz_kube_request request = {
		.verb = secret->write == HZ_TOKEN_REPLACE ? HZ_KUBE_MERGE_PATCH : HZ_KUBE_APPLY,
		.resource = &hz_kind_secret,
		.namespace_ = secret->namespace_,
		.name = secret->name,
		.dry_run = dry_run,
		.secret = true,
	};

	if (secret->write == HZ_TOKEN_KEEP)
		return 0;
	body = secret_body(secret);
	request.body = body;
	if (hz_kube_do(kube, &request, NULL, err) < 0)
		return hz_err_wrap(err, "cannot write the token Secret %s", secret->name);
	return 0;
}
