/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/again.h"

#include "base/strv.h"
#include "unit.h"

static const struct {
	const char *args; /* with '|' between them */
	const char *want;
} cases[] = {
	{ "create|demo|--workers=3", "kubectl hetzner cluster create demo --workers=3" },
	{ "create|-f|my file.yaml", "kubectl hetzner cluster create -f 'my file.yaml'" },
	{ "create|it's||$HOME", "kubectl hetzner cluster create 'it'\\''s' '' '$HOME'" },
	{ "list|--token|s3cr3t|-A", "kubectl hetzner cluster list --token ... -A" },
	{ "list|--token=s3cr3t|--password=x",
	  "kubectl hetzner cluster list --token ... --password ..." },
	{ "list|--token", "kubectl hetzner cluster list --token ..." },
	{ NULL, "kubectl hetzner cluster" },
};

START_TEST(a_command_line_can_be_typed_again_and_shows_no_credential)
{
	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_strv_done) struct hz_strv args = HZ_STRV_INIT;
		static char *const none[] = { NULL };
		HZ_AUTO(hz_freep) char *got = NULL;

		if (cases[i].args)
			hz_strv_split(&args, cases[i].args, '|');
		got = hz_again("kubectl hetzner cluster", args.count > 0 ? args.item : none);

		ck_assert_str_eq(got, cases[i].want);
	}
}
END_TEST

START_TEST(an_option_is_given_anew)
{
	static const char *const lines[] = { "create|--wait=none|demo|--token|x",
					     "create|demo|--token|x|--wait|none",
					     "create|demo|--token|x" };

	for (size_t i = 0; i < HZ_COUNT(lines); i++) {
		HZ_AUTO(hz_strv_done) struct hz_strv args = HZ_STRV_INIT;
		HZ_AUTO(hz_freep) char *got = NULL;

		hz_strv_split(&args, lines[i], '|');
		got = hz_again_with("kubectl hetzner cluster", args.item, "--wait", "ready");

		ck_assert_str_eq(got,
				 "kubectl hetzner cluster create demo --token ... --wait=ready");
	}
}
END_TEST

HZ_SUITE("again", a_command_line_can_be_typed_again_and_shows_no_credential,
	 an_option_is_given_anew)
