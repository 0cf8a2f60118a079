/** What changes with the migration, shown on both sides. */
@NullMarked
package io.reactortoken.examples.migration;

import org.jspecify.annotations.NullMarked;
