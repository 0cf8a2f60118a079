package io.reactortoken.test;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test of JUnit Jupiter that asks for one a {@link TokenOracle}, as a parameter of the test or of a
 * {@code @BeforeEach} method, and verifies it after the test and its {@code @AfterEach} methods: what the oracle finds
 * fails the test.
 *
 * <pre>{@code
 * @ExtendWith(TokenOracleExtension.class)
 * class OrdersTest {
 *     @Test
 *     void ordersShareOneToken(TokenOracle oracle) { ... }
 * }
 * }</pre>
 *
 * <p>References are looked at when the class has run, because that needs the garbage collector: they fail the class, and
 * the message names the test. Where the extension is registered for less than a class, each test does that itself.
 *
 * @since 0.1.0
 */
public final class TokenOracleExtension
        implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(TokenOracleExtension.class);

    /** Makes an extension, usually by {@code @ExtendWith}. */
    public TokenOracleExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        store(context).put(References.class, new References());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        TokenOracle oracle = store(context).remove(TokenOracle.class, TokenOracle.class);
        if (oracle == null) {
            return;
        }
        if (store(context).get(References.class) == null) {
            oracle.close();
        } else {
            oracle.end();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        References references = store(context).remove(References.class, References.class);
        if (references != null) {
            references.check();
        }
    }

    /**
     * Returns the oracle of the test that runs, for extensions that build on this one.
     *
     * @param context of that test
     * @return its oracle, made when it is asked for first
     * @throws ParameterResolutionException if the context is not that of a single test
     */
    public static TokenOracle oracleOf(ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("there is a TokenOracle for each test, and none for "
                    + context.getDisplayName() + ": take it as a parameter of a @Test or a @BeforeEach method");
        }
        TokenOracle known = store(context).get(TokenOracle.class, TokenOracle.class);
        return known == null ? create(context) : known;
    }

    private static TokenOracle create(ExtensionContext context) {
        References shared = store(context).get(References.class, References.class);
        TokenOracle oracle =
                shared == null ? TokenOracle.create() : TokenOracle.create(context.getDisplayName(), shared);
        store(context).put(TokenOracle.class, oracle);
        return oracle;
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TokenOracle.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return oracleOf(context);
    }
}
