/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base64.h"

#include <string.h>

#include "unit.h"

static const struct {
	const char *plain;
	const char *text;
} vectors[] = {
	/* RFC 4648 §10 */
	{ "", "" },
	{ "f", "Zg==" },
	{ "fo", "Zm8=" },
	{ "foo", "Zm9v" },
	{ "foob", "Zm9vYg==" },
	{ "fooba", "Zm9vYmE=" },
	{ "foobar", "Zm9vYmFy" },
};

START_TEST(encodes_the_vectors_of_the_rfc)
{
	for (size_t i = 0; i < HZ_COUNT(vectors); i++) {
		HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

		hz_base64_encode(&out, vectors[i].plain, strlen(vectors[i].plain));
		ck_assert_str_eq(hz_buf_str(&out), vectors[i].text);
	}
}
END_TEST

START_TEST(decodes_the_vectors_of_the_rfc)
{
	for (size_t i = 0; i < HZ_COUNT(vectors); i++) {
		HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

		ck_assert_int_eq(hz_base64_decode(&out, vectors[i].text), 0);
		ck_assert_str_eq(hz_buf_str(&out), vectors[i].plain);
	}
}
END_TEST

START_TEST(skips_line_breaks)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

	ck_assert_int_eq(hz_base64_decode(&out, "Zm9v\r\nYm\nFy\n"), 0);
	ck_assert_str_eq(hz_buf_str(&out), "foobar");
}
END_TEST

START_TEST(refuses_what_is_not_base64_and_adds_nothing)
{
	static const char *const bad[] = {
		"Zg", "Zg=", "Zg==Zg==", "=Zg=", "Zm9v!", "Z g=", "Zg==x"
	};

	for (size_t i = 0; i < HZ_COUNT(bad); i++) {
		HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

		hz_buf_adds(&out, "before");
		ck_assert_msg(hz_base64_decode(&out, bad[i]) < 0, "%s was accepted", bad[i]);
		ck_assert_uint_eq(out.len, strlen("before"));
	}
}
END_TEST

HZ_SUITE("base64", encodes_the_vectors_of_the_rfc, decodes_the_vectors_of_the_rfc,
	 skips_line_breaks, refuses_what_is_not_base64_and_adds_nothing)
