/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whole files: read up to a cap, written whole or not at all.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"

void hz_closep(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

/* Appends all that @fd gives. */
static int read_all(int fd, const char *name, struct hz_buf *out, struct hz_err *err)
{
	char chunk[16384];
	ssize_t got;

	do {
		got = read(fd, chunk, sizeof(chunk));
		if (got < 0 && errno != EINTR)
			return hz_err_errno(err, errno, "cannot read %s", name);
		if (got > 0 && hz_buf_append(out, chunk, (size_t)got) < 0)
			return hz_err_set(err, HZ_ERR_INVALID, "FileTooLarge",
					  "cannot read %s: it is larger than %zu bytes", name,
					  out->cap);
	} while (got != 0);
	explicit_bzero(chunk, sizeof(chunk));
	return 0;
}

int hz_file_read(const char *path, struct hz_buf *out, struct hz_err *err)
{
	HZ_AUTO(hz_closep) int fd = -1;

	if (hz_str_eq(path, "-"))
		return read_all(STDIN_FILENO, "standard input", out, err);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		int errnum = errno;

		hz_err_errno(err, errnum, "cannot open %s", path);
		if (errnum == ENOENT || errnum == ENOTDIR)
			err->reason = "FileMissing";
		return -1;
	}
	return read_all(fd, path, out, err);
}

static int write_all(int fd, const void *bytes, size_t len)
{
	const char *at = bytes;

	while (len > 0) {
		ssize_t wrote = write(fd, at, len);

		if (wrote < 0 && errno != EINTR)
			return -1;
		if (wrote > 0) {
			at += wrote;
			len -= (size_t)wrote;
		}
	}
	return fsync(fd);
}

/* Fills the new file @temporary and gives it the place of @path. */
static int replace(const char *path, const char *temporary, int fd, const void *bytes, size_t len)
{
	struct stat old;

	if (stat(path, &old) == 0 && fchmod(fd, old.st_mode & 07777) < 0)
		return -1;
	if (write_all(fd, bytes, len) < 0)
		return -1;
	return rename(temporary, path);
}

int hz_file_write(const char *path, const void *bytes, size_t len, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *real = realpath(path, NULL);
	const char *target = real ? real : path;
	HZ_AUTO(hz_freep) char *temporary = hz_strf("%s.XXXXXX", target);
	HZ_AUTO(hz_closep) int fd = mkostemp(temporary, O_CLOEXEC);

	if (fd < 0)
		return hz_err_errno(err, errno, "cannot write %s", path);
	if (replace(target, temporary, fd, bytes, len) < 0) {
		int errnum = errno;

		(void)unlink(temporary);
		return hz_err_errno(err, errnum, "cannot write %s", path);
	}
	return 0;
}

char *hz_path_dir(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return hz_strf(".");
	return slash == path ? hz_strf("/") : hz_strndup(path, (size_t)(slash - path));
}

char *hz_path_join(const char *base, const char *path)
{
	if (*path == '/')
		return hz_strf("%s", path);
	return hz_strf("%s%s%s", base, hz_str_ends(base, "/") ? "" : "/", path);
}
