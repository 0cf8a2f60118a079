/** Authorized calls, while networks, servers, secrets and clocks fail. */
@NullMarked
package io.reactortoken.chaos;

import org.jspecify.annotations.NullMarked;
