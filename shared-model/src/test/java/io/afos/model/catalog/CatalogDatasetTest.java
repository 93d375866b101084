package io.afos.model.catalog;

import io.afos.model.catalog.CatalogDataset.Provision;
import io.afos.model.recipe.DataSpec;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogDatasetTest {

    static Iterable<CatalogDataset> all() {
        return CatalogDataset.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_entry_can_be_asked_for_and_says_where_it_comes_from(CatalogDataset dataset) {
        var spec = new DataSpec(dataset.name(), null, dataset.usualValidation(), null, 1);
        assertThat(spec.dataset()).isEqualTo(dataset.name());
        assertThat(dataset.classCount()).isGreaterThan(1);
        assertThat(dataset.classes().size()).isIn(0, dataset.classCount());
        assertThat(dataset.classes()).doesNotHaveDuplicates();
        assertThat(dataset.channels()).isIn(1, 3);
        assertThat(dataset.width()).isBetween(DataSpec.MIN_IMAGE_SIZE, DataSpec.MAX_IMAGE_SIZE);
        assertThat(dataset.usualValidation()).isLessThan(dataset.trainImages()).isPositive();
        assertThat(URI.create(dataset.source()).getHost()).isNotBlank();
        assertThat(dataset.licence()).isNotBlank();
        assertThat(dataset.citation()).isNotBlank();
        assertThat(dataset.files().isEmpty()).isEqualTo(dataset.provision() != Provision.DOWNLOAD);
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_published_file_has_an_address_and_a_checksum(CatalogDataset dataset) {
        assertThat(dataset.files()).allSatisfy(file -> {
            assertThat(URI.create(file.address()).getPath()).endsWith("/" + file.name());
            assertThat(file.bytes()).isPositive();
            if (file.sha256() == null) {
                assertThat(file.md5()).matches("[0-9a-f]{32}");
            } else {
                assertThat(file.sha256()).matches("[0-9a-f]{64}");
            }
        });
    }

    @Test
    void all_eight_data_sets_of_the_paper_are_there() {
        assertThat(CatalogDataset.all())
                .extracting(CatalogDataset::name)
                .contains(
                        "cifar10",
                        "imagenette",
                        "mnist",
                        "fashion-mnist",
                        "beans",
                        "colorectal-histology",
                        "cottonweedid15",
                        "tiny-imagenet");
    }

    @Test
    void a_fifth_of_an_unsplit_data_set_is_its_test_set() {
        assertThat(CatalogDataset.all())
                .filteredOn(dataset -> dataset.splits().contains("a fifth"))
                .hasSize(2)
                .allSatisfy(dataset ->
                        assertThat(dataset.testImages()).isEqualTo((dataset.trainImages() + dataset.testImages()) / 5));
    }
}
