/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSONPath templates as `kubectl -o jsonpath` reads them: text with actions in braces,
 * "{range .items[*]}{.metadata.name}{"\n"}{end}". An action is a chain of steps:
 *
 *	.a  ['a']  .*  ..         a field, all fields, everything below
 *	[0]  [-1]  [0:2]  [0:9:2]  [*]  ['a','b']   of a list; a union
 *	[?(@.a=="b")]  [?(@.a)]   the elements of a list that pass; those that have it
 *	"text"  1  true           what stands there, in place of the value
 *	range  end                what is between is done for each value
 *
 * A field that is missing is no error and gives nothing. The dialect, its oddities
 * included, is that of k8s.io/client-go/util/jsonpath:
 * https://github.com/kubernetes/client-go/tree/v0.35.4/util/jsonpath
 * Where upstream leaves the order of an object's fields open, it is that of their keys.
 *
 * Size and depth of a template are limited, and the work and the text that it makes.
 */
#ifndef HZ_TEXT_JSONPATH_H
#define HZ_TEXT_JSONPATH_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

#define HZ_JSONPATH_TEMPLATE_MAX (1u << 20) /* bytes */

/* A template that was read. */
struct hz_jsonpath;

void hz_jsonpath_free(struct hz_jsonpath *path);
void hz_jsonpath_freep(struct hz_jsonpath **path);

/*
 * Reads a template of any bytes. An error is of kind USAGE, reason "BadJsonPath", and
 * says at which character of the template it is and what would be right.
 */
int hz_jsonpath_parse(const char *text, size_t len, struct hz_jsonpath **ret, struct hz_err *err);

/* Whether the template has no action, and is printed as it stands. */
bool hz_jsonpath_is_text(const struct hz_jsonpath *path);

/* How results are printed. */
enum hz_jsonpath_style {
	HZ_JSONPATH_TEXT,    /* as they are: for files and other programs */
	HZ_JSONPATH_VISIBLE, /* what came from @root made safe for a terminal */
	HZ_JSONPATH_JSON,    /* the results of each action as an indented JSON array */
};

/*
 * Appends what the template makes of @root. An error, when a value is not of the kind
 * that a step needs, is of kind FAILED, reason "JsonPath"; @out is then unchanged.
 */
int hz_jsonpath_print(const struct hz_jsonpath *path, const json_t *root,
		      enum hz_jsonpath_style style, struct hz_buf *out, struct hz_err *err);

/*
 * Appends the results as a cell of kubectl's custom columns: separated by commas,
 * "<none>" for none, objects and lists as Go prints them ("map[a:1]", "[1 2]").
 */
int hz_jsonpath_cell(const struct hz_jsonpath *path, const json_t *root, struct hz_buf *out,
		     struct hz_err *err);

#endif
