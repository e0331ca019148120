/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The commands that the dispatcher runs itself.
 */
#ifndef HZ_HETZNER_COMMANDS_H
#define HZ_HETZNER_COMMANDS_H

#include "cli/command.h"

extern const struct hz_cmd hz_cmd_version;
extern const struct hz_cmd hz_cmd_options;

#endif
