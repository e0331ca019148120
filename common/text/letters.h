/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which characters are letters and decimal digits, by Unicode 15.0, as in Go 1.25:
 * the categories L and Nd.
 */
#ifndef HZ_TEXT_LETTERS_H
#define HZ_TEXT_LETTERS_H

#include <stdbool.h>

bool hz_is_letter(unsigned code);
bool hz_is_digit(unsigned code);

#endif
