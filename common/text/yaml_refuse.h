/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What libyaml lets through and go-yaml v2 does not: kubectl refuses it, and so do we.
 */
#ifndef HZ_TEXT_YAML_REFUSE_H
#define HZ_TEXT_YAML_REFUSE_H

#include <stdbool.h>

#include "text/yaml_input.h"

/* Looks at one event; @flow says whether it stands inside brackets. < 0 with @err set. */
int hz_yaml_refuse(struct hz_yaml_input *input, const yaml_event_t *event, bool flow,
		   struct hz_err *err);

#endif
