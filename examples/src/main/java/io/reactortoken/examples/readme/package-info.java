/** The samples of the README and the pages of docs/, so that the compiler reads them too. A test compares. */
@NullMarked
package io.reactortoken.examples.readme;

import org.jspecify.annotations.NullMarked;
