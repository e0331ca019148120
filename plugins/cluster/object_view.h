/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The objects of a cluster as a table: what each is, how many machines it stands for,
 * and of which type.
 */
#ifndef HZ_CLUSTER_OBJECT_VIEW_H
#define HZ_CLUSTER_OBJECT_VIEW_H

#include "cli/printer.h"

extern const struct hz_view hz_object_view;

#endif
