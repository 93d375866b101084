package io.afos.api.catalog.web;

import io.afos.api.worker.LiveWorker;
import io.afos.api.worker.Workers;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.catalog.CatalogArchitecture;
import io.afos.model.catalog.CatalogDataset;
import io.afos.model.expression.Expression;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.expression.LatexPrinter;
import io.afos.model.recipe.DataSpec;
import io.afos.model.space.BinaryGene;
import io.afos.model.space.Preset;
import io.afos.model.space.SearchSpace;
import io.afos.model.space.Shape;
import io.afos.model.space.UnaryGene;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/catalog")
@Tag(name = "Catalog", description = "What can be chosen in a request")
class CatalogController {

    private final Workers workers;

    CatalogController(Workers workers) {
        this.workers = workers;
    }

    @GetMapping("/functions")
    @Operation(summary = "List the functions that search spaces are made of")
    Functions functions() {
        return new Functions(
                Arrays.stream(UnaryGene.values())
                        .map(gene -> function(gene.code(), gene.expression()))
                        .toList(),
                Arrays.stream(BinaryGene.values())
                        .map(gene -> new Node(gene.code(), gene.formula()))
                        .toList());
    }

    @GetMapping("/spaces")
    @Operation(summary = "List the search spaces with a name")
    List<Space> spaces() {
        return Arrays.stream(Preset.values()).map(CatalogController::space).toList();
    }

    @GetMapping("/activations")
    @Operation(summary = "List the standard activations, which can be baselines")
    List<Standard> activations() {
        return NamedActivations.all().stream().map(CatalogController::standard).toList();
    }

    @GetMapping("/architectures")
    @Operation(summary = "List the networks that can be trained")
    List<CatalogArchitecture> architectures() {
        return CatalogArchitecture.all();
    }

    @GetMapping("/datasets")
    @Operation(
            summary = "List the data sets, and the live workers that can train on each of them",
            description = "With source, checksums, licence, citation, classes, sizes and splits.")
    List<Dataset> datasets() {
        List<LiveWorker> live = workers.live();
        return CatalogDataset.all().stream()
                .map(dataset -> new Dataset(dataset, having(live, dataset.name()), fetching(live, dataset.name())))
                .toList();
    }

    @GetMapping("/folders")
    @Operation(
            summary = "List the folders of images that live workers have, by the names that recipes use",
            description =
                    "What lies in a folder is the workers' business: this service knows neither classes nor sizes.")
    List<Folder> folders() {
        List<LiveWorker> live = workers.live();
        return live.stream()
                .flatMap(worker -> worker.datasets().stream())
                .filter(name -> name.startsWith(DataSpec.FOLDER))
                .distinct()
                .sorted()
                .map(name -> new Folder(name, having(live, name)))
                .toList();
    }

    private static List<String> having(List<LiveWorker> live, String dataset) {
        return live.stream()
                .filter(worker -> worker.has(dataset))
                .map(LiveWorker::id)
                .toList();
    }

    private static List<String> fetching(List<LiveWorker> live, String dataset) {
        return live.stream()
                .filter(worker -> worker.fetchable().contains(dataset))
                .map(LiveWorker::id)
                .toList();
    }

    private static Function function(String code, Expression expression) {
        return new Function(code, InfixPrinter.print(expression), LatexPrinter.print(expression));
    }

    private static Space space(Preset preset) {
        SearchSpace space = preset.space();
        return new Space(
                preset.code(),
                space.unaries().stream().map(UnaryGene::code).toList(),
                space.binaries().stream().map(BinaryGene::code).toList(),
                space.shapes().stream().map(Shape::genes).toList(),
                space.size());
    }

    private static Standard standard(NamedActivation activation) {
        return new Standard(
                activation.name(),
                activation.title(),
                InfixPrinter.print(activation.expression()),
                LatexPrinter.print(activation.expression()),
                activation.fingerprint().value(),
                activation.source());
    }

    record Functions(
            @Schema(description = "Leaves: functions of x") List<Function> unaries,

            @Schema(description = "Inner nodes: functions of two subtrees a and b")
            List<Node> binaries) {}

    record Node(
            @Schema(description = "Its name in a search space")
            String code,

            String formula) {}

    record Function(
            @Schema(description = "Its name in a search space")
            String code,

            String formula,
            String latex) {}

    record Space(
            String preset,
            List<String> unaries,
            List<String> binaries,

            @Schema(description = "Shapes by their number of genes")
            List<Integer> shapes,

            @Schema(description = "Number of chromosomes, counting what repeated functions repeat")
            long chromosomes) {}

    record Standard(String name, String title, String formula, String latex, String fingerprint, String source) {}

    record Dataset(
            CatalogDataset dataset,

            @Schema(description = "Ids of the live workers that have it")
            List<String> workers,

            @Schema(description = "Ids of the live workers that do not have it, but may fetch it")
            List<String> fetchers) {}

    record Folder(
            @Schema(example = "folder:leaves") String name,

            @Schema(description = "Ids of the live workers that have it")
            List<String> workers) {}
}
