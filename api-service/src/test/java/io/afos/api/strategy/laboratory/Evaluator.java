package io.afos.api.strategy.laboratory;

/** What a training would give, without training. */
public interface Evaluator {

    /** The epochs of a full training. */
    int epochs();

    /** Trains for some epochs. */
    Training train(String fingerprint, long seed, int toEpochs);

    /** The accuracy after an epoch, 0 after a divergence. */
    double accuracy(String fingerprint, long seed, int epoch);

    /** What a training gives, and how many epochs it took. */
    record Training(double fitness, int epochs) {}
}
