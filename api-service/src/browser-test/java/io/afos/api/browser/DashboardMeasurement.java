package io.afos.api.browser;

import com.microsoft.playwright.Page;
import io.afos.api.browser.Chromium;
import io.afos.api.system.Measurement;
import io.afos.api.system.Requests;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.Store;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How long the dashboard's pages and their requests take, with 100,000 evaluations of the candidates of two searches:
 * a random one of 70,000, and one of 1,000 generations of 30, whose members have parents.
 */
class DashboardMeasurement extends Measurement {

    private static final int ALL = 100_000;
    private static final int DRAWN = 70_000;
    private static final int ROUNDS = 15;

    @Test
    void measure() {
        var service = new ServiceClient(port(), ServiceClient.SUBMITTER);
        installation().store().empty();
        long drawn = service.submit(Requests.random(2, 1));
        long bred = service.submit(Requests.afos(30, 1_000, 1));
        service.control(drawn, "cancel");
        service.control(bred, "cancel");
        fill(drawn, bred);
        String winner = service.search(bred).at("/best/fingerprint").stringValue();
        for (String path : List.of(
                "/searches?limit=25",
                "/searches/" + drawn,
                "/searches/" + drawn + "/course",
                "/searches/" + drawn + "/generations?limit=200",
                "/searches/" + drawn + "/candidates?limit=20&sort=FITNESS",
                "/searches/" + drawn + "/candidates?limit=20&sort=ORDINAL&state=SCORED",
                "/searches/" + bred,
                "/searches/" + bred + "/course",
                "/searches/" + bred + "/generations?limit=200",
                "/searches/" + bred + "/candidates?limit=20&sort=FITNESS&operator=MUTATION",
                "/searches/" + bred + "/candidates/29999/lineage",
                "/leaderboard/contexts",
                "/leaderboard?limit=50",
                "/activations/" + winner,
                "/activations/" + winner + "/evaluations?limit=25",
                "/activations/" + winner + "/family",
                "/workers")) {
            System.out.printf("%-60s %8.1f ms%n", path, median(service, "/api/v1" + path, ROUNDS, ROUNDS));
        }
        try (var chromium = Chromium.start()) {
            for (String path : List.of("/searches", "/searches/" + drawn, "/searches/" + bred, "/leaderboard")) {
                System.out.printf("page %-55s %8.1f ms%n", path, usableAfter(chromium, path));
            }
        }
    }

    /** Median milliseconds from the address to the first row of a table, in windows without anything kept. */
    private double usableAfter(Chromium chromium, String path) {
        return median(ROUNDS, () -> {
            Page page = chromium.window();
            page.addInitScript("sessionStorage.setItem('afos.key', '%s')".formatted(ServiceClient.SUBMITTER));
            long begun = System.nanoTime();
            page.navigate("http://127.0.0.1:%d/#%s".formatted(port(), path));
            page.waitForSelector("table:has(a[href^='#/']) tbody tr");
            double milliseconds = (System.nanoTime() - begun) / 1e6;
            page.context().close();
            return milliseconds;
        });
    }

    private void fill(long drawn, long bred) {
        Store store = installation().store();
        store.change("delete from candidate");
        store.change("""
                insert into activation (fingerprint, formula, simplest)
                select md5(f::text), 'x*tanh(' || f || '*x)', 'x*tanh(' || f || '*x)' from generate_series(0, ?) f on conflict do nothing""", ALL - 1);
        store.change("""
                insert into evaluation (fingerprint, recipe_hash, dataset, seed, state, outcome, epochs, loss, accuracy, fitness,
                                        seconds)
                select md5(f::text), s.recipe_hash, s.dataset, 99, 'SUCCEEDED', 'TRAINED', 2, l, 0.5, 0.5 / l, 1
                from generate_series(0, ?) f, search s, lateral (select 0.1 + random() as l) x
                where s.id = ? on conflict do nothing""", ALL - 1, drawn);
        store.change("""
                insert into candidate (search_id, ordinal, generation, genes, formula, fingerprint, operator, parents,
                                       epochs, evaluation_id, reused, rejection, state, fitness)
                select ?, f, 0, '1|0,0', 'x*tanh(' || f || '*x)', md5(f::text), 'RANDOM', '{}', 2,
                       case when f % 5 > 0 then e.id end, false, case when f % 5 = 0 then 'CONSTANT' end, 'SCORED',
                       case when f % 5 > 0 then e.fitness else 0 end
                from generate_series(0, ?) f join evaluation e on e.fingerprint = md5(f::text) and e.seed = 99""", drawn, DRAWN - 1);
        store.change("""
                insert into candidate (search_id, ordinal, generation, genes, formula, fingerprint, operator, parents,
                                       epochs, evaluation_id, reused, state, fitness)
                select ?, f, f / 30, '1|0,0', 'x*tanh(' || g || '*x)', md5(g::text),
                       case when f < 30 then 'RANDOM' when f % 30 < 6 then 'ELITE' when f % 30 < 12 then 'CROSSOVER'
                            when f % 30 = 12 then 'MUTATION' else 'RANDOM' end,
                       case when f < 30 then '{}' when f % 30 < 6 then array[f - 30]
                            when f % 30 < 12 then array[f - f % 30 - 30, f - 36 - f % 2]
                            when f % 30 = 12 then array[f - 42] else '{}'::integer[] end,
                       2, e.id, f % 30 < 6, 'SCORED', e.fitness
                from generate_series(0, ?) f,
                     lateral (select case when f % 30 < 6 then 70000 + f % 30 else 70000 + f end as g) x
                join evaluation e on e.fingerprint = md5(g::text) and e.seed = 99""", bred, ALL - DRAWN - 1);
        store.change("""
                insert into standing (recipe_hash, fingerprint, seeds, diverged, screened_out, fitness, accuracy, loss)
                select recipe_hash, fingerprint, count(*), 0, 0, avg(fitness), avg(accuracy), avg(loss)
                from evaluation where state = 'SUCCEEDED' group by recipe_hash, fingerprint on conflict do nothing""");
        store.change("analyze");
    }
}
