/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `kubectl hetzner cluster`: clusters of Cluster API on Hetzner, from their description
 * to their removal.
 */
#include "commands.h"

int hz_plugin_cluster_main(int argc, char *argv[]);

static const struct hz_cmd *const subcommands[] = {
	&hz_cmd_cluster_create,
	&hz_cmd_cluster_list,
	&hz_cmd_cluster_delete,
	&hz_cmd_cluster_render,
	NULL,
};

const struct hz_cmd hz_cmd_cluster = {
	.name = "cluster",
	.summary = "Describe, create, list and delete clusters",
	.subcommands = subcommands,
};

int hz_plugin_cluster_main(int argc, char *argv[])
{
	return hz_cli_main(&hz_cmd_cluster, "kubectl hetzner cluster", argc, argv);
}
