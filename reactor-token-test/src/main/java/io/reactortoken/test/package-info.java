/**
 * What a test of code that needs tokens needs: a source that answers when the test says so, and time that moves when the
 * test says so.
 */
@NullMarked
package io.reactortoken.test;

import org.jspecify.annotations.NullMarked;
