package io.reactortoken.leaks;

import static java.nio.charset.StandardCharsets.UTF_8;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** What is inlined into the constructors and methods that are tapped. */
final class Taps {

    private Taps() {}

    /** The text of a secret. */
    static final class Secret {

        private Secret() {}

        @Advice.OnMethodExit
        static void made(@Advice.FieldValue("utf8") byte[] utf8) {
            Watch.secret(new String(utf8, UTF_8));
        }
    }

    /** The text of a token. */
    static final class Token {

        private Token() {}

        @Advice.OnMethodExit
        static void made(@Advice.FieldValue("text") String text) {
            Watch.secret(text);
        }
    }

    /** An object that users print. */
    static final class Made {

        private Made() {}

        @Advice.OnMethodExit
        static void made(@Advice.This Object object) {
            Watch.made(object);
        }
    }

    /** An error that a test asserts on. */
    static final class Asserted {

        private Asserted() {}

        @Advice.OnMethodExit
        static void made(@Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) @Nullable Object error) {
            // what an assertion says is said to the test that named the token
            if (error instanceof Throwable && !(error instanceof AssertionError)) {
                Watch.made(error);
            }
        }
    }

    /** An error that a test subscriber gets. */
    static final class Signalled {

        private Signalled() {}

        @Advice.OnMethodEnter
        static void signalled(@Advice.Argument(0) Throwable error) {
            Watch.made(error);
        }
    }
}
