/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The form of a kubeconfig file: which fields there are and of which type.
 */
#include "kube/kubeconfig_schema.h"

#include "base/str.h"
#include "text/json.h"
#include "text/type.h"

static const struct hz_type texts_map = { .shape = HZ_TYPE_MAP, .of = &hz_type_texts };

static const struct hz_type extension = {
	.shape = HZ_TYPE_OBJECT,
	.fields = HZ_TYPE_FIELDS({ "name", &hz_type_text }, { "extension", &hz_type_anything }),
};
static const struct hz_type extensions = { .shape = HZ_TYPE_LIST,
					   .of = &extension,
					   .unique = "extension" };

static const struct hz_type cluster = {
	.shape = HZ_TYPE_OBJECT,
	.fields = HZ_TYPE_FIELDS(
		{ "server", &hz_type_text }, { "tls-server-name", &hz_type_text },
		{ "insecure-skip-tls-verify", &hz_type_flag },
		{ "certificate-authority", &hz_type_text },
		{ "certificate-authority-data", &hz_type_bytes }, { "proxy-url", &hz_type_text },
		{ "disable-compression", &hz_type_flag }, { "extensions", &extensions }),
};
static const struct hz_type named_cluster = {
	.shape = HZ_TYPE_OBJECT,
	.fields = HZ_TYPE_FIELDS({ "name", &hz_type_text }, { "cluster", &cluster }),
};
static const struct hz_type clusters = { .shape = HZ_TYPE_LIST,
					 .of = &named_cluster,
					 .unique = "cluster" };

static const struct hz_type env_variable = {
	.shape = HZ_TYPE_OBJECT,
	.fields = HZ_TYPE_FIELDS({ "name", &hz_type_text }, { "value", &hz_type_text }),
};
static const struct hz_type env = { .shape = HZ_TYPE_LIST, .of = &env_variable };
static const struct hz_type exec = {
	.shape = HZ_TYPE_OBJECT,
	.fields = HZ_TYPE_FIELDS(
		{ "command", &hz_type_text }, { "args", &hz_type_texts }, { "env", &env },
		{ "apiVersion", &hz_type_text }, { "installHint", &hz_type_text },
		{ "provideClusterInfo", &hz_type_flag }, { "interactiveMode", &hz_type_text }),
};
static const struct hz_type auth_provider = {
	.shape = HZ_TYPE_OBJECT,
	.fields = HZ_TYPE_FIELDS({ "name", &hz_type_text }, { "config", &hz_type_text_map }),
};
static const struct hz_type user = {
	.shape = HZ_TYPE_OBJECT,
	.fields = HZ_TYPE_FIELDS({ "client-certificate", &hz_type_text },
				 { "client-certificate-data", &hz_type_bytes },
				 { "client-key", &hz_type_text },
				 { "client-key-data", &hz_type_bytes }, { "token", &hz_type_text },
				 { "tokenFile", &hz_type_text }, { "as", &hz_type_text },
				 { "as-uid", &hz_type_text }, { "as-groups", &hz_type_texts },
				 { "as-user-extra", &texts_map }, { "username", &hz_type_text },
				 { "password", &hz_type_text }, { "auth-provider", &auth_provider },
				 { "exec", &exec }, { "extensions", &extensions }),
};
static const struct hz_type named_user = {
	.shape = HZ_TYPE_OBJECT,
	.fields = HZ_TYPE_FIELDS({ "name", &hz_type_text }, { "user", &user }),
};
static const struct hz_type users = { .shape = HZ_TYPE_LIST, .of = &named_user, .unique = "user" };

static const struct hz_type context = {
	.shape = HZ_TYPE_OBJECT,
	.fields = HZ_TYPE_FIELDS({ "cluster", &hz_type_text }, { "user", &hz_type_text },
				 { "namespace", &hz_type_text }, { "extensions", &extensions }),
};
static const struct hz_type named_context = {
	.shape = HZ_TYPE_OBJECT,
	.fields = HZ_TYPE_FIELDS({ "name", &hz_type_text }, { "context", &context }),
};
static const struct hz_type contexts = { .shape = HZ_TYPE_LIST,
					 .of = &named_context,
					 .unique = "context" };

static const struct hz_type preferences = {
	.shape = HZ_TYPE_OBJECT,
	.fields = HZ_TYPE_FIELDS({ "colors", &hz_type_flag }, { "extensions", &extensions }),
};
static const struct hz_type kubeconfig = {
	.shape = HZ_TYPE_OBJECT,
	.fields = HZ_TYPE_FIELDS({ "kind", &hz_type_text }, { "apiVersion", &hz_type_text },
				 { "current-context", &hz_type_text },
				 { "preferences", &preferences }, { "clusters", &clusters },
				 { "users", &users }, { "contexts", &contexts },
				 { "extensions", &extensions }),
};

/* The field @key is absent, empty, or @want. */
static int check_word(const json_t *document, const char *key, const char *want,
		      const struct hz_type_source *source, struct hz_err *err)
{
	const char *is = hz_json_str(document, key);

	if (hz_str_empty(is) || hz_str_eq(is, want))
		return 0;
	return hz_type_refuse(source, key, err, "must be %s, not \"%s\"", want, is);
}

int hz_kubeconfig_check(const json_t *document, const char *file, const struct hz_yaml_marks *marks,
			struct hz_err *err)
{
	const struct hz_type_source source = {
		.name = file,
		.marks = marks,
		.reason = "BadKubeconfig",
	};

	if (hz_type_check(document, &kubeconfig, &source, err) < 0 ||
	    check_word(document, "apiVersion", "v1", &source, err) < 0 ||
	    check_word(document, "kind", "Config", &source, err) < 0)
		return -1;
	return 0;
}
