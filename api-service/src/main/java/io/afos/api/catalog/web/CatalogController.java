package io.afos.api.catalog.web;

import io.afos.api.worker.LiveWorker;
import io.afos.api.worker.Workers;
import io.afos.api.worker.Workers.FolderReport;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.catalog.CatalogArchitecture;
import io.afos.model.catalog.CatalogDataset;
import io.afos.model.expression.Expression;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.expression.LatexPrinter;
import io.afos.model.message.FolderFacts;
import io.afos.model.message.WorkerEvent.Trouble;
import io.afos.model.recipe.DataSpec;
import io.afos.model.space.BinaryGene;
import io.afos.model.space.Preset;
import io.afos.model.space.SearchSpace;
import io.afos.model.space.Shape;
import io.afos.model.space.UnaryGene;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/catalog")
@Tag(name = "Catalog", description = "What requests can select from")
class CatalogController {

    private final Workers workers;

    CatalogController(Workers workers) {
        this.workers = workers;
    }

    @GetMapping("/functions")
    @Operation(summary = "List the functions from which search spaces are built")
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
    @Operation(summary = "List the predefined search spaces")
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
            summary = "List the data sets and the live workers that can train on each",
            description = "Includes source, checksums, licence, citation, classes, sizes and splits.")
    List<Dataset> datasets() {
        List<LiveWorker> live = workers.live();
        return CatalogDataset.all().stream()
                .map(dataset -> new Dataset(dataset, having(live, dataset.name()), fetching(live, dataset.name())))
                .toList();
    }

    @GetMapping("/folders")
    @Operation(
            summary = "List the image folders of live workers by the names that recipes use",
            description = "Includes what workers found in folders that they have read: the number of images per class"
                    + " and part, ignored files, and files that occur more than once, in several parts or under"
                    + " several classes.")
    List<Folder> folders() {
        List<LiveWorker> live = workers.live();
        List<FolderReport> reports = workers.folderReports();
        return live.stream()
                .flatMap(worker -> Stream.concat(
                        worker.datasets().stream(), worker.troubles().stream().map(Trouble::dataset)))
                .filter(name -> name.startsWith(DataSpec.FOLDER))
                .distinct()
                .sorted()
                .map(name -> new Folder(name, having(live, name), troubles(live, name), contents(reports, name)))
                .toList();
    }

    private static List<WorkerTrouble> troubles(List<LiveWorker> live, String dataset) {
        return live.stream()
                .flatMap(worker -> worker.troubles().stream()
                        .filter(trouble -> trouble.dataset().equals(dataset))
                        .map(trouble -> new WorkerTrouble(worker.id(), trouble.reason())))
                .toList();
    }

    private static List<Content> contents(List<FolderReport> reports, String dataset) {
        Map<FolderFacts, List<String>> workersOf = new LinkedHashMap<>();
        reports.stream()
                .filter(report -> report.facts().dataset().equals(dataset))
                .forEach(report -> workersOf
                        .computeIfAbsent(report.facts(), facts -> new ArrayList<>())
                        .add(report.worker()));
        return workersOf.entrySet().stream()
                .map(content -> new Content(content.getValue(), content.getKey()))
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

            @Schema(description = "Number of chromosomes, including different chromosomes of the same function")
            long chromosomes) {}

    record Standard(String name, String title, String formula, String latex, String fingerprint, String source) {}

    record Dataset(
            CatalogDataset dataset,

            @Schema(description = "Ids of the live workers that have it")
            List<String> workers,

            @Schema(description = "Ids of the live workers that do not have it but can download it")
            List<String> fetchers) {}

    record Folder(
            @Schema(example = "folder:leaves") String name,

            @Schema(description = "Ids of the live workers that have it")
            List<String> workers,

            @Schema(description = "Why live workers that have it do not train on it until their next check")
            List<WorkerTrouble> troubles,

            @Schema(description = "What workers found in it; more than one entry if they have different images")
            List<Content> contents) {}

    record WorkerTrouble(
            @Schema(description = "Id of the worker") String worker, String reason) {}

    record Content(
            @Schema(description = "Ids of the live workers that found it")
            List<String> workers,

            FolderFacts facts) {}
}
