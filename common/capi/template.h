/* SPDX-License-Identifier: Apache-2.0 */
/*
 * YAML templates, filled in on parsed nodes, so that no value can break out of its place.
 *
 *	name: ${name}                  the value itself, with its type; null removes the entry
 *	name: ${name}-control-plane    text around scalars
 *	content: ${file:node/setup.sh} the text of a file below capi/data
 *	run: echo $HOME $(date)        anything else with a dollar stays as it is
 *
 * A path is that of text/json_path.h; values are not looked into again. A path without
 * a value is a mistake of the template, and an error.
 */
#ifndef HZ_CAPI_TEMPLATE_H
#define HZ_CAPI_TEMPLATE_H

#include <jansson.h>

#include "base/err.h"

/* The file @name below capi/data/templates: a new reference. */
json_t *hz_template_load(const char *name);

/* Fills @template with @values: a new reference in *@ret. */
int hz_template_fill(const json_t *template, const json_t *values, json_t **ret,
		     struct hz_err *err);

#endif
