/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The header of an answer as a list of "name: value", names in lower case, white
 * space around the values removed.
 */
#ifndef HZ_NET_HEADER_H
#define HZ_NET_HEADER_H

#include "base/strv.h"

/*
 * Adds one line of a header, with or without its line end. A line that begins with a
 * blank goes on with the value before it; one that is no header adds nothing.
 */
void hz_header_add(struct hz_strv *headers, const char *line, size_t len);

#endif
