package io.reactortoken;

/** A cache that renews without traffic. */
final class WarmCache extends TokenCache {

    private final CachePolicy policy;
    private final WarmTimer warm;

    WarmCache(TokenSource source, CachePolicy policy) {
        super(source, policy);
        this.policy = policy;
        this.warm = new WarmTimer(policy, this::renewWarm);
    }

    /** The timer fired: maybe too early, where the wall clock was set back since, and then it is planned again. */
    private void renewWarm() {
        renew();
        plan();
    }

    /** By the state as it is now: those who were woken may have changed it. */
    @Override
    void plan() {
        warm.plan(state(), Now.read(policy.clock()));
    }

    @Override
    public void dispose() {
        super.dispose();
        warm.dispose();
    }
}
