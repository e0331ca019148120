/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What this program was built for, in Go's words: "linux/amd64".
 */
#ifndef HZ_BASE_PLATFORM_H
#define HZ_BASE_PLATFORM_H

#ifdef __APPLE__
#define HZ_PLATFORM_SYSTEM "darwin"
#else
#define HZ_PLATFORM_SYSTEM "linux"
#endif

#if defined(__x86_64__)
#define HZ_PLATFORM_MACHINE "amd64"
#elif defined(__aarch64__)
#define HZ_PLATFORM_MACHINE "arm64"
#else
#define HZ_PLATFORM_MACHINE "unknown"
#endif

#define HZ_PLATFORM HZ_PLATFORM_SYSTEM "/" HZ_PLATFORM_MACHINE

#endif
