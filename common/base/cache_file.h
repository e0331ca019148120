/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files that may be lost at any time: what they hold can be had again, only slower. So
 * nothing here is an error; a file that cannot be read is one that is not there, and one
 * that cannot be written is none the next time.
 */
#ifndef HZ_BASE_CACHE_FILE_H
#define HZ_BASE_CACHE_FILE_H

#include "base/buf.h"

/*
 * Appends the contents of @path to @out. False, with @out as it was, unless it is a
 * regular file of ours that nobody else can write to, and fits below the cap of @out.
 */
bool hz_cache_file_read(const char *path, struct hz_buf *out);

/*
 * Puts @len bytes in the place of @path, whole or not at all, with mode 0600. Folders on
 * the way are made for us alone. A symbolic link at @path is replaced, not followed.
 */
void hz_cache_file_write(const char *path, const void *bytes, size_t len);

#endif
