/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the running program lies.
 */
#ifndef HZ_HETZNER_SELF_PATH_H
#define HZ_HETZNER_SELF_PATH_H

#include "base/mem.h"

/* The real path of this program, symbolic links resolved; NULL when the system does not say. */
char *hz_self_path(void) HZ_OWNED(free);

#endif
