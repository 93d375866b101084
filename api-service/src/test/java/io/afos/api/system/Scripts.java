package io.afos.api.system;

import io.afos.api.system.ScriptedWorker.Script;
import io.afos.model.message.Outcome;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What workers in tests do with a task. */
public final class Scripts {

    private Scripts() {}

    /** Trains: the same metrics for the same formula and seed, and a learning curve. */
    public static Script train() {
        return scene -> {
            scene.start();
            scene.epochs();
            scene.finish(Marks.trained(scene.task()));
        };
    }

    /** Starts and ends, and nothing between: what queue and database can do at most. */
    public static Script passThrough() {
        return scene -> {
            scene.start();
            scene.finish(Marks.trained(scene.task()));
        };
    }

    public static Script screenOut() {
        return scene -> {
            scene.start();
            scene.finish(Marks.screenedOut(scene.task()));
        };
    }

    public static Script diverge() {
        return scene -> {
            scene.start();
            scene.finish(new Outcome.Diverged(2, 77, 0.5));
        };
    }

    public static Script fail(String reason, boolean retryable) {
        return scene -> {
            scene.start();
            scene.finish(new Outcome.Failed(reason, retryable));
        };
    }

    /** Works until the service takes the attempt back, then gives it back, as a good worker does. */
    public static Script hang() {
        return scene -> {
            scene.start();
            if (scene.awaitRevocation()) {
                scene.finish(new Outcome.Released("told to stop"));
            }
        };
    }

    /** Works until the test gives a signal, and then says its result, whatever the service said meanwhile. */
    public static Script trainWhen(CountDownLatch signal) {
        return scene -> {
            scene.start();
            scene.await(signal);
            scene.finish(Marks.trained(scene.task()));
        };
    }

    public static Script vanishAfterStart() {
        return scene -> {
            scene.start();
            scene.vanish();
        };
    }

    public static Script vanishBeforeAcknowledging() {
        return scene -> {
            scene.announce();
            scene.vanish();
        };
    }

    /** Says everything twice. */
    public static Script answerTwice() {
        return scene -> {
            scene.announce();
            scene.start();
            scene.epochs();
            scene.epochs();
            scene.finish(Marks.trained(scene.task()));
            scene.finish(Marks.trained(scene.task()));
        };
    }

    public static Script sendGarbage(byte[] garbage) {
        return scene -> {
            scene.tellRaw(garbage);
            train().play(scene);
        };
    }

    /** The first script for the first so many tasks, then the other. */
    public static Script first(int count, Script early, Script late) {
        var played = new AtomicInteger();
        return scene -> (played.getAndIncrement() < count ? early : late).play(scene);
    }
}
