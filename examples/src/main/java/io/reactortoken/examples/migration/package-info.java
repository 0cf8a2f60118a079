/** The samples of docs/migration.md: what was there before, and what comes in its place. Tests show what changes. */
@NullMarked
package io.reactortoken.examples.migration;

import org.jspecify.annotations.NullMarked;
