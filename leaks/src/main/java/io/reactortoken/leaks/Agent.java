package io.reactortoken.leaks;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isInterface;
import static net.bytebuddy.matcher.ElementMatchers.isSubTypeOf;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.security.ProtectionDomain;
import java.util.List;
import java.util.Set;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import org.jspecify.annotations.Nullable;

/** Taps the constructors of what holds a secret, of what users print, and of tags; and what the tests look at. */
final class Agent {

    private static final ClassLoader TESTED = Agent.class.getClassLoader();

    /**
     * Raw on purpose: what a server sent, before it is scrubbed, and what a client authentication is given, with the URL's
     * query. Whoever shows some of it has to hide it, and is watched.
     */
    private static final Set<String> RAW =
            Set.of("io.reactortoken.http.Challenge", "io.reactortoken.oauth2.auth.ProofRequest");

    private static final List<String> SECRETS =
            List.of("io.reactortoken.credential.Secret", "io.reactortoken.AccessToken");

    private static final String NOT_IN_A_USERS_HANDS = ".internal.";

    private static boolean installed;

    private Agent() {}

    static synchronized void install() {
        if (installed) {
            return;
        }
        installed = true;
        SECRETS.forEach(Agent::load);
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(RedefinitionStrategy.RETRANSFORMATION)
                // to look at one class may load another, past the agent
                .with(RedefinitionStrategy.DiscoveryStrategy.Reiterating.INSTANCE)
                .ignore(not(net.bytebuddy.matcher.ElementMatchers.nameStartsWith("io.reactortoken.")
                        .or(named("io.micrometer.core.instrument.ImmutableTag"))
                        .or(named("io.micrometer.common.ImmutableKeyValue"))
                        .or(named("org.assertj.core.api.AbstractThrowableAssert"))
                        .or(named("reactor.test.DefaultStepVerifierBuilder$DefaultVerifySubscriber"))))
                .type((type, loader, module, redefined, domain) -> isOurs(loader) && isSecret(type))
                .transform((builder, type, loader, module, domain) -> builder.visit(
                        Advice.to(type.getSimpleName().equals("Secret") ? Taps.Secret.class : Taps.Token.class)
                                .on(isConstructor())))
                .type((type, loader, module, redefined, domain) -> isOurs(loader) && isShown(type, domain))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(Taps.Made.class).on(isConstructor())))
                .type((type, loader, module, redefined, domain) ->
                        type.getName().startsWith("io.micrometer"))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(Taps.Made.class).on(isConstructor())))
                .type(named("org.assertj.core.api.AbstractThrowableAssert"))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(Taps.Asserted.class).on(isConstructor())))
                .type(named("reactor.test.DefaultStepVerifierBuilder$DefaultVerifySubscriber"))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(Taps.Signalled.class).on(named("onError"))))
                .installOn(ByteBuddyAgent.install());
    }

    private static boolean isOurs(@Nullable ClassLoader loader) {
        return loader == TESTED;
    }

    private static boolean isSecret(TypeDescription type) {
        return SECRETS.contains(type.getName());
    }

    /** Where it is on the class path. What is loaded is tapped in any case; what is loaded meanwhile may not be. */
    private static void load(String type) {
        try {
            Class.forName(type, false, TESTED);
        } catch (ClassNotFoundException absent) {
            // the oracle's own tests
        }
    }

    /** The public types of the product, and what the oracle's own tests plant. */
    private static boolean isShown(TypeDescription type, @Nullable ProtectionDomain domain) {
        if (isSubTypeOf(Planted.class).matches(type)) {
            return true;
        }
        return type.isPublic()
                && type.getName().startsWith("io.reactortoken.")
                && !isInterface().matches(type)
                && !type.getName().startsWith("io.reactortoken.leaks.")
                && !type.getName().contains(NOT_IN_A_USERS_HANDS)
                && !RAW.contains(type.getName())
                && !isDouble(type)
                && isProduct(domain);
    }

    /** Servers that only tests and examples have. */
    private static boolean isDouble(TypeDescription type) {
        return type.getName().startsWith("io.reactortoken.secrets.testing.")
                || type.getName().startsWith("io.reactortoken.examples.");
    }

    private static boolean isProduct(@Nullable ProtectionDomain domain) {
        return domain != null
                && domain.getCodeSource() != null
                && !domain.getCodeSource().getLocation().getPath().contains("test-classes");
    }

    /** A type of the oracle's own tests that is watched like one of the product. */
    interface Planted {}
}
