/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paths to values: "spec.template.metadata", "metadata.labels[app.kubernetes.io/name]"
 * with a key in brackets taken whole, "spec.workers.0.name" with the index of a list.
 */
#ifndef HZ_TEXT_JSON_PATH_H
#define HZ_TEXT_JSON_PATH_H

#include <stdbool.h>

#include "base/buf.h"

/* One part of a path, borrowed from it; not NUL-terminated. */
struct hz_json_part {
	const char *text;
	size_t len;
};

/* Cuts the first part off *@path; false when there is none left. */
bool hz_json_path_next(const char **path, struct hz_json_part *ret);

/* The index that the part stands for: 0 and *@ret, or -1 when it is none. */
int hz_json_part_index(const struct hz_json_part *part, size_t *ret);

/* Appends a part for the key of an object, in brackets where it must be taken whole. */
void hz_json_path_add(struct hz_buf *path, const char *key);

#endif
