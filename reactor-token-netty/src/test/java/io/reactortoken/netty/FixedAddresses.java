package io.reactortoken.netty;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** A resolver that gives every name the same addresses, in this order. */
final class FixedAddresses extends AddressResolverGroup<InetSocketAddress> {

    private final List<InetAddress> addresses;

    FixedAddresses(InetAddress... addresses) {
        this.addresses = List.of(addresses);
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetNameResolver(executor) {
            @Override
            protected void doResolve(String name, Promise<InetAddress> promise) {
                promise.setSuccess(addresses.get(0));
            }

            @Override
            protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
                promise.setSuccess(addresses);
            }
        }.asAddressResolver();
    }
}
