/** What is published is looked at: the list of it, its documentation, how it uses reflection, and what is staged. */
@NullMarked
package io.reactortoken.release;

import org.jspecify.annotations.NullMarked;
