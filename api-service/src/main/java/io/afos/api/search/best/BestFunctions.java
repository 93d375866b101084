package io.afos.api.search.best;

import io.afos.api.leaderboard.LeaderboardQueries;
import io.afos.api.problem.InvalidRequest;
import io.afos.api.search.Searches;
import io.afos.api.search.candidate.Candidates;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** The best functions of searches and of leaderboards. */
@Component
public class BestFunctions {

    private static final int COUNT = 5;

    private final Searches searches;
    private final Candidates candidates;
    private final LeaderboardQueries leaderboard;

    BestFunctions(Searches searches, Candidates candidates, LeaderboardQueries leaderboard) {
        this.searches = searches;
        this.candidates = candidates;
        this.leaderboard = leaderboard;
    }

    /** @param origin where the function was taken from, for example: search 7, rank 1 */
    public record Ranked(Expression expression, String origin) {}

    /** @throws InvalidRequest if the search or recipe does not exist, or has no function with a result yet */
    public List<Ranked> find(String field, List<BestRequest> requests) {
        var found = new ArrayList<Ranked>();
        for (int i = 0; i < requests.size(); i++) {
            found.addAll(find(String.format(Locale.ROOT, "%s[%d]", field, i), requests.get(i)));
        }
        return found;
    }

    private List<Ranked> find(String field, BestRequest request) {
        if (request == null || (request.search() == null) == (request.recipe() == null)) {
            throw new InvalidRequest(field, "must have either a search or a recipe");
        }
        int count = request.count() == null ? COUNT : request.count();
        List<Ranked> best = request.search() != null
                ? ofSearch(field, request.search(), count)
                : ofRecipe(Objects.requireNonNull(request.recipe()), count);
        if (best.isEmpty()) {
            throw new InvalidRequest(field, "has no function with a result yet");
        }
        return best;
    }

    private List<Ranked> ofSearch(String field, long search, int count) {
        if (!searches.existsById(search)) {
            throw new InvalidRequest(field + ".search", "is not a search: there is no job " + search);
        }
        List<String> formulas = candidates.best(List.of(search), count).stream()
                .map(Candidates.Best::formula)
                .toList();
        return ranked(String.format(Locale.ROOT, "search %d, rank %%d", search), formulas);
    }

    private List<Ranked> ofRecipe(String recipe, int count) {
        List<String> formulas = leaderboard.best(recipe, count).stream()
                .map(entry -> entry.formula())
                .toList();
        return ranked(
                String.format(Locale.ROOT, "leaderboard of recipe %s, rank %%d", recipe.substring(0, 8)), formulas);
    }

    private static List<Ranked> ranked(String origin, List<String> formulas) {
        return IntStream.range(0, formulas.size())
                .mapToObj(i ->
                        new Ranked(ExpressionParser.parse(formulas.get(i)), String.format(Locale.ROOT, origin, i + 1)))
                .toList();
    }
}
