/** Tests of the test kit: with sockets and the JDK's HTTP client, and with nothing of this library. */
@NullMarked
package io.reactortoken.test;

import org.jspecify.annotations.NullMarked;
