@NullMarked
package io.reactortoken.oauth2.internal.answer;

import org.jspecify.annotations.NullMarked;
