/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The YAML files below common/capi/data, which are part of the programs.
 */
#ifndef HZ_CAPI_DATA_FILE_H
#define HZ_CAPI_DATA_FILE_H

#include <jansson.h>

/* The contents of the file @name, such as "versions.yaml": a new reference. A bad one is a bug. */
json_t *hz_data_file(const char *name);

#endif
