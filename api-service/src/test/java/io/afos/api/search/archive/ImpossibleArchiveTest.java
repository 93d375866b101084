package io.afos.api.search.archive;

import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static io.afos.api.search.archive.Archives.lines;
import static io.afos.api.search.archive.Archives.of;
import static org.assertj.core.api.Assertions.assertThat;

/** Archives of searches with rungs and replications that are not what such a search can have become. */
class ImpossibleArchiveTest extends SystemTest {

    private List<String> archive() {
        worker(Scripts.train());
        long id = service().submit(Requests.replicated(Requests.asha(30, 4, 1), 2, 2));
        service().awaitState(id, "COMPLETED");
        endWorkers();
        List<String> lines = lines(Archives.export(service(), id));
        store().empty();
        return lines;
    }

    private record Change(String type, String containing, String from, String to, String reason) {}

    @Test
    void whatCannotBeIsRefusedWithTheLineAndTheReason() {
        List<String> lines = archive();

        for (Change change : List.of(
                new Change("search", "", "\"rungs\":[1,2]", "\"rungs\":[1,3]", "strategy"),
                new Change("search", "", "\"rungs\":[1,2]", "\"rungs\":[]", "strategy"),
                new Change("search", "", "\"rungs\":[1,2]", "\"rungs\":[null]", "line 1 cannot be read"),
                new Change("search", "", "\"rungs\":[1,2]", "\"rungs\":[-1]", "minEpochs"),
                new Change("search", "", "\"base\":", "\"basis\":", "strategy"),
                new Change("search", "", "\"candidates\":30", "\"candidates\":2000000000", "strategy"),
                new Change("search", "", "\"endedBy\":\"STRATEGY\"", "\"endedBy\":\"LUNCH\"", "endedBy"),
                new Change(
                        "search",
                        "",
                        "\"seed\":1,",
                        "\"seed\":9007199254740993,",
                        "seed must be between -9007199254740991"),
                new Change("search", "", "\"trainingSeed\":1", "\"trainingSeed\":9007199254740992", "trainingSeed"),
                new Change("search", "", "\"splitSeed\":1", "\"splitSeed\":-9007199254740992", "splitSeed must be"),
                new Change("search", "", "\"pausedSeconds\":0.0", "\"pausedSeconds\":1e999", "line 1 cannot be read"),
                new Change("search", "", "\"pausedSeconds\":0.0", "\"pausedSeconds\":\"NaN\"", "line 1 cannot be read"),
                new Change("search", "", "\"priority\":0", "\"priority\":0,\"priority\":1", "line 1 cannot be read"),
                new Change("search", "", "\"seeds\":2}}", "\"seeds\":1}}", "seed must be one of the 1"),
                new Change("search", "", "\"seeds\":2}}", "\"seeds\":2000000000}}", "seeds must be"),
                new Change("evaluation", "},\"epochs\":1}", "},\"epochs\":1}", "},\"epochs\":3}", "one of 1, 2, 4"),
                new Change("evaluation", "},\"epochs\":1}", "},\"epochs\":1}", "},\"epochs\":-1}", "one of 1, 2, 4"),
                new Change(
                        "evaluation",
                        "",
                        "},\"epochs\":1}",
                        "},\"epochs\":1,\"seed\":2}",
                        "epochs must equal the recipe's"),
                new Change(
                        "evaluation",
                        "\"seed\":2}",
                        "\"seed\":2}",
                        "\"seed\":4}",
                        "seed must be one of the 2 seeds after"),
                new Change(
                        "evaluation",
                        "\"seed\":2}",
                        "\"seed\":2}",
                        "\"seed\":0}",
                        "seed must be one of the 2 seeds after"),
                new Change("evaluation", "\"seed\":3}", "\"seed\":3}", "\"seed\":2}", "already"),
                new Change("candidate", "\"epochs\":1,", "\"epochs\":1,", "\"epochs\":5,", "one of 1, 2, 4"),
                new Change("candidate", "\"epochs\":1,", "\"epochs\":1,", "\"epochs\":2,", "epochs must be 1"),
                new Change("candidate", "\"epochs\":1,", "\"epochs\":1,", "", "epochs must be 1"),
                new Change("candidate", "PROMOTION", "\"parents\":[", "\"parents\":[0,", "parents must be"),
                new Change("candidate", "PROMOTION", "\"epochs\":2,", "\"epochs\":1,", "fewer epochs"),
                new Change("candidate", "PROMOTION", "PROMOTION", "MUTATION", "epochs must be 1"),
                new Change("replication", "\"ordinal\"", "\"ordinal\":", "\"ordinal\":100", "ordinal must be"),
                new Change("replication", "\"ordinal\"", "\"ordinal\":", "\"ordinal\":-", "ordinal must be"),
                new Change("replication", "\"ordinal\"", "\"ordinal\":", "\"kardinal\":", ""),
                new Change("replication", "", "\"fingerprint\":\"", "\"fingerprint\":\"0", "ordinal must be"),
                new Change("replication", "", "\"seed\":2", "\"seed\":1", "seed must be one of"),
                new Change("replication", "\"seed\":3", "\"seed\":3", "\"seed\":2", "already"),
                new Change("end", "", "\"replications\":6", "\"replications\":5", "and 6 replications before"),
                new Change("end", "", ",\"replications\":6", "", "and 6 replications before"))) {
            assertRefused(lines, change);
        }
    }

    private void assertRefused(List<String> lines, Change change) {
        String line = of(change.type, lines).stream()
                .filter(candidate -> candidate.contains(change.containing) && candidate.contains(change.from))
                .findFirst()
                .orElseThrow(() -> new AssertionError(change));
        var changed = new ArrayList<>(lines);
        changed.set(
                lines.indexOf(line),
                line.replaceFirst(Pattern.quote(change.from), Matcher.quoteReplacement(change.to)));

        Reply reply = Archives.read(service(), String.join("\n", changed));

        assertThat(reply.status()).as(change + reply.body()).isEqualTo(400);
        assertThat(reply.json().get("detail").asString())
                .as(change.toString())
                .startsWith("line ")
                .contains(change.reason);
        for (String table : List.of("job", "replication", "candidate", "evaluation", "recipe")) {
            assertThat(store().rows(table)).as(table + " after " + change).isZero();
        }
    }

    @Test
    void linesThatAreTooManyOrInTheWrongPlaceAreRefused() {
        List<String> lines = archive();
        int last = lines.size() - 2;

        assertThat(refusal(inserted(lines, last + 1, lines.get(last))))
                .contains("line " + (last + 2))
                .contains("more replications");
        assertThat(refusal(inserted(lines, last + 1, of("candidate", lines).get(0))))
                .contains("must come before");
        assertThat(refusal(inserted(lines, last + 1, of("evaluation", lines).get(0))))
                .contains("must come before");
        assertThat(refusal(inserted(lines, 2, lines.get(1)))).contains("line 3").contains("already");
        assertThat(refusal(without(lines, "\"seed\":2}"))).contains("its evaluation is missing");
        assertThat(refusal(without(lines, "},\"epochs\":2}"))).contains("its evaluation is missing");
        String running = lines.get(0)
                .replace("\"state\":\"COMPLETED\"", "\"state\":\"RUNNING\"")
                .replace("\"endedBy\":\"STRATEGY\"", "\"endedBy\":null")
                .replaceFirst("\"finishedAt\":\"[^\"]*\"", "\"finishedAt\":null");
        var early = new ArrayList<>(lines);
        early.set(0, running);
        assertThat(refusal(early)).contains("a search without endedBy cannot have replications");
    }

    @Test
    void aPromotionIsOfAnEarlierCandidateWithItsFunction() {
        List<String> lines = archive();
        String function = fingerprint(of("candidate", lines).get(0));
        String promotion = of("candidate", lines).stream()
                .filter(line -> line.contains("PROMOTION") && !fingerprint(line).equals(function))
                .findFirst()
                .orElseThrow();

        for (String parents : List.of("[]", "[0]")) {
            var changed = new ArrayList<>(lines);
            changed.set(
                    lines.indexOf(promotion), promotion.replaceFirst("\"parents\":\\[\\d+]", "\"parents\":" + parents));
            assertThat(refusal(changed)).contains("parents must be, for a promotion, a candidate of the same function");
        }
    }

    private static String fingerprint(String line) {
        return line.replaceFirst(".*\"fingerprint\":\"([0-9a-f]+)\".*", "$1");
    }

    private String refusal(List<String> lines) {
        Reply reply = Archives.read(service(), String.join("\n", lines));
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(store().rows("job")).isZero();
        return reply.json().get("detail").asString();
    }

    private static List<String> inserted(List<String> lines, int at, String line) {
        var changed = new ArrayList<>(lines);
        changed.add(at, line);
        return changed;
    }

    private static List<String> without(List<String> lines, String part) {
        var changed = new ArrayList<>(lines);
        assertThat(changed.remove(of("evaluation", lines).stream()
                        .filter(line -> line.contains(part))
                        .findFirst()
                        .orElseThrow()))
                .isTrue();
        return changed;
    }
}
