package io.afos.api.demonstration;

import io.afos.api.job.JobState;
import io.afos.api.leaderboard.LeaderboardQueries;
import io.afos.api.search.view.SearchQueries;
import io.afos.api.search.view.SearchStatus;
import io.afos.api.search.view.SearchSummary;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Shows on the console how the running searches go, and how they ended. */
@Component
@Profile("standalone")
class SearchConsole {

    private static final int SHOWN = 12;
    private static final int WATCHED = 5;

    private final SearchQueries searches;
    private final LeaderboardQueries leaderboard;
    private final ServletWebServerApplicationContext context;
    private final PrintStream console = System.out;
    private final Set<Long> watched = new HashSet<>();
    private final Map<Long, String> shown = new HashMap<>();
    private volatile boolean ready;

    SearchConsole(SearchQueries searches, LeaderboardQueries leaderboard, ServletWebServerApplicationContext context) {
        this.searches = searches;
        this.leaderboard = leaderboard;
        this.context = context;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(2)
    void greet() {
        int port = context.getWebServer() == null ? 0 : context.getWebServer().getPort();
        console.printf(
                Locale.ROOT,
                "%nAFOS is at http://127.0.0.1:%d - API pages at /swagger-ui, leaderboard at /api/v1/leaderboard.%n",
                port);
        List<SearchSummary> latest = searches.list(null, null, null, null, null, WATCHED);
        latest.stream()
                .filter(search -> search.state().isFinal())
                .forEach(search -> console.printf(
                        Locale.ROOT,
                        "  search %d \"%s\" of %s: %s%n",
                        search.id(),
                        search.name(),
                        search.createdAt(),
                        search.state()));
        console.println();
        ready = true;
    }

    @Scheduled(fixedDelayString = "5s")
    void show() {
        if (!ready) {
            return;
        }
        searches.list(JobState.RUNNING, null, null, null, null, WATCHED).forEach(search -> watched.add(search.id()));
        for (long id : List.copyOf(watched)) {
            SearchStatus status = searches.status(id);
            if (status.state() == JobState.RUNNING) {
                showProgress(status);
            } else {
                watched.remove(id);
                showEnd(status);
            }
        }
    }

    private void showProgress(SearchStatus status) {
        String line = ProgressLine.of(status);
        if (!line.equals(shown.put(status.id(), line))) {
            console.println(line);
        }
    }

    private void showEnd(SearchStatus status) {
        shown.remove(status.id());
        console.printf(
                Locale.ROOT,
                "%nsearch %d \"%s\": %s after %.0f s%s%n",
                status.id(),
                status.name(),
                status.state(),
                status.elapsedSeconds(),
                status.failure() == null ? "" : ", " + status.failure());
        console.println(LeaderboardTable.of(leaderboard.best(status.recipeHash(), SHOWN)));
        console.println("The service stays up; Ctrl-C ends it. Its history is kept.");
    }
}
