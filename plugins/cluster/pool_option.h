/* SPDX-License-Identifier: Apache-2.0 */
/*
 * --pool name=gpu,type=ccx33,replicas=2,…: a pool of workers as one argument.
 */
#ifndef HZ_PLUGINS_CLUSTER_POOL_OPTION_H
#define HZ_PLUGINS_CLUSTER_POOL_OPTION_H

#include "capi/cluster_draft.h"

/*
 * Adds the pool to @draft, or changes what @text says about the pool of that name. A new
 * one has the image @image, if that is not NULL. Errors are of kind USAGE.
 */
int hz_pool_option_apply(struct hz_cluster_draft *draft, const char *text, const char *image,
			 struct hz_err *err);

#endif
