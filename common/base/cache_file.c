/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files that may be lost at any time.
 */
#include "base/cache_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

/* What others could have written is not what we have written. */
static bool is_ours(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
	       (st.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static bool append_all(struct hz_buf *out, int fd)
{
	char chunk[16384];
	ssize_t got;

	do {
		got = read(fd, chunk, sizeof(chunk));
		if (got < 0 && errno != EINTR)
			return false;
		if (got > 0 && hz_buf_append(out, chunk, (size_t)got) < 0)
			return false;
	} while (got != 0);
	return true;
}

bool hz_cache_file_read(const char *path, struct hz_buf *out)
{
	/* without waiting, should it be a pipe */
	HZ_AUTO(hz_closep) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	HZ_AUTO(hz_buf_done) struct hz_buf read = { .cap = out->cap - out->len };

	if (fd < 0 || !is_ours(fd) || !append_all(&read, fd))
		return false;
	hz_buf_add(out, hz_buf_str(&read), read.len);
	return true;
}

/* Makes the folders that @path lies in; where that fails, so will the writing. */
static void make_folders(const char *path)
{
	for (const char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/')) {
		HZ_AUTO(hz_freep) char *folder = hz_strndup(path, (size_t)(at - path));

		(void)mkdir(folder, 0700);
	}
}

static bool write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t wrote = write(fd, bytes, len);

		if (wrote < 0 && errno != EINTR)
			return false;
		if (wrote > 0) {
			bytes += wrote;
			len -= (size_t)wrote;
		}
	}
	return true;
}

void hz_cache_file_write(const char *path, const void *bytes, size_t len)
{
	HZ_AUTO(hz_freep) char *temporary = hz_strf("%s.XXXXXX", path);
	HZ_AUTO(hz_closep) int fd = -1;

	make_folders(path);
	fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0)
		return;
	/* not brought to the disk: whoever reads it has to expect anything */
	if (!write_all(fd, bytes, len) || rename(temporary, path) < 0)
		(void)unlink(temporary);
}
