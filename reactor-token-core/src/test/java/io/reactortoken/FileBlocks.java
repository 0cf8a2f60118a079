package io.reactortoken;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** BlockHound knows the files of java.io and not those of java.nio, which are the ones that are read here. */
public final class FileBlocks implements BlockHoundIntegration {

    private static final String PATHS = "sun.nio.fs.UnixNativeDispatcher";

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.markAsBlocking(PATHS, "open0", "(JII)I")
                .markAsBlocking(PATHS, "realpath0", "(J)[B")
                .markAsBlocking("sun.nio.ch.FileDispatcherImpl", "read0", "(Ljava/io/FileDescriptor;JI)I")
                .markAsBlocking("sun.nio.ch.UnixFileDispatcherImpl", "read0", "(Ljava/io/FileDescriptor;JI)I");
    }
}
