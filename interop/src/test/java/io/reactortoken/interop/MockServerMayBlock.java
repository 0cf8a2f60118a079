package io.reactortoken.interop;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** mock-oauth2-server makes keys and reads files on the event loops of its server, which are not ours. */
public final class MockServerMayBlock implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        String server = "no.nav.security.mock.oauth2.http.NettyWrapper";
        builder.allowBlockingCallsInside(server + "$start$1$2", "initChannel")
                .allowBlockingCallsInside(server + "$RouterChannelHandler", "channelRead0");
    }
}
