/** README.md and the pages of docs/ against the sources, the POMs and each other. */
@NullMarked
package io.reactortoken.examples.docs;

import org.jspecify.annotations.NullMarked;
