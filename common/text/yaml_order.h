/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The order in which go-yaml v2 writes the keys of a mapping.
 */
#ifndef HZ_TEXT_YAML_ORDER_H
#define HZ_TEXT_YAML_ORDER_H

#include <jansson.h>

#include "base/mem.h"

/*
 * The keys of an object with a NULL behind them: runs of digits by their value ("a2"
 * before "a10"), other characters before letters. The array is owned by the caller,
 * the keys are borrowed.
 */
const char **hz_yaml_keys(const json_t *object) HZ_OWNED(free) HZ_NOT_NULL;

#endif
