/* SPDX-License-Identifier: Apache-2.0 */
#include "hcloud/action.h"

#include <string.h>

#include "hcloud_server.h"
#include "unit.h"

#define ACTION(id, status, progress)                                                               \
	"{'id': " id ", 'command': 'create_server', 'status': '" status "', 'progress': " progress \
	", 'started': '2026-01-01T00:00:00+00:00', 'finished': null, 'resources': [{'id': 42, "    \
	"'type': 'server'}], 'error': null}"
#define FAILED(id, error)                                                                 \
	"{'id': " id ", 'command': 'create_server', 'status': 'error', 'progress': 100, " \
	"'error': " error "}"
#define LOOK(id, action) "> GET /v1/actions/" id "\n{'action': " action "}\n"

/* Notes "id:progress" of each look. */
static void note(void *data, const struct hz_hcloud_action *action)
{
	hz_buf_addf(data, "%lld:%d%s ", (long long)action->id, action->progress,
		    action->running ? ""
		    : action->error ? "!"
				    : ".");
}

/* Waits for the actions of @answer; @looks, which may be NULL, gets the notes. */
static int wait_for(struct hz_test_hcloud *test, const char *answer, struct hz_buf *looks,
		    struct hz_err *err)
{
	TEST_JSON(json);
	struct hz_hcloud_action_wait wait = { .on_look = looks ? note : NULL, .data = looks };

	json = hz_test_json(answer);
	return hz_hcloud_action_wait(test->hcloud, json, &wait, err);
}

START_TEST(an_answer_without_running_actions_needs_no_request)
{
	static const char *const answers[] = {
		"{}",
		"{'action': null, 'next_actions': []}",
		"{'server': {'id': 42}}",
		"{'action': " ACTION("1", "success", "100") "}",
		"{'actions': [" ACTION("1", "success", "100") "]}",
	};

	for (size_t i = 0; i < HZ_COUNT(answers); i++) {
		TEST_HCLOUD(test);
		TEST_ERR(err);

		hz_test_hcloud_open(&test, "");
		hz_ck_ok(wait_for(&test, answers[i], NULL, &err), &err);
		ck_assert_uint_eq(hz_test_kube_count(&test.kube), 0);
	}
}
END_TEST

START_TEST(all_actions_of_an_answer_are_followed_to_their_end)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);
	HZ_AUTO(hz_buf_done) struct hz_buf looks = HZ_BUF_INIT;

	hz_test_hcloud_open(&test,
			    LOOK("9007199254740993", ACTION("9007199254740993", "running", "50"))
				    LOOK("2", ACTION("2", "success", "100"))
					    LOOK("9007199254740993",
						 ACTION("9007199254740993", "success", "100")));
	hz_ck_ok(wait_for(&test,
			  "{'action': " ACTION(
				  "9007199254740993", "running",
				  "0") ", 'next_actions': [" ACTION("2", "running",
								    "0") ", " ACTION("3", "success",
										     "100") "]}",
			  &looks, &err),
		 &err);
	ck_assert_str_eq(hz_buf_str(&looks), "9007199254740993:0 2:0 3:100. 2:100. "
					     "9007199254740993:50 9007199254740993:100. ");
	ck_assert_uint_eq(hz_test_kube_count(&test.kube), 3);
}
END_TEST

static const struct {
	const char *error;
	const char *message;
	const char *reason;
	enum hz_err_kind kind;
} failures[] = {
	{ "{'code': 'action_failed', 'message': 'Action failed'}",
	  "Hetzner Cloud API: action_failed: Action failed", "ActionFailed", HZ_ERR_FAILED },
	{ "{'code': 'placement_error', 'message': 'no room'}",
	  "Hetzner Cloud API: placement_error: no room", "PlacementError", HZ_ERR_UNAVAILABLE },
	{ "null", "Hetzner Cloud API: no reason is given", "ActionFailed", HZ_ERR_FAILED },
};

START_TEST(an_action_that_fails_is_an_error_by_its_code)
{
	for (size_t i = 0; i < HZ_COUNT(failures); i++) {
		TEST_HCLOUD(test);
		TEST_ERR(err);
		HZ_AUTO(hz_freep)
		char *script = hz_strf("> GET /v1/actions/13\n{'action': " FAILED("13", "%s") "}\n",
				       failures[i].error);
		HZ_AUTO(hz_freep)
		char *want =
			hz_strf("action create_server (id 13) failed: %s", failures[i].message);
		HZ_AUTO(hz_freep)
		char *at_once = hz_strf("{'action': " FAILED("13", "%s") "}", failures[i].error);

		hz_test_hcloud_open(&test, script);
		ck_assert_int_lt(wait_for(&test, "{'action': " ACTION("13", "running", "0") "}",
					  NULL, &err),
				 0);
		ck_assert_str_eq(err.message, want);
		ck_assert_str_eq(err.reason, failures[i].reason);
		ck_assert_int_eq(err.kind, failures[i].kind);
		ck_assert_int_lt(wait_for(&test, at_once, NULL, &err), 0);
		ck_assert_str_eq(err.message, want);
	}
}
END_TEST

START_TEST(a_look_that_fails_says_at_what)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);

	hz_test_hcloud_open(&test,
			    "> GET /v1/actions/13\n< 404\n"
			    "{'error': {'code': 'not_found', 'message': 'no such action'}}\n");
	hz_ck_fails(wait_for(&test, "{'action': " ACTION("13", "running", "0") "}", NULL, &err),
		    &err,
		    "cannot follow action create_server (id 13): Hetzner Cloud API: 404 not_found: "
		    "no such action");
	ck_assert_int_eq(err.kind, HZ_ERR_NOT_FOUND);
}
END_TEST

START_TEST(a_look_is_repeated_like_every_read)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);

	hz_test_hcloud_open(&test,
			    "> GET /v1/actions/13\n< 429\n> GET /v1/actions/13\n< drop\n" LOOK(
				    "13", ACTION("13", "success", "100")));
	hz_ck_ok(wait_for(&test, "{'action': " ACTION("13", "running", "0") "}", NULL, &err), &err);
}
END_TEST

START_TEST(an_action_that_is_none_is_refused)
{
	static const char *const bad[] = {
		"{'action': 1}",
		"{'action': {}}",
		"{'action': {'id': 13}}",
		"{'action': {'id': 13, 'status': 'sleeping'}}",
		"{'action': {'id': '13', 'status': 'running'}}",
		"{'action': {'status': 'running'}}",
		"{'next_actions': [null]}",
	};

	for (size_t i = 0; i < HZ_COUNT(bad); i++) {
		TEST_HCLOUD(test);
		TEST_ERR(err);
		HZ_AUTO(hz_freep)
		char *script = hz_strf("> GET /v1/actions/13\n%s\n", bad[i]);

		hz_test_hcloud_open(&test, script);
		hz_ck_fails(wait_for(&test, bad[i], NULL, &err), &err,
			    "Hetzner Cloud API: the answer has an action without an id or a "
			    "status");
		ck_assert_str_eq(err.reason, "BadAnswer");
		ck_assert_int_lt(wait_for(&test, "{'action': " ACTION("13", "running", "0") "}",
					  NULL, &err),
				 0);
		ck_assert_str_eq(err.reason, "BadAnswer");
	}
}
END_TEST

START_TEST(a_wait_ends_when_its_time_is_over)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);
	TEST_JSON(answer);

	hz_test_hcloud_open(&test, "> GET /v1/actions/13\n< repeat\n"
				   "{'action': " ACTION("13", "running", "40") "}\n");
	answer = hz_test_json("{'action': " ACTION("13", "running", "0") "}");
	hz_ck_fails(hz_hcloud_action_wait(test.hcloud, answer,
					  &(struct hz_hcloud_action_wait){ .timeout_ms = 100 },
					  &err),
		    &err, "action create_server (id 13) is not done after 0.1s (40 %)");
	ck_assert_int_eq(err.kind, HZ_ERR_TIMEOUT);
	ck_assert_str_eq(err.reason, "ActionTimeout");
	ck_assert_str_eq(err.advice,
			 "It goes on at Hetzner; run the command again to wait for it.");
}
END_TEST

START_TEST(a_command_cannot_steer_a_terminal)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);

	hz_test_hcloud_open(&test, "");
	hz_ck_fails(wait_for(&test,
			     "{'action': {'id': 1, 'status': 'error', 'command': 'a\\u001b[2J', "
			     "'error': {'code': 'x'}}}",
			     NULL, &err),
		    &err, "action a\\x1b[2J (id 1) failed: Hetzner Cloud API: x");
}
END_TEST

HZ_SUITE("hcloud_action", an_answer_without_running_actions_needs_no_request,
	 all_actions_of_an_answer_are_followed_to_their_end,
	 an_action_that_fails_is_an_error_by_its_code, a_look_that_fails_says_at_what,
	 a_look_is_repeated_like_every_read, an_action_that_is_none_is_refused,
	 a_wait_ends_when_its_time_is_over, a_command_cannot_steer_a_terminal)
