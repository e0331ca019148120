/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waiting for a cluster to come up: one phase after the other, each ended by what the
 * objects say, and the last two also by what the workload cluster's own API says.
 */
#include "cluster_wait.h"

#include "base/clock.h"
#include "base/interrupt.h"
#include "base/str.h"
#include "capi/workload.h"
#include "text/json.h"

#define TICK_MS 250
/* How often the workload cluster's API is asked. */
#define PROBE_MS 2000

const char *const hz_wait_words[] = { "none", "infrastructure", "control-plane", "ready", NULL };

enum hz_wait_level hz_wait_level_of(const char *word)
{
	int level = HZ_WAIT_NONE;

	while (hz_wait_words[level] && !hz_str_eq(hz_wait_words[level], word))
		level++;
	return hz_wait_words[level] ? (enum hz_wait_level)level : HZ_WAIT_NONE;
}

/* All that the phases share. */
struct waiting {
	const struct hz_wait *wait;
	struct hz_progress *progress;
	struct hz_inventory inventory;
	struct hz_follow *changes;
	struct hz_workload workload;
	int64_t deadline;
	int64_t next_probe;
	char *probe_result; /* owned; why the workload API did not answer */
};

static void waiting_done(struct waiting *waiting)
{
	hz_follow_free(waiting->changes);
	hz_inventory_done(&waiting->inventory);
	hz_workload_done(&waiting->workload);
	free(waiting->probe_result);
}

/*
 * A phase: whether it is over (1), not yet (0), or will never be (< 0 with @err). It may
 * describe where it is.
 */
struct phase {
	enum hz_wait_level level;
	const char *id;
	const char *title;
	int (*reached)(struct waiting *waiting, struct hz_buf *detail, struct hz_err *err);
};

static int infrastructure_reached(struct waiting *waiting, struct hz_buf *detail,
				  struct hz_err *err)
{
	struct hz_cluster_state state = hz_cluster_state_read(&waiting->inventory);

	(void)err;
	if (state.infrastructure_ready && *state.host)
		hz_buf_addf(detail, "%s:%d", state.host, state.port);
	return state.infrastructure_ready;
}

static int initialized_reached(struct waiting *waiting, struct hz_buf *detail, struct hz_err *err)
{
	struct hz_cluster_state state = hz_cluster_state_read(&waiting->inventory);

	(void)err;
	hz_buf_addf(detail, "%d of %d control plane machines ready", state.control_planes_ready,
		    state.control_planes_wanted);
	return state.control_plane_initialized;
}

/* Whether it is time for the next question to the workload API. */
static bool probe_is_due(struct waiting *waiting)
{
	int64_t now = hz_clock_ms();

	if (now < waiting->next_probe)
		return false;
	waiting->next_probe = now + PROBE_MS;
	return true;
}

/* Opens the workload API, once it can be, and asks whether it is ready. */
static int probe(struct waiting *waiting, struct hz_err *err)
{
	struct hz_session *session = &waiting->wait->context->session;
	HZ_AUTO(hz_json_unrefp) json_t *answer = NULL;

	if (!waiting->workload.kube &&
	    hz_workload_open(session->http, session->kube, waiting->wait->namespace_,
			     waiting->wait->name, &waiting->workload, err) < 0)
		return -1;
	return hz_kube_get_path(waiting->workload.kube, "/readyz", &answer, err);
}

static int api_reached(struct waiting *waiting, struct hz_buf *detail, struct hz_err *err)
{
	HZ_AUTO(hz_err_done) struct hz_err why = HZ_ERR_INIT;

	if (probe_is_due(waiting)) {
		if (probe(waiting, &why) == 0) {
			hz_buf_addf(detail, "%s answers", hz_kube_server(waiting->workload.kube));
			return 1;
		}
		if (hz_interrupted())
			return hz_err_move(err, &why);
		/* the Secret may be another one by the next time */
		hz_workload_done(&waiting->workload);
		free(waiting->probe_result);
		waiting->probe_result = HZ_TAKE(why.message);
	}
	if (waiting->probe_result)
		hz_buf_adds(detail, waiting->probe_result);
	return 0;
}

/* Ends the wait when nodes wait for something that nobody has installed. */
static int check_needs(const struct waiting *waiting, const struct hz_node_needs *needs,
		       struct hz_err *err)
{
	const char *name = waiting->wait->name;

	if (!needs->cni && !needs->cloud_controller)
		return 0;
	hz_err_set(err, HZ_ERR_FOUND, "MissingAddon",
		   "the nodes of cluster %s cannot become ready: there is %s", name,
		   needs->cni && needs->cloud_controller
			   ? "no network plugin (CNI) and no cloud controller manager"
		   : needs->cni ? "no network plugin (CNI)"
				: "no cloud controller manager");
	return hz_err_advise(err,
			     "Install what is missing, then run this command again; "
			     "kubectl hetzner addons install %s -n %s does both.",
			     name, waiting->wait->namespace_);
}

static int ready_reached(struct waiting *waiting, struct hz_buf *detail, struct hz_err *err)
{
	struct hz_cluster_state state = hz_cluster_state_read(&waiting->inventory);
	HZ_AUTO(hz_err_done) struct hz_err why = HZ_ERR_INIT;
	struct hz_node_needs needs = { .nodes = 0 };
	int wanted = state.control_planes_wanted + state.workers_wanted;

	hz_buf_addf(detail, "%d/%d control planes, %d/%d workers ready", state.control_planes_ready,
		    state.control_planes_wanted, state.workers_ready, state.workers_wanted);
	if (!probe_is_due(waiting))
		return 0;
	if (hz_node_needs_read(waiting->workload.kube, &needs, &why) < 0)
		return hz_interrupted() ? hz_err_move(err, &why) : 0;
	if (check_needs(waiting, &needs, err) < 0)
		return -1;
	return needs.ready >= wanted && state.control_planes_ready >= state.control_planes_wanted &&
	       state.workers_ready >= state.workers_wanted;
}

static const struct phase phases[] = {
	{ HZ_WAIT_INFRASTRUCTURE, "infrastructure", "Load balancer and network",
	  infrastructure_reached },
	{ HZ_WAIT_CONTROL_PLANE, "control-plane", "First control plane machine",
	  initialized_reached },
	{ HZ_WAIT_CONTROL_PLANE, "api", "API of the new cluster", api_reached },
	{ HZ_WAIT_READY, "ready", "All machines and nodes", ready_reached },
};

/* What the controllers say is in the way, behind what the phase says itself. */
static int add_blocker(struct waiting *waiting, struct hz_buf *detail, struct hz_err *err)
{
	HZ_AUTO(hz_blocker_done) struct hz_blocker blocker = { .object = NULL };

	if (!hz_cluster_blocker(&waiting->inventory, &blocker))
		return 0;
	hz_buf_addf(detail, "%s%s: %s", detail->len > 0 ? "; " : "", blocker.object,
		    *blocker.message ? blocker.message : blocker.condition);
	if (!blocker.final)
		return 0;
	hz_err_set(err, blocker.kind, "Blocked", "%s (%s): %s", blocker.object, blocker.condition,
		   blocker.message);
	if (blocker.advice)
		hz_err_advise(err, "%s", blocker.advice);
	return -1;
}

static int timed_out(const struct waiting *waiting, const struct phase *phase, const char *detail,
		     struct hz_err *err)
{
	HZ_AUTO(hz_blocker_done) struct hz_blocker blocker = { .object = NULL };
	struct hz_buf after = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *elapsed = NULL;

	hz_elapsed_add(&after, waiting->wait->timeout_ms);
	elapsed = hz_buf_take(&after);
	hz_err_set(err, HZ_ERR_TIMEOUT, "Timeout",
		   "cluster %s is not there after %s: waiting for %s%s%s", waiting->wait->name,
		   elapsed, phase->id, *detail ? ": " : "", detail);
	if (hz_cluster_blocker(&waiting->inventory, &blocker) && blocker.advice)
		hz_err_advise(err, "%s", blocker.advice);
	return -1;
}

/* Deleted by somebody while we wait: the objects will never say more. */
static int check_exists(const struct waiting *waiting, struct hz_err *err)
{
	struct hz_cluster_state state = hz_cluster_state_read(&waiting->inventory);

	if (state.exists && !state.deleting)
		return 0;
	return hz_err_set(err, HZ_ERR_NOT_FOUND, "Deleted", "cluster %s %s while we waited for it",
			  waiting->wait->name, state.deleting ? "is being deleted" : "was deleted");
}

static int wait_for(struct waiting *waiting, const struct phase *phase, struct hz_err *err)
{
	hz_progress_begin(waiting->progress, phase->id, phase->title);
	for (;;) {
		HZ_AUTO(hz_buf_done) struct hz_buf detail = HZ_BUF_INIT;
		int reached = phase->reached(waiting, &detail, err);

		if (reached > 0) {
			hz_progress_done(waiting->progress, phase->id, "%s", hz_buf_str(&detail));
			return 0;
		}
		if (reached < 0 || check_exists(waiting, err) < 0 ||
		    add_blocker(waiting, &detail, err) < 0)
			return -1;
		if (hz_clock_ms() >= waiting->deadline)
			return timed_out(waiting, phase, hz_buf_str(&detail), err);
		hz_progress_detail(waiting->progress, phase->id, "%s", hz_buf_str(&detail));
		if (hz_follow_next(waiting->changes, TICK_MS, err) < 0)
			return -1;
		hz_progress_tick(waiting->progress);
	}
}

int hz_cluster_wait(const struct hz_wait *wait, struct hz_progress *progress, struct hz_err *err)
{
	HZ_AUTO(waiting_done)
	struct waiting waiting = {
		.wait = wait,
		.progress = progress,
		.deadline = hz_clock_ms() + wait->timeout_ms,
	};
	const struct hz_cluster_ref cluster = {
		.kube = wait->context->session.kube,
		.capi = &wait->context->capi,
		.namespace_ = wait->namespace_,
		.name = wait->name,
	};

	if (wait->level == HZ_WAIT_NONE)
		return 0;
	if (hz_follow_new(&cluster, &waiting.inventory, wait->timeout_ms, &waiting.changes, err) <
	    0)
		return -1;
	for (size_t i = 0; i < HZ_COUNT(phases) && phases[i].level <= wait->level; i++) {
		if (wait_for(&waiting, &phases[i], err) < 0) {
			hz_progress_fail(progress, phases[i].id, "%s", hz_err_outcome(err));
			return -1;
		}
	}
	return 0;
}
