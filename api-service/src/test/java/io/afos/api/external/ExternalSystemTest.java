package io.afos.api.external;

import io.afos.api.system.SystemTest;

/** Searches with an external network, and trainers for it. */
abstract class ExternalSystemTest extends SystemTest {

    static final String NETWORK = """
            "external": {"network": "leaves", "version": "v1"}, "epochs": 2""";

    static String search(String strategy, String recipe, String more) {
        return """
                {"name": "own", "strategy": %s, "recipe": {%s}, "replication": {"candidates": 0}, "baselines": []%s}""".formatted(strategy, recipe, more);
    }

    static String one(String recipe) {
        return search(
                "{\"type\": \"random\", \"candidates\": 1}",
                recipe,
                ", \"space\": {\"unaries\": [\"x\"], \"binaries\": [\"mul\"], \"shapes\": [3]}");
    }

    ExternalTrainer trainer(String name) {
        return new ExternalTrainer(service(), name, "leaves", "v1");
    }

    String state() {
        return store().text("select concat_ws(' ', state, outcome, attempt, failures, fitness) from evaluation");
    }
}
