package io.reactortoken.doctor;

/** By the JDK's own resolver and sockets. */
final class JdkNetwork implements Network {}
