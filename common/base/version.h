/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The version of these programs, in this one place.
 */
#ifndef HZ_BASE_VERSION_H
#define HZ_BASE_VERSION_H

#define HZ_VERSION "v0.1.0"

#endif
