package io.reactortoken;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.ITestResult;
import org.testng.annotations.AfterClass;
import org.testng.annotations.AfterMethod;

/**
 * The Reactive Streams TCK on a publisher of one element. What needs more elements the TCK skips by itself; that it skips
 * no other rule is checked when a class has run.
 */
abstract class TokenVerification extends PublisherVerification<AccessToken> {

    private static final long TIMEOUT_MILLIS = 500;
    private static final long SILENCE_MILLIS = 50;

    private static final int PASSED = 12;

    private static final Set<String> NEED_MORE_ELEMENTS = names("""
            optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequestingManyUpfront
            optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequestingManyUpfrontAndCompleteAsExpected
            optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequestingOneByOne
            optional_spec309_requestNegativeNumberMaySignalIllegalArgumentExceptionWithSpecificMessage
            required_createPublisher3MustProduceAStreamOfExactly3Elements
            required_spec101_subscriptionRequestMustResultInTheCorrectNumberOfProducedElements
            required_spec102_maySignalLessThanRequestedAndTerminateSubscription
            required_spec105_mustSignalOnCompleteWhenFiniteStreamTerminates
            required_spec302_mustAllowSynchronousRequestCallsFromOnNextAndOnSubscribe
            required_spec303_mustNotAllowUnboundedRecursion
            required_spec306_afterSubscriptionIsCancelledRequestMustBeNops
            required_spec309_requestNegativeNumberMustSignalIllegalArgumentException
            required_spec309_requestZeroMustSignalIllegalArgumentException
            required_spec312_cancelMustMakeThePublisherToEventuallyStopSignaling
            required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber
            required_spec317_mustNotSignalOnErrorWhenPendingAboveLongMaxValue
            required_spec317_mustSupportACumulativePendingElementCountUpToLongMaxValue
            required_spec317_mustSupportAPendingElementCountUpToLongMaxValue
            stochastic_spec103_mustSignalOnMethodsSequentially
            """);

    private static final Set<String> CANNOT_BE_TESTED = names("""
            untested_spec106_mustConsiderSubscriptionCancelledAfterOnErrorOrOnCompleteHasBeenCalled
            untested_spec107_mustNotEmitFurtherSignalsOnceOnErrorHasBeenSignalled
            untested_spec108_possiblyCanceledSubscriptionShouldNotReceiveOnErrorOrOnCompleteSignals
            untested_spec109_subscribeShouldNotThrowNonFatalThrowable
            untested_spec110_rejectASubscriptionRequestIfTheSameSubscriberSubscribesTwice
            untested_spec304_requestShouldNotPerformHeavyComputations
            untested_spec305_cancelMustNotSynchronouslyPerformHeavyComputation
            """);

    private final Set<String> passed = new TreeSet<>();
    private final Map<String, String> skipped = new TreeMap<>();

    TokenVerification() {
        super(new TestEnvironment(TIMEOUT_MILLIS, SILENCE_MILLIS));
    }

    private static Set<String> names(String lines) {
        return lines.lines().collect(Collectors.toCollection(TreeSet::new));
    }

    abstract CacheFixture token();

    abstract CacheFixture failure();

    @Override
    public Publisher<AccessToken> createPublisher(long elements) {
        return token().get();
    }

    @Override
    public Publisher<AccessToken> createFailedPublisher() {
        return failure().get();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }

    @AfterMethod(alwaysRun = true)
    public void count(ITestResult result) {
        String name = result.getMethod().getMethodName();
        if (result.getStatus() == ITestResult.SKIP) {
            skipped.put(name, String.valueOf(result.getThrowable().getMessage()));
        } else if (result.isSuccess()) {
            passed.add(name);
        }
    }

    @AfterClass(alwaysRun = true)
    public void nothingIsSkippedButWhatNeedsMoreThanOneElementOrHasNoTest() {
        assertThat(skippedBecause("Unable to run this test, as required elements nr:"))
                .isEqualTo(NEED_MORE_ELEMENTS);
        assertThat(skippedBecause("Not verified by this TCK.")).isEqualTo(CANNOT_BE_TESTED);
        assertThat(skipped).hasSize(NEED_MORE_ELEMENTS.size() + CANNOT_BE_TESTED.size());
        assertThat(passed).hasSize(PASSED);
    }

    private Set<String> skippedBecause(String reason) {
        return skipped.keySet().stream()
                .filter(name -> requireNonNull(skipped.get(name)).startsWith(reason))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
