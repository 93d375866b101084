package io.afos.api.web;

import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.afos.api.web.ProblemAssertions.assertIsAnAnswerOrAProblem;
import static org.assertj.core.api.Assertions.assertThat;

/** Every rejection names the field or parameter that is wrong. */
@Tag("any-backend")
class RejectionTest extends SystemTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name | \"a\\u0000b\" | name",
                "seed | 1.5 | seed",
                "seed | 1e30 | seed",
                "seed | \"1\" | seed",
                "priority | 101 | priority",
                "baselines | [\"relu\", \"nothing\"] | baselines[1]",
                "baselines | [null] | baselines[0]",
                "baselines | \"relu\" | baselines",
                "unknown | 1 | unknown",
                "strategy | {\"type\": \"magic\"} | strategy.type",
                "strategy | {} | strategy.type",
                "strategy | \"x\" | strategy.type",
                "strategy | [] | strategy",
                "strategy | 5 | strategy.type",
                "recipe | \"\" | recipe",
                "space | {\"unaries\": {}} | space.unaries",
                "strategy | {\"type\": \"afos\", \"population\": 1} | strategy.population",
                "strategy | {\"type\": \"afos\", \"population\": 30.5} | strategy.population",
                "strategy | {\"type\": \"afos\", \"population\": 10, \"elites\": 5} | strategy.elites",
                "strategy | {\"type\": \"afos\", \"crossoverProbability\": \"NaN\"} | strategy.crossoverProbability",
                "strategy | {\"type\": \"afos\", \"mutationProbability\": 1e400} | strategy.mutationProbability",
                "strategy | {\"type\": \"random\", \"candidates\": 100001} | strategy.candidates",
                "strategy | {\"type\": \"random\", \"population\": 5} | strategy.population",
                "strategy | {\"type\": \"exhaustive\"} | space",
                "strategy | {\"type\": \"exhaustive\", \"candidates\": 5} | strategy.candidates",
                "strategy | {\"type\": \"evolution\", \"population\": 1} | strategy.population",
                "strategy | {\"type\": \"evolution\", \"sample\": 0} | strategy.sample",
                "strategy | {\"type\": \"evolution\", \"concurrency\": 1001} | strategy.concurrency",
                "strategy | {\"type\": \"evolution\", \"crossoverProbability\": -0.1} | strategy.crossoverProbability",
                "strategy | {\"type\": \"evolution\", \"candidates\": \"many\"} | strategy.candidates",
                "strategy | {\"type\": \"surrogate\", \"batch\": 0} | strategy.batch",
                "strategy | {\"type\": \"surrogate\", \"batch\": 5, \"concurrency\": 4} | strategy.batch",
                "strategy | {\"type\": \"surrogate\", \"initial\": 1} | strategy.initial",
                "strategy | {\"type\": \"surrogate\", \"population\": 5} | strategy.population",
                "strategy | {\"type\": \"asha\", \"reduction\": 1} | strategy.reduction",
                "strategy | {\"type\": \"asha\", \"minEpochs\": 0} | strategy.minEpochs",
                "strategy | {\"type\": \"asha\", \"minEpochs\": 15} | strategy.minEpochs",
                "strategy | {\"type\": \"asha\", \"strategy\": {\"type\": \"asha\"}} | strategy.strategy.type",
                "strategy | {\"type\": \"asha\", \"strategy\": {\"type\": \"exhaustive\"}} | space",
                "strategy | {\"type\": \"asha\", \"strategy\": {\"type\": \"afos\", \"elites\": 400}} | strategy.strategy.elites",
                "strategy | {\"type\": \"asha\", \"strategy\": {\"type\": \"evolution\", \"sample\": 0}} | strategy.strategy.sample",
                "space | {\"preset\": \"nothing\"} | space.preset",
                "space | {\"unaries\": []} | space.unaries",
                "space | {\"unaries\": [\"x\", \"y\"]} | space.unaries[1]",
                "space | {\"binaries\": [null]} | space.binaries[0]",
                "space | {\"shapes\": [4]} | space.shapes[0]",
                "space | {\"shapes\": [3, 3]} | space",
                "recipe | {\"dataset\": \"CIFAR 10\"} | recipe.dataset",
                "recipe | {\"dataset\": \"\"} | recipe.dataset",
                "recipe | {\"dataset\": \"fashion-mnist-mini\", \"validationImages\": 10000} | recipe.validationImages",
                "recipe | {\"dataset\": \"beans\", \"validationImages\": 134} | recipe.validationImages",
                "recipe | {\"dataset\": \"folder:../etc\", \"validationImages\": 1} | recipe.dataset",
                "recipe | {\"dataset\": \"folder:\", \"validationImages\": 1} | recipe.dataset",
                "recipe | {\"dataset\": \"folder:leaves\"} | recipe.validationImages",
                "recipe | {\"imageSize\": 7} | recipe.imageSize",
                "recipe | {\"imageSize\": 513} | recipe.imageSize",
                "recipe | {\"augmentation\": \"ALL\"} | recipe.augmentation",
                "recipe | {\"normalization\": 1} | recipe.normalization",
                "recipe | {\"contentSha256\": \"abc\"} | recipe.contentSha256",
                "recipe | {\"architecture\": \"RESNET\"} | recipe.architecture",
                "recipe | {\"depth\": \"TINY\"} | recipe.depth",
                "recipe | {\"depth\": \"DEEP\"} | recipe.depth",
                "recipe | {\"architecture\": \"cct-7-3x1\", \"form\": \"LARGE\"} | recipe.form",
                "recipe | {\"architecture\": \"alexnet\", \"form\": \"LARGE\"} | recipe.architecture",
                "recipe | {\"width\": 0} | recipe.width",
                "recipe | {\"width\": \"NaN\"} | recipe.width",
                "recipe | {\"epochs\": 1001} | recipe.epochs",
                "recipe | {\"batchSize\": 0} | recipe.batchSize",
                "recipe | {\"optimizer\": {\"type\": \"SGDX\"}} | recipe.optimizer.type",
                "recipe | {\"optimizer\": {\"type\": 0}} | recipe.optimizer.type",
                "recipe | {\"optimizer\": {\"learningRate\": 0}} | recipe.optimizer.learningRate",
                "recipe | {\"optimizer\": {\"momentum\": 1}} | recipe.optimizer.momentum",
                "recipe | {\"screening\": {\"minAccuracy\": 2}} | recipe.screening.minAccuracy",
                "recipe | {\"fitnessSplit\": \"TRAIN\"} | recipe.fitnessSplit",
                "recipe | {\"fitnessSplit\": 1} | recipe.fitnessSplit",
                "recipe | {\"reportTest\": \"yes\"} | recipe.reportTest",
                "recipe | {\"reportTest\": 1} | recipe.reportTest",
                "recipe | {\"trainImages\": 0} | recipe.trainImages",
                "recipe | [] | recipe"
            })
    void everyRejectionNamesItsField(String member, String value, String field) {
        Reply reply = service().post("/api/v1/searches", "{\"%s\": %s}".formatted(member, value.replace('`', '"')));

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertIsAnAnswerOrAProblem(reply, value);
        assertThat(reply.json().get("errors"))
                .as(reply.body())
                .extracting(error -> error.get("field").asString())
                .containsOnly(field);
        assertThat(reply.json().get("detail").asString()).contains(field);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/searches?state=DONE, state, 'must be one of RUNNING, PAUSED, COMPLETED, FAILED, CANCELLED'",
        "/api/v1/searches?limit=0, limit, must be greater than or equal to 1",
        "/api/v1/searches?limit=201, limit, must be less than or equal to 200",
        "/api/v1/searches?limit=ten, limit, must be a whole number",
        "/api/v1/searches?cursor=!!, cursor, is not a cursor of this list; start again without one",
        "/api/v1/searches?dataset=%00, dataset, 'must be 1 to 64 lower-case letters, digits or hyphens, or external:NETWORK@VERSION for an external network'",
        "/api/v1/searches/x, id, must be a whole number",
        "/api/v1/leaderboard?metric=BEST, metric, 'must be one of FITNESS, ACCURACY, LOSS'",
        "/api/v1/leaderboard?recipe=abc, recipe, must be 64 lower-case hexadecimal digits",
        "/api/v1/activations/abc, fingerprint, must be 32 lower-case hexadecimal digits"
    })
    void everyParameterIsRefusedByItsName(String address, String field, String message) {
        Reply reply = service().get(address);

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.json().at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(reply.json().at("/errors/0/message").asString()).isEqualTo(message);
        assertThat(reply.json().get("detail").asString()).isEqualTo(field + " " + message);
    }
}
