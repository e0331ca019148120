/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The main function of every unit test program.
 */
#include "unit.h"

#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static char root[PATH_MAX - 16]; /* what all folders of this process lie in */

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *walk)
{
	(void)st;
	(void)type;
	(void)walk;
	return remove(path);
}

static void remove_folders(void)
{
	(void)nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *hz_test_folder(void)
{
	static char folder[sizeof(root) + 16];
	static unsigned count;

	if (!*root) {
		(void)snprintf(root, sizeof(root), "%s/hz-test-XXXXXX",
			       getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
		ck_assert_ptr_nonnull(mkdtemp(root));
		(void)atexit(remove_folders);
	}
	(void)snprintf(folder, sizeof(folder), "%s/%u", root, count++);
	ck_assert_int_eq(mkdir(folder, 0700), 0);
	return folder;
}

const char *hz_test_data(const char *name)
{
	static char path[PATH_MAX];

	(void)snprintf(path, sizeof(path), "tests/unit/data/%s", name);
	return path;
}

char *hz_test_read(const char *name)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_buf text;

	hz_buf_init(&text, HZ_BUF_CAP_CONFIG);
	hz_ck_ok(hz_file_read(hz_test_data(name), &text, &err), &err);
	return hz_buf_take(&text);
}

int main(void)
{
	SRunner *runner = srunner_create(hz_suite());
	int failed;

	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
