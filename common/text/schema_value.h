/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checks of one value by its schema, without its members.
 */
#ifndef HZ_TEXT_SCHEMA_VALUE_H
#define HZ_TEXT_SCHEMA_VALUE_H

#include "text/schema_subject.h"

/* Whether the value is of the type that the schema says; adds the mistake when not. */
bool hz_schema_check_type(const struct hz_schema_subject *subject);

/* Checks the enum, and what holds for strings and integers. */
void hz_schema_check_scalar(const struct hz_schema_subject *subject);

#endif
