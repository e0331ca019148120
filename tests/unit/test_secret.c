/* SPDX-License-Identifier: Apache-2.0 */
#include "base/secret.h"

#include <string.h>

#include "base/base64.h"
#include "unit.h"

static const char secret[] = "s3cr3t/with+signs=and letters";

/* @text after redaction has neither the secret nor its base64 form. */
static void assert_clean(struct hz_buf *text)
{
	hz_secret_redact(text);
	ck_assert_msg(strstr(hz_buf_str(text), "<redacted>") != NULL, "%s", hz_buf_str(text));
	ck_assert(!hz_secret_in(hz_buf_str(text)));
}

START_TEST(redacts_it_raw_and_url_encoded)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	hz_secret_register(secret);
	hz_buf_addf(&text, "a %s b %s c", secret, secret);
	hz_secret_redact(&text);
	ck_assert_str_eq(hz_buf_str(&text), "a <redacted> b <redacted> c");

	hz_buf_clear(&text);
	hz_buf_adds(&text, "x=s3cr3t%2Fwith%2Bsigns%3Dand%20letters&y");
	hz_secret_redact(&text);
	ck_assert_str_eq(hz_buf_str(&text), "x=<redacted>&y");
}
END_TEST

START_TEST(redacts_it_in_base64_at_every_alignment)
{
	hz_secret_register(secret);
	for (size_t before = 0; before < 7; before++)
		for (size_t after = 0; after < 4; after++) {
			HZ_AUTO(hz_buf_done) struct hz_buf plain = HZ_BUF_INIT;
			HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

			hz_buf_pad(&plain, 'x', before);
			hz_buf_adds(&plain, secret);
			hz_buf_pad(&plain, 'y', after);
			hz_base64_encode(&text, plain.data, plain.len);
			assert_clean(&text);
		}
}
END_TEST

START_TEST(leaves_other_text_and_short_words_alone)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	hz_secret_register("short");
	hz_secret_register(NULL);
	hz_secret_register(secret);
	hz_buf_adds(&text, "a short text");
	hz_secret_redact(&text);
	ck_assert_str_eq(hz_buf_str(&text), "a short text");
	hz_secret_forget();
	ck_assert(!hz_secret_in(secret));
}
END_TEST

HZ_SUITE("secret", redacts_it_raw_and_url_encoded, redacts_it_in_base64_at_every_alignment,
	 leaves_other_text_and_short_words_alone)
