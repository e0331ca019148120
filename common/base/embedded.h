/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The data files that are part of the programs: templates of Kubernetes objects,
 * schemas, tables. The build makes them of the files in the folders
 * common/<layer>/data; an entry's name is its path below common without "data/",
 * such as "capi/templates/cluster.yaml".
 */
#ifndef HZ_BASE_EMBEDDED_H
#define HZ_BASE_EMBEDDED_H

struct hz_embedded {
	const char *name;
	const char *text;
};

/* All files, by name; the last entry has the name NULL. */
extern const struct hz_embedded hz_embedded_files[];

/* The text of the file @name. A name that does not exist is a bug and aborts. */
const char *hz_embedded_text(const char *name) __attribute__((returns_nonnull));

#endif
