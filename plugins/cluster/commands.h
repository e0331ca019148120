/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `kubectl hetzner cluster` and its subcommands, one file each.
 */
#ifndef HZ_CLUSTER_COMMANDS_H
#define HZ_CLUSTER_COMMANDS_H

#include "cli/command.h"

extern const struct hz_cmd hz_cmd_cluster;
extern const struct hz_cmd hz_cmd_cluster_create;
extern const struct hz_cmd hz_cmd_cluster_delete;
extern const struct hz_cmd hz_cmd_cluster_list;
extern const struct hz_cmd hz_cmd_cluster_render;

#endif
