/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much a stream transport bears before it takes it for a flood.
 */
#pragma once

/* Bytes that wait for one peer: whoever never reads must not fill the memory. */
#define LORE_BOUND_WAITING (4 * 1024 * 1024)
/* Connections of one wire. Once it has turned somebody away it says so no more, until
 * there are fewer than at LORE_BOUND_CALM: a flood is told of once. */
#define LORE_BOUND_CONNECTIONS 1024
#define LORE_BOUND_CALM (LORE_BOUND_CONNECTIONS * 3 / 4)
