/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/bearer.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/secret.h"
#include "unit.h"

/* Reads a token file with these @len bytes in it. */
static int read_bytes(const char *bytes, size_t len, char **ret, struct hz_err *err)
{
	HZ_AUTO(hz_err_done) struct hz_err failure = HZ_ERR_INIT;

	ck_assert_int_eq(chdir(hz_test_folder()), 0);
	hz_ck_ok(hz_file_write("token", bytes, len, &failure), &failure);
	return hz_bearer_read("token", ret, err);
}

START_TEST(white_space_around_the_token_does_not_count)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_secret_freep) char *token = NULL;

	hz_ck_ok(read_bytes("\n  the-token \r\n", 15, &token, &err), &err);
	ck_assert_str_eq(token, "the-token");
	ck_assert(hz_secret_in("Authorization: Bearer the-token"));
}
END_TEST

START_TEST(a_file_without_a_token_is_named)
{
	static const struct {
		const char *bytes;
		size_t len;
		const char *want;
	} cases[] = {
		{ "", 0, "token is empty" },
		{ " \n", 2, "token is empty" },
		{ "a\nb", 3, "token: there is a line break or another control character" },
		{ "a\0b", 3, "token is not a text" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		char *token = NULL;

		hz_ck_fails(read_bytes(cases[i].bytes, cases[i].len, &token, &err), &err,
			    cases[i].want);
		ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
	}
}
END_TEST

START_TEST(a_missing_file_is_named)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	char *token = NULL;

	hz_ck_fails(hz_bearer_read("/nowhere/token", &token, &err), &err,
		    "cannot open /nowhere/token: No such file or directory");
	ck_assert_int_eq(err.kind, HZ_ERR_FAILED);
}
END_TEST

START_TEST(a_dash_is_a_file_and_not_standard_input)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	char *token = NULL;

	ck_assert_int_eq(chdir(hz_test_folder()), 0);
	hz_ck_fails(hz_bearer_read("-", &token, &err), &err, "cannot open ./-");
}
END_TEST

HZ_SUITE("bearer", white_space_around_the_token_does_not_count, a_file_without_a_token_is_named,
	 a_missing_file_is_named, a_dash_is_a_file_and_not_standard_input)
