/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every unit test program has in common. A test file includes this, writes
 * its tests with START_TEST, named as sentences, and ends with
 *
 *	HZ_SUITE("base64", encodes_all_lengths, refuses_bad_padding)
 *
 * or with HZ_SUITE_WITH(), which runs a function of the file before each test.
 */
#ifndef HZ_TESTS_UNIT_H
#define HZ_TESTS_UNIT_H

#include <check.h>
#include <stdio.h>

#include "base/err.h"

/* Adds the NULL-terminated tests to a suite and makes it this program's. */
Suite *hz_suite(void);

#define HZ_SUITE(name, ...) HZ_SUITE_WITH(name, NULL, __VA_ARGS__)

#define HZ_SUITE_WITH(name, setup, ...)                                     \
	Suite *hz_suite(void)                                               \
	{                                                                   \
		const TTest *const tests[] = { __VA_ARGS__ };               \
		Suite *suite = suite_create(name);                          \
		TCase *tcase = tcase_create(name);                          \
                                                                            \
		tcase_add_checked_fixture(tcase, setup, NULL);              \
		tcase_set_timeout(tcase, 120);                              \
		for (size_t i = 0; i < sizeof(tests) / sizeof(*tests); i++) \
			tcase_add_test(tcase, tests[i]);                    \
		suite_add_tcase(suite, tcase);                              \
		return suite;                                               \
	}

/* Asserts that @call succeeded, and prints @err when it did not. */
#define hz_ck_ok(call, err)                                                    \
	do {                                                                   \
		int hz_result = (call);                                        \
		ck_assert_msg(hz_result >= 0, "%s: %s", #call,                 \
			      (err)->message ? (err)->message : "no message"); \
	} while (0)

/* Asserts that @call failed with a message that has @text in it. */
#define hz_ck_fails(call, err, text)                                                              \
	do {                                                                                      \
		int hz_result = (call);                                                           \
		ck_assert_msg(hz_result < 0, "%s did not fail", #call);                           \
		ck_assert_ptr_nonnull((err)->message);                                            \
		ck_assert_msg(strstr((err)->message, text) != NULL, "\"%s\" is not in: %s", text, \
			      (err)->message);                                                    \
	} while (0)

/* Ends the test, which tests/run counts as skipped; @reason says what is missing. */
#define hz_ck_skip(reason)                                               \
	do {                                                             \
		(void)printf("ok 0 - %s # skip %s\n", __func__, reason); \
		return;                                                  \
	} while (0)

/* The path of @name below tests/unit/data. Valid until the next call. */
const char *hz_test_data(const char *name);

/* The contents of that file; owned by the caller. */
char *hz_test_read(const char *name) HZ_OWNED(free);

/* A new empty folder, removed with all its files when the test ends. Valid until the next call. */
const char *hz_test_folder(void);

#endif
