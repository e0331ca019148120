/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Actions: what a change of the Cloud API goes on as, behind the answer to it.
 */
#include "hcloud/action.h"

#include "base/clock.h"
#include "base/str.h"
#include "hcloud/error.h"
#include "hcloud/item.h"
#include "text/json.h"

/* An action that is waited for. */
struct pending {
	int64_t id;
	const char *command; /* borrowed from the answer that named it */
	int progress;
	struct hz_hcloud_call *look; /* owned; NULL between two looks */
};

struct pendings {
	struct pending *item; /* owned, @count entries */
	size_t count;
};

static void done_pendings(struct pendings *pendings)
{
	for (size_t i = 0; i < pendings->count; i++)
		hz_hcloud_call_free(pendings->item[i].look);
	free(pendings->item);
}

/* Reads one action: 0, or -1 when it is none. */
static int read_action(const json_t *json, struct hz_hcloud_action *ret)
{
	const char *status = hz_json_str(json, "status");
	const char *command = hz_json_str(json, "command");
	bool failed = hz_str_eq(status, "error");

	*ret = (struct hz_hcloud_action){
		.id = hz_hcloud_id(json),
		.command = command ? command : "?",
		.progress = (int)hz_json_int(json, "progress"),
		.running = hz_str_eq(status, "running"),
		.error = failed ? hz_json_get(json, "error") : NULL,
	};
	if (failed && !json_is_object(ret->error))
		ret->error = json;
	return ret->id > 0 && (failed || ret->running || hz_str_eq(status, "success")) ? 0 : -1;
}

static int refuse(struct hz_err *err)
{
	return hz_err_set(err, HZ_ERR_FAILED, "BadAnswer",
			  "Hetzner Cloud API: the answer has an action without an id or a status");
}

/* "action create_server (id 13)", fit for a terminal. Owned by the caller. */
static char *in_words(const char *command, int64_t id)
{
	HZ_AUTO(hz_freep) char *shown = hz_str_visible(command);

	return hz_strf("action %s (id %" PRId64 ")", shown, id);
}

/* Tells the caller about an action, and fails if that failed. */
static int look_at(const struct hz_hcloud_action *action, const struct hz_hcloud_action_wait *wait,
		   struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *words = NULL;

	if (wait->on_look)
		wait->on_look(wait->data, action);
	if (!action->error)
		return 0;
	words = in_words(action->command, action->id);
	hz_hcloud_error_of_action(err, action->error);
	return hz_err_wrap(err, "%s failed", words);
}

/* Looks at an action of the answer itself, and adds it while it runs. */
static int add_action(struct pendings *pendings, const json_t *json,
		      const struct hz_hcloud_action_wait *wait, struct hz_err *err)
{
	struct hz_hcloud_action action;

	if (read_action(json, &action) < 0)
		return refuse(err);
	if (look_at(&action, wait, err) < 0)
		return -1;
	if (!action.running)
		return 0;
	pendings->item = hz_resize(pendings->item, pendings->count + 1, sizeof(*pendings->item));
	pendings->item[pendings->count++] = (struct pending){
		.id = action.id,
		.command = action.command,
		.progress = action.progress,
	};
	return 0;
}

static int add_actions(struct pendings *pendings, const json_t *answer,
		       const struct hz_hcloud_action_wait *wait, struct hz_err *err)
{
	static const char *const lists[] = { "actions", "next_actions" };
	const json_t *one = json_object_get(answer, "action");
	const json_t *action;
	size_t at;

	if (one && !json_is_null(one) && add_action(pendings, one, wait, err) < 0)
		return -1;
	for (size_t i = 0; i < HZ_COUNT(lists); i++) {
		json_array_foreach(hz_json_array(answer, lists[i]), at, action) {
			if (add_action(pendings, action, wait, err) < 0)
				return -1;
		}
	}
	return 0;
}

/* What follows an action is asked for by its id: there is no list of all any more. */
static int start_look(struct hz_hcloud *hcloud, struct pending *pending, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *path = hz_strf("/actions/%" PRId64, pending->id);
	HZ_AUTO(hz_freep) char *words = in_words(pending->command, pending->id);
	HZ_AUTO(hz_freep) char *what = hz_strf("follow %s", words);

	return hz_hcloud_start(hcloud,
			       &(struct hz_hcloud_request){
				       .verb = HZ_HCLOUD_GET,
				       .path = path,
				       .key = "action",
				       .what = what,
			       },
			       &pending->look, err);
}

/* Takes the answer of a look: 1 while the action runs, 0 when it is done. */
static int finish_look(struct hz_hcloud *hcloud, struct pending *pending,
		       const struct hz_hcloud_action_wait *wait, struct hz_err *err)
{
	HZ_AUTO(hz_hcloud_call_freep) struct hz_hcloud_call *look = HZ_TAKE(pending->look);
	HZ_AUTO(hz_json_unrefp) json_t *answer = NULL;
	struct hz_hcloud_action action;

	if (hz_hcloud_wait(hcloud, look, &answer, err) < 0)
		return -1;
	if (read_action(json_object_get(answer, "action"), &action) < 0)
		return refuse(err);
	if (look_at(&action, wait, err) < 0)
		return -1;
	pending->progress = action.progress;
	return action.running ? 1 : 0;
}

/* Looks at all that run, at once, and drops those that are done. */
static int look_round(struct hz_hcloud *hcloud, struct pendings *pendings,
		      const struct hz_hcloud_action_wait *wait, struct hz_err *err)
{
	for (size_t i = 0; i < pendings->count; i++)
		if (start_look(hcloud, &pendings->item[i], err) < 0)
			return -1;
	for (size_t i = pendings->count; i > 0; i--) {
		int r = finish_look(hcloud, &pendings->item[i - 1], wait, err);

		if (r < 0)
			return -1;
		if (r == 0)
			pendings->item[i - 1] = pendings->item[--pendings->count];
	}
	return 0;
}

static int time_out(const struct pending *pending, int64_t timeout_ms, struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf time = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *words = in_words(pending->command, pending->id);

	hz_elapsed_add(&time, timeout_ms);
	hz_err_set(err, HZ_ERR_TIMEOUT, "ActionTimeout", "%s is not done after %s (%d %%)", words,
		   hz_buf_str(&time), pending->progress);
	return hz_err_advise(err, "It goes on at Hetzner; run the command again to wait for it.");
}

int hz_hcloud_action_wait(struct hz_hcloud *hcloud, const json_t *answer,
			  const struct hz_hcloud_action_wait *wait, struct hz_err *err)
{
	HZ_AUTO(done_pendings) struct pendings pendings = { .count = 0 };
	int64_t start = hz_clock_ms();

	if (add_actions(&pendings, answer, wait, err) < 0)
		return -1;
	while (pendings.count > 0) {
		if (wait->timeout_ms > 0 && hz_clock_ms() - start >= wait->timeout_ms)
			return time_out(&pendings.item[0], wait->timeout_ms, err);
		if (hz_hcloud_pause(hcloud, hz_hcloud_pace(hcloud)->poll_ms, err) < 0 ||
		    look_round(hcloud, &pendings, wait, err) < 0)
			return -1;
	}
	return 0;
}
