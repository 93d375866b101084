package io.afos.api.caller;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often each caller may do something at the same time. */
public final class Quota {

    private final int most;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    public Quota(int most) {
        this.most = most;
    }

    /** Takes a place if the caller has one left. */
    public boolean tryEnter(String caller) {
        boolean[] entered = {false};
        taken.compute(caller, (name, count) -> {
            int before = count == null ? 0 : count;
            entered[0] = before < most;
            return entered[0] ? Integer.valueOf(before + 1) : count;
        });
        return entered[0];
    }

    /** Gives a place back. */
    public void leave(String caller) {
        taken.computeIfPresent(caller, (name, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }
}
