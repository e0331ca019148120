/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whole files: read up to a cap, written whole or not at all.
 */
#ifndef HZ_BASE_FILE_H
#define HZ_BASE_FILE_H

#include "base/buf.h"
#include "base/err.h"

/*
 * Appends the contents of @path, or of standard input when it is "-", to @out.
 * A missing file has reason "FileMissing"; a directory, an unreadable file and
 * one over the cap of @out are errors that name @path.
 */
int hz_file_read(const char *path, struct hz_buf *out, struct hz_err *err);

/*
 * Writes @len bytes to @path with mode 0600 for a new file; an existing one
 * keeps its mode. The old contents stay until the new ones are on the disk. A
 * symbolic link is followed.
 */
int hz_file_write(const char *path, const void *bytes, size_t len, struct hz_err *err);

/* @path, or @base/@path when it is relative. Owned by the caller. */
char *hz_path_join(const char *base, const char *path) HZ_OWNED(free) HZ_NOT_NULL;

/* The folder of @path, "." when it names none. Owned by the caller. */
char *hz_path_dir(const char *path) HZ_OWNED(free) HZ_NOT_NULL;

/* Closes the descriptor if it is one; for HZ_AUTO(). */
void hz_closep(int *fd);

#endif
