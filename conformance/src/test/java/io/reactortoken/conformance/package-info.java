/** Which row of the catalogue is shown by which test. */
@NullMarked
package io.reactortoken.conformance;

import org.jspecify.annotations.NullMarked;
