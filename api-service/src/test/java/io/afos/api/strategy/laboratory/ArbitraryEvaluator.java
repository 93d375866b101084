package io.afos.api.strategy.laboratory;

/**
 * Trainings whose results have no meaning, of functions of any space: for what depends on the time that trainings take, not
 * on what comes out. Each takes all its epochs.
 */
record ArbitraryEvaluator(int epochs) implements Evaluator {

    @Override
    public Training train(String fingerprint, long seed, int toEpochs) {
        return new Training(Long.parseLong(fingerprint.substring(0, 12), 16) / 0x1p48, toEpochs);
    }

    @Override
    public double accuracy(String fingerprint, long seed, int epoch) {
        return 1;
    }
}
