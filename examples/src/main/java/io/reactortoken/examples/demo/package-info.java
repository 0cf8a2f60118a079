/**
 * The main job on real input: one token source under load, while its tokens are revoked and its server is stopped.
 */
@NullMarked
package io.reactortoken.examples.demo;

import org.jspecify.annotations.NullMarked;
