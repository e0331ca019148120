/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a credential plugin printed.
 * (k8s.io/client-go/plugin/pkg/client/auth/exec/exec.go: refreshCredsLocked)
 */
#include <ctype.h>

#include "base/clock.h"
#include "base/secret.h"
#include "base/str.h"
#include "kube/bearer.h"
#include "kube/exec_credential.h"
#include "kube/pem.h"
#include "text/json.h"
#include "text/type.h"
#include "text/yaml.h"

#define OUTPUT "its output" /* as the name of a file in messages */

static const struct hz_type status = {
	.shape = HZ_TYPE_OBJECT,
	.fields = HZ_TYPE_FIELDS(
		{ "token", &hz_type_text }, { "clientCertificateData", &hz_type_text },
		{ "clientKeyData", &hz_type_text }, { "expirationTimestamp", &hz_type_text }),
};
static const struct hz_type exec_credential = {
	.shape = HZ_TYPE_OBJECT,
	.fields = HZ_TYPE_FIELDS({ "kind", &hz_type_text }, { "apiVersion", &hz_type_text },
				 { "status", &status }),
};

void hz_exec_credential_done(struct hz_exec_credential *credential)
{
	hz_secret_free(credential->token);
	free(credential->client_cert);
	hz_secret_free(credential->client_key);
	*credential = (struct hz_exec_credential){ .expires = 0 };
}

static int refuse(struct hz_err *err, const char *why)
{
	return hz_err_set(err, HZ_ERR_FAILED, "BadExecCredential", OUTPUT " %s", why);
}

/* The kind may be left out: client-go knows what it has asked for. */
static int check_kind(const json_t *reply, const char *api_version, struct hz_err *err)
{
	const char *version = hz_json_str(reply, "apiVersion");
	const char *kind = hz_json_str(reply, "kind");
	HZ_AUTO(hz_freep) char *shown = hz_str_visible(version ? version : "");

	if (hz_str_empty(version) || (!hz_str_empty(kind) && !hz_str_eq(kind, "ExecCredential")))
		return hz_err_set(err, HZ_ERR_FAILED, "BadExecCredential",
				  OUTPUT " is not an ExecCredential: it must say kind: "
					 "ExecCredential and apiVersion: %s",
				  api_version);
	if (!hz_str_eq(version, api_version))
		return hz_err_set(err, HZ_ERR_FAILED, "BadExecCredential",
				  "the kubeconfig says API version %s, but " OUTPUT
				  " is of version \"%s\"",
				  api_version, shown);
	if (!json_is_object(json_object_get(reply, "status")))
		return refuse(err, "has no status");
	return 0;
}

/* The text at @path, owned; NULL when it is absent or empty. */
static char *take_text(const json_t *reply, const char *path)
{
	const char *text = hz_json_str(reply, path);

	return hz_str_empty(text) ? NULL : hz_strdup(text);
}

static int check_pair(const struct hz_exec_credential *credential, struct hz_err *err)
{
	const char *why;

	if (!credential->token && !credential->client_cert && !credential->client_key)
		return refuse(err, "holds neither a token nor a certificate with its key");
	if (!credential->client_cert != !credential->client_key)
		return refuse(err, "holds only one of certificate and key");
	if (!credential->client_cert)
		return 0;
	why = hz_pem_problem(credential->client_cert, HZ_PEM_CERTIFICATE);
	if (why)
		return hz_err_set(err, HZ_ERR_FAILED, "BadExecCredential",
				  OUTPUT ": clientCertificateData %s", why);
	why = hz_pem_problem(credential->client_key, HZ_PEM_PRIVATE_KEY);
	if (why)
		return hz_err_set(err, HZ_ERR_FAILED, "BadExecCredential",
				  OUTPUT ": clientKeyData %s", why);
	return 0;
}

/* 0 is kept for credentials without an end: one that ended in 1970 or before ended in 1970. */
static int read_expiry(const json_t *reply, int64_t *ret, struct hz_err *err)
{
	const char *text = hz_json_str(reply, "status.expirationTimestamp");
	int64_t seconds;

	if (!text)
		return 0;
	if (hz_rfc3339_parse(text, &seconds) < 0)
		return refuse(err, "has an expirationTimestamp that is not a time of RFC 3339");
	*ret = seconds > 0 ? seconds : 1;
	return 0;
}

static int read_reply(const json_t *reply, struct hz_exec_credential *credential,
		      struct hz_err *err)
{
	credential->token = take_text(reply, "status.token");
	credential->client_cert = take_text(reply, "status.clientCertificateData");
	credential->client_key = take_text(reply, "status.clientKeyData");
	hz_secret_register(credential->token);
	hz_secret_register(credential->client_key);
	if (check_pair(credential, err) < 0 || read_expiry(reply, &credential->expires, err) < 0)
		return -1;
	if (credential->token && hz_bearer_check(credential->token, err) < 0) {
		err->kind = HZ_ERR_FAILED;
		return hz_err_wrap(err, OUTPUT);
	}
	return 0;
}

/*
 * The first character that is not blank, or 0. What begins as a JSON object must be one
 * and nothing more, although YAML would take more.
 */
static char begin_of(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!isspace((unsigned char)text[i]))
			return text[i];
	return 0;
}

static int read_output(const char *text, size_t len, struct hz_yaml_marks **ret_marks, json_t **ret,
		       struct hz_err *err)
{
	const struct hz_yaml_options options = { .name = OUTPUT, .ret_marks = ret_marks };
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;
	char begin = begin_of(text, len);

	if (!begin)
		return refuse(err, "is empty");
	if (begin == '{' && hz_json_parse(text, len, &json, err) < 0)
		return refuse(err, "is no valid JSON");
	if (hz_yaml_parse(text, len, &options, ret, err) < 0)
		return refuse(err, "is neither JSON nor YAML");
	return 0;
}

int hz_exec_credential_parse(const char *text, size_t len, const char *api_version,
			     struct hz_exec_credential *ret, struct hz_err *err)
{
	HZ_AUTO(hz_exec_credential_done) struct hz_exec_credential credential = { .expires = 0 };
	HZ_AUTO(hz_yaml_marks_freep) struct hz_yaml_marks *marks = NULL;
	HZ_AUTO(hz_json_unrefp) json_t *reply = NULL;
	struct hz_type_source source = { .name = OUTPUT, .reason = "BadExecCredential" };

	if (read_output(text, len, &marks, &reply, err) < 0)
		return -1;
	source.marks = marks;
	if (hz_type_check(reply, &exec_credential, &source, err) < 0) {
		err->kind = HZ_ERR_FAILED; /* it is no input of the user */
		return -1;
	}
	if (check_kind(reply, api_version, err) < 0 || read_reply(reply, &credential, err) < 0)
		return -1;
	*ret = credential;
	credential = (struct hz_exec_credential){ .expires = 0 };
	return 0;
}
