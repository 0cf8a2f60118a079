/** What the tests of all modules run in, beside the versions of libraries. */
@NullMarked
package io.reactortoken.compat;

import org.jspecify.annotations.NullMarked;
