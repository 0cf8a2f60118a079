/** Tests of what a token endpoint answers. */
@NullMarked
package io.reactortoken.oauth2.internal.answer;

import org.jspecify.annotations.NullMarked;
