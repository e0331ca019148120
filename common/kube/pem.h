/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PEM texts, looked at just enough to tell a user which file is the wrong one;
 * what is inside the blocks is for the TLS library to read.
 */
#ifndef HZ_KUBE_PEM_H
#define HZ_KUBE_PEM_H

enum hz_pem_kind {
	HZ_PEM_CERTIFICATE,
	HZ_PEM_PRIVATE_KEY,
};

/*
 * NULL when @text has a block of @kind that can be used; else what is wrong, such
 * as "holds no PEM certificate". An encrypted key cannot be used: the TLS library
 * would ask for its password on the terminal, and kubectl refuses it as well.
 */
const char *hz_pem_problem(const char *text, enum hz_pem_kind kind);

#endif
