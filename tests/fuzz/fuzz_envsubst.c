/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Templates: the first line are the values, separated by "|", that the variables have in
 * turn; an empty one is not set. A template without "$" is its own result, and listing
 * and filling agree on what is missing.
 */
#include "text/envsubst.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/strv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct values {
	struct hz_strv strv;
	size_t asked;
};

static const char *look_up(const char *name, void *data)
{
	struct values *values = data;
	const char *value = values->strv.item[values->asked++ % values->strv.count];

	if (*name == '\0')
		abort();
	return *value ? value : NULL;
}

/* Every variable is set. */
static const char *look_up_all(const char *name, void *data)
{
	(void)data;
	return name;
}

static void check_missing(const struct hz_envsubst *template)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	if (hz_envsubst_fill(template, look_up_all, NULL, &out, &err) < 0 &&
	    hz_err_is(&err, "MissingVariables"))
		abort();
}

static void check_variables(const struct hz_envsubst *template)
{
	size_t count;
	const struct hz_envsubst_variable *variable = hz_envsubst_variables(template, &count);

	for (size_t i = 0; i < count; i++) {
		if (i > 0 && strcmp(variable[i - 1].name, variable[i].name) >= 0)
			abort();
		if (variable[i].fallback && *variable[i].fallback == '\0')
			abort();
	}
}

static void try_template(const char *text, struct values *values)
{
	HZ_AUTO(hz_envsubst_freep) struct hz_envsubst *template = NULL;
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	if (hz_envsubst_parse(text, strlen(text), "fuzz", &template, &err) < 0) {
		if (!hz_str_starts(err.message, "fuzz:"))
			abort();
		return;
	}
	check_variables(template);
	check_missing(template);
	if (hz_envsubst_fill(template, look_up, values, &out, &err) < 0)
		return;
	if (!strchr(text, '$') && strcmp(text, hz_buf_str(&out)) != 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HZ_AUTO(hz_freep) char *text = hz_strndup((const char *)data, size);
	char *end = strchr(text, '\n');
	struct values values = { .asked = 0 };

	if (end)
		*end = '\0';
	hz_strv_split(&values.strv, text, '|');
	if (end)
		try_template(end + 1, &values);
	hz_strv_done(&values.strv);
	return 0;
}
