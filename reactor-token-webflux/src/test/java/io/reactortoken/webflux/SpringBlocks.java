package io.reactortoken.webflux;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Spring draws the boundary of a multipart body from SecureRandom, on whatever thread writes it. And two event loops may
 * want the lock of the virtual time's queue at once, which a real scheduler does not have.
 */
public final class SpringBlocks implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("org.springframework.util.MimeTypeUtils", "generateMultipartBoundary")
                .allowBlockingCallsInside("java.util.concurrent.PriorityBlockingQueue", "offer")
                .allowBlockingCallsInside("java.util.concurrent.PriorityBlockingQueue", "peek")
                .allowBlockingCallsInside("java.util.concurrent.PriorityBlockingQueue", "poll");
    }
}
