/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a YAML scalar means: the rules of go-yaml v2, which are those of kubectl.
 * They are YAML 1.1 with exceptions: base 60 is never read, "0o17" is octal, a
 * timestamp stays text.
 * https://github.com/yaml/go-yaml/blob/v2.4.2/resolve.go
 */
#ifndef HZ_TEXT_YAML_RESOLVE_H
#define HZ_TEXT_YAML_RESOLVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HZ_YAML_TAG "tag:yaml.org,2002:" /* what "!!" stands for */

enum hz_yaml_type {
	HZ_YAML_NULL,
	HZ_YAML_BOOL,
	HZ_YAML_INT,
	HZ_YAML_UINT, /* beyond int64 */
	HZ_YAML_FLOAT,
	HZ_YAML_TIMESTAMP, /* a string that must be quoted to stay one elsewhere */
	HZ_YAML_STR,
};

struct hz_yaml_scalar {
	enum hz_yaml_type type;
	union {
		bool boolean;
		int64_t integer;
		uint64_t large;
		double number; /* may be infinite or not a number */
	};
};

/* The meaning of a plain scalar without a tag. */
struct hz_yaml_scalar hz_yaml_resolve(const char *text, size_t len);

/*
 * The meaning of a scalar with the full tag @tag, quoted or not: 0 and *@ret, or -1
 * when the text is none of that type. A tag of another type makes it a string.
 */
int hz_yaml_resolve_tagged(const char *tag, const char *text, size_t len,
			   struct hz_yaml_scalar *ret);

/* Whether Go's time.Parse accepts the text in one of the four layouts of go-yaml. */
bool hz_yaml_is_timestamp(const char *text);

#endif
