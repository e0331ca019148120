/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Certificates and keys of a kubeconfig entry.
 */
#include "kube/kubeconfig_material.h"

#include <errno.h>
#include <unistd.h>

#include "base/base64.h"
#include "base/file.h"
#include "base/secret.h"
#include "base/str.h"

static const char *data_of(const struct hz_material *material)
{
	HZ_AUTO(hz_freep) char *field = hz_strf("%s-data", material->field);

	return hz_json_str(material->entry, field);
}

static const char *file_of(const struct hz_material *material)
{
	return hz_json_str(material->entry, material->field);
}

bool hz_material_is_set(const struct hz_material *material)
{
	return !hz_str_empty(data_of(material)) || !hz_str_empty(file_of(material));
}

/* Adds "<entry>: <field>: <why>", or "--<field>: <why>". */
static void add_problem(const struct hz_material *material, const char *suffix,
			struct hz_problems *problems, struct hz_err *why)
{
	if (material->by_option)
		(void)hz_err_wrap(why, "--%s", material->field);
	else
		(void)hz_err_wrap(why, "%s: %s%s", material->title, material->field, suffix);
	hz_problems_take(problems, why);
}

/* The text of the file or of the base64 field, whichever is set. */
static int read_text(const struct hz_material *material, struct hz_buf *out, struct hz_err *err)
{
	const char *file = file_of(material);
	HZ_AUTO(hz_freep) char *path = NULL;

	if (material->unused) {
		if (!hz_str_empty(file) && access(file, R_OK) < 0)
			return hz_err_errno(err, errno, "cannot open %s", file);
		return 0;
	}
	if (hz_str_empty(file)) {
		if (hz_base64_decode(out, data_of(material)) < 0)
			return hz_err_set(err, HZ_ERR_INVALID, "BadKubeconfig",
					  "is not valid base64, or too large");
		return 0;
	}
	path = hz_strf("%s%s", hz_str_eq(file, "-") ? "./" : "", file);
	return hz_file_read(path, out, err);
}

static int check_pem(const struct hz_material *material, const char *text, struct hz_err *err)
{
	const char *why = material->unused ? NULL : hz_pem_problem(text, material->kind);
	const char *file = file_of(material);

	if (!why)
		return 0;
	return hz_err_set(err, HZ_ERR_INVALID, "BadPem", "%s%s%s", file ? file : "",
			  file ? " " : "", why);
}

char *hz_material_load(const struct hz_material *material, struct hz_problems *problems)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf text = { .cap = HZ_BUF_CAP_CREDENTIAL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	bool data = !hz_str_empty(data_of(material));

	if (!hz_material_is_set(material))
		return NULL;
	if (data && !hz_str_empty(file_of(material))) {
		hz_problems_addf(problems, HZ_ERR_INVALID, "BadKubeconfig",
				 "%s: %s and %s-data are both set; keep one of them",
				 material->title, material->field, material->field);
		return NULL;
	}
	if (read_text(material, &text, &err) < 0 ||
	    check_pem(material, hz_buf_str(&text), &err) < 0) {
		add_problem(material, data ? "-data" : "", problems, &err);
		return NULL;
	}
	if (material->unused)
		return NULL;
	if (material->kind == HZ_PEM_PRIVATE_KEY)
		hz_secret_register(hz_buf_str(&text));
	return hz_buf_take(&text);
}
