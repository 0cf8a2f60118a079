package io.reactortoken.netty;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Netty shuffles the ids of its name lookups by SecureRandom, on the event loop; since 4.2 it tells BlockHound so. And two
 * event loops may want the lock of the virtual time's queue at once, which a real scheduler does not have.
 */
public final class NettyBlocks implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("io.netty.resolver.dns.DnsQueryIdSpace", "newBucket")
                .allowBlockingCallsInside("java.util.concurrent.PriorityBlockingQueue", "offer")
                .allowBlockingCallsInside("java.util.concurrent.PriorityBlockingQueue", "peek")
                .allowBlockingCallsInside("java.util.concurrent.PriorityBlockingQueue", "poll");
    }
}
