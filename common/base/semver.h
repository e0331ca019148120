/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Semantic versions (https://semver.org), with or without a leading "v".
 */
#ifndef HZ_BASE_SEMVER_H
#define HZ_BASE_SEMVER_H

struct hz_semver {
	int major;
	int minor;
	int patch;
	char pre[32]; /* what stands behind '-', "" for a release; build metadata is dropped */
};

/* Parses "v1.35.4" or "1.13.0-rc.1+meta", all three numbers required: 0 and *@ret, or -1. */
int hz_semver_parse(const char *text, struct hz_semver *ret);

/* < 0, 0, > 0 by the precedence rules of semver §11. */
int hz_semver_compare(const struct hz_semver *a, const struct hz_semver *b);

#endif
