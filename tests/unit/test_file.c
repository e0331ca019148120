/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

START_TEST(writes_whole_files_that_only_the_user_can_read)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *path = hz_path_join(hz_test_folder(), "config");
	struct stat st;

	hz_ck_ok(hz_file_write(path, "one", 3, &err), &err);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
	hz_ck_ok(hz_file_read(path, &text, &err), &err);
	ck_assert_str_eq(hz_buf_str(&text), "one");
}
END_TEST

START_TEST(a_file_keeps_its_mode_and_a_link_stays_a_link)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	const char *folder = hz_test_folder();
	HZ_AUTO(hz_freep) char *path = hz_path_join(folder, "real");
	HZ_AUTO(hz_freep) char *link = hz_path_join(folder, "link");
	struct stat st;

	hz_ck_ok(hz_file_write(path, "one", 3, &err), &err);
	ck_assert_int_eq(chmod(path, 0640), 0);
	ck_assert_int_eq(symlink("real", link), 0);
	hz_ck_ok(hz_file_write(link, "two", 3, &err), &err);
	ck_assert_int_eq(lstat(link, &st), 0);
	ck_assert(S_ISLNK(st.st_mode));
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0640);
	hz_ck_ok(hz_file_read(path, &text, &err), &err);
	ck_assert_str_eq(hz_buf_str(&text), "two");
}
END_TEST

START_TEST(errors_name_the_file)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf text;
	const char *folder = hz_test_folder();
	HZ_AUTO(hz_freep) char *missing = hz_path_join(folder, "none/none");
	HZ_AUTO(hz_freep) char *path = hz_path_join(folder, "big");

	hz_buf_init(&text, 2);
	hz_ck_fails(hz_file_read(missing, &text, &err), &err, "none/none: No such file");
	ck_assert(hz_err_is(&err, "FileMissing"));
	hz_ck_fails(hz_file_read(folder, &text, &err), &err, "Is a directory");
	hz_ck_ok(hz_file_write(path, "three", 5, &err), &err);
	hz_ck_fails(hz_file_read(path, &text, &err), &err, "it is larger than 2 bytes");
	hz_ck_fails(hz_file_write(missing, "x", 1, &err), &err, "cannot write");
}
END_TEST

START_TEST(joins_and_cuts_paths)
{
	HZ_AUTO(hz_freep) char *joined = hz_path_join("/a", "b");
	HZ_AUTO(hz_freep) char *absolute = hz_path_join("/a/", "/b");
	HZ_AUTO(hz_freep) char *dir = hz_path_dir("/a/b");
	HZ_AUTO(hz_freep) char *root = hz_path_dir("/a");
	HZ_AUTO(hz_freep) char *here = hz_path_dir("a");

	ck_assert_str_eq(joined, "/a/b");
	ck_assert_str_eq(absolute, "/b");
	ck_assert_str_eq(dir, "/a");
	ck_assert_str_eq(root, "/");
	ck_assert_str_eq(here, ".");
}
END_TEST

HZ_SUITE("file", writes_whole_files_that_only_the_user_can_read,
	 a_file_keeps_its_mode_and_a_link_stays_a_link, errors_name_the_file, joins_and_cuts_paths)
