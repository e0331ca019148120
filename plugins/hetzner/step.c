/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The steps: programs of their own, which the dispatcher finds and becomes.
 */
#include "step.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/command_path.h"
#include "base/file.h"
#include "self_path.h"

const struct hz_cmd hz_steps[HZ_STEPS] = {
	{ .name = "init",
	  .summary = "Install Cluster API and the Hetzner provider in a management cluster" },
	{ .name = "cluster", .summary = "Describe, create, list and delete clusters" },
	{ .name = "addons",
	  .summary = "Install what a new cluster needs: network, cloud, storage" },
	{ .name = "pivot", .summary = "Move clusters to another management cluster, or back" },
	{ .name = "attach", .summary = "Hand clusters to other tools, such as Argo CD or Rancher" },
	{ .name = "sandbox", .summary = "Run simulated APIs to try everything without an account" },
};

bool hz_step_is_ours(const char *word)
{
	for (size_t i = 0; i < HZ_STEPS; i++)
		if (strcmp(hz_steps[i].name, word) == 0)
			return true;
	return false;
}

/* A name is part of a file's: nothing that leads to another folder. */
static bool can_be_a_step(const char *word)
{
	return *word && word[strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789_-")] == '\0';
}

static bool is_program(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

/* Adds the paths where @program may lie by our own. */
static void add_places_near_self(struct hz_strv *places, const char *program)
{
	HZ_AUTO(hz_freep) char *self = hz_self_path();
	HZ_AUTO(hz_freep) char *folder = NULL;

	if (!self)
		return;
	folder = hz_path_dir(self);
	hz_strv_addf(places, "%s/%s", folder, program);
	hz_strv_addf(places, "%s/../libexec/kubectl-hetzner/%s", folder, program);
}

char *hz_step_find(const char *name)
{
	HZ_AUTO(hz_freep) char *program = hz_strf("kubectl-hetzner-%s", name);
	HZ_AUTO(hz_strv_done) struct hz_strv places = HZ_STRV_INIT;

	if (!can_be_a_step(name))
		return NULL;
	add_places_near_self(&places, program);
	for (size_t i = 0; i < places.count; i++)
		if (is_program(places.item[i]))
			return hz_strdup(places.item[i]);
	return hz_command_find(program);
}

int hz_step_run(const struct hz_strv *args, struct hz_err *err)
{
	(void)execv(args->item[0], args->item);
	return hz_err_errno(err, errno, "cannot run %s", args->item[0]);
}
