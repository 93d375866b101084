package io.afos.api.leaderboard.web;

import io.afos.api.leaderboard.Context;
import io.afos.api.leaderboard.Leaderboard;
import io.afos.api.leaderboard.LeaderboardEntry;
import io.afos.api.leaderboard.LeaderboardQueries;
import io.afos.api.leaderboard.Metric;
import io.afos.api.leaderboard.OverallLeaderboard;
import io.afos.api.leaderboard.OverallQueries;
import io.afos.api.problem.NotFound;
import io.afos.api.web.CatalogName;
import io.afos.api.web.Cursor;
import io.afos.api.web.Page;
import io.afos.model.activation.Fingerprint;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/leaderboard")
@Tag(name = "Leaderboard", description = "Activation functions ranked under one recipe")
class LeaderboardController {

    private final LeaderboardQueries queries;
    private final OverallQueries overall;

    LeaderboardController(LeaderboardQueries queries, OverallQueries overall) {
        this.queries = queries;
        this.overall = overall;
    }

    @GetMapping
    @Operation(
            summary = "Look at a leaderboard",
            description =
                    "Only trainings under the same recipe can be compared. Without `recipe`, the newest one is taken"
                            + " that fits the data set and the architecture; /leaderboard/contexts lists them.")
    Leaderboard leaderboard(
            @RequestParam(required = false) @CatalogName @Nullable String dataset,
            @RequestParam(required = false) @CatalogName @Nullable String architecture,
            @RequestParam(required = false)
                    @Pattern(regexp = "[0-9a-f]{64}", message = "must be 64 lower-case hexadecimal digits")
                    @Nullable
                    String recipe,
            @RequestParam(defaultValue = "FITNESS") Metric metric,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        var after = Cursor.decode(
                cursor,
                3,
                key -> new LeaderboardQueries.After(
                        Double.parseDouble(key.get(0)), new Fingerprint(key.get(1)), Long.parseLong(key.get(2))));
        Context context = context(dataset, architecture, recipe);
        List<LeaderboardEntry> rows =
                context == null ? List.of() : queries.entries(context.recipeHash(), metric, after, limit + 1);
        var page = Page.of(rows, limit, entry -> Cursor.of(metric.of(entry), entry.fingerprint(), entry.rank()));
        return new Leaderboard(context, metric.name(), page.items(), page.next());
    }

    @GetMapping("/overall")
    @Operation(
            summary = "Look at a leaderboard over several recipes",
            description =
                    "Functions that were trained under every one of the recipes, by the average of their ranks among each"
                            + " other. It is computed ahead: results of the last seconds may be missing.")
    OverallLeaderboard overall(
            @RequestParam @Size(min = 2, max = 32)
                    List<@Pattern(regexp = "[0-9a-f]{64}", message = "must be 64 lower-case hexadecimal digits") String>
                            recipe,
            @RequestParam(defaultValue = "FITNESS") Metric metric,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        var after = Cursor.decode(
                cursor,
                2,
                key -> new OverallQueries.After(Double.parseDouble(key.get(0)), new Fingerprint(key.get(1))));
        List<String> recipes = recipe.stream().distinct().sorted().toList();
        for (String hash : recipes) {
            if (!queries.isKnown(hash)) {
                throw new NotFound(
                        String.format(Locale.ROOT, "there is no recipe %s; /leaderboard/contexts lists them", hash));
            }
        }
        OverallQueries.Head board = overall.head(recipes, metric);
        var page = Page.of(
                overall.entries(board, recipes.size(), after, limit + 1),
                limit,
                entry -> Cursor.of(entry.averageRank(), entry.fingerprint()));
        return new OverallLeaderboard(
                recipes,
                metric.name(),
                board.functions(),
                board.asOf(),
                recipes.size() < OverallLeaderboard.FEW_RECIPES || board.functions() < 2,
                page.items(),
                page.next());
    }

    @GetMapping("/contexts")
    @Operation(summary = "List the recipes under which functions were trained, newest first, at most 200")
    List<Context> contexts(
            @RequestParam(required = false) @CatalogName @Nullable String dataset,
            @RequestParam(required = false) @CatalogName @Nullable String architecture) {
        return queries.contexts(dataset, architecture, Page.MAX_LIMIT);
    }

    private @Nullable Context context(
            @Nullable String dataset, @Nullable String architecture, @Nullable String recipe) {
        if (recipe == null) {
            return queries.contexts(dataset, architecture, 1).stream()
                    .findFirst()
                    .orElse(null);
        }
        return queries.context(recipe)
                .filter(context -> dataset == null || dataset.equals(context.dataset()))
                .filter(context -> architecture == null || architecture.equals(context.architecture()))
                .orElseThrow(() -> new NotFound("no recipe fits; /leaderboard/contexts lists them"));
    }
}
