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
	{ .name = "cluster", .summary = "Create, list, change and delete workload clusters" },
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

/* The file @program in @folder if it can be run, or NULL. Owned by the caller. */
static char *find_in(const char *folder, const char *program)
{
	HZ_AUTO(hz_freep) char *path = hz_path_join(folder, program);

	return is_program(path) ? HZ_TAKE(path) : NULL;
}

static char *find_near_self(const char *program)
{
	HZ_AUTO(hz_freep) char *self = hz_self_path();
	HZ_AUTO(hz_freep) char *folder = hz_path_dir(self ? self : "");
	HZ_AUTO(hz_freep) char *libexec = hz_strf("%s/../libexec/kubectl-hetzner", folder);
	char *found;

	if (!self)
		return NULL;
	found = find_in(folder, program);
	return found ? found : find_in(libexec, program);
}

char *hz_step_find(const char *name)
{
	HZ_AUTO(hz_freep) char *program = hz_strf("kubectl-hetzner-%s", name);
	char *found;

	if (!can_be_a_step(name))
		return NULL;
	found = find_near_self(program);
	return found ? found : hz_command_find(program);
}

int hz_step_run(const struct hz_strv *args, struct hz_err *err)
{
	(void)execv(args->item[0], args->item);
	return hz_err_errno(err, errno, "cannot run %s", args->item[0]);
}
