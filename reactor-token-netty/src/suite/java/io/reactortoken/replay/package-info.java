/**
 * What both integrations must do, one test per row of the catalogue. The rows do not know which integration they test;
 * each integration's module compiles them, and runs them through its own {@link io.reactortoken.replay.Integration}.
 */
@NullMarked
package io.reactortoken.replay;

import org.jspecify.annotations.NullMarked;
