/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The value of -o.
 */
#include <string.h>

#include "base/str.h"
#include "cli/printer.h"
#include "cli/suggest.h"

/* Sorted, as the message lists them. "table" is what there is without -o. */
const char *const hz_output_choices[] = { "json", "name", "table", "wide", "yaml", NULL };

static const enum hz_output outputs[] = {
	HZ_OUTPUT_JSON, HZ_OUTPUT_NAME, HZ_OUTPUT_TABLE, HZ_OUTPUT_WIDE, HZ_OUTPUT_YAML,
};

static int unknown_output(const char *text, struct hz_err *err)
{
	HZ_AUTO(hz_strv_done) struct hz_strv names = HZ_STRV_INIT;
	HZ_AUTO(hz_freep) char *list = NULL;

	for (size_t i = 0; hz_output_choices[i]; i++)
		hz_strv_add(&names, hz_output_choices[i]);
	list = hz_strv_join(&names, ",");
	hz_err_set(err, HZ_ERR_USAGE, "UnknownOutput",
		   "unable to match a printer suitable for the output format \"%s\", allowed "
		   "formats are: %s",
		   text, list);
	return hz_suggest(err, text, hz_output_choices, "");
}

int hz_output_parse(const char *text, enum hz_output *ret, struct hz_err *err)
{
	if (hz_str_empty(text)) {
		*ret = HZ_OUTPUT_TABLE;
		return 0;
	}
	for (size_t i = 0; hz_output_choices[i]; i++) {
		if (strcmp(text, hz_output_choices[i]) != 0)
			continue;
		*ret = outputs[i];
		return 0;
	}
	return unknown_output(text, err);
}

int hz_output_check(const char *text, struct hz_err *err)
{
	enum hz_output output;

	return hz_output_parse(text, &output, err);
}
