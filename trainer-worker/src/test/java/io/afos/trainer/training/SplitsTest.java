package io.afos.trainer.training;

import io.afos.trainer.data.DatasetException;
import io.afos.trainer.image.ImageShape;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SplitsTest {

    private static final ImageShape LARGEST = new ImageShape(3, 512, 512);

    @Test
    void refuseABatchThatIsTooLargeForAnArray() {
        assertThatThrownBy(() -> Splits.requireBatchFits(4_096, LARGEST))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("4,096 images of 512x512x3 has 3,221,225,472 bytes")
                .hasMessageContaining("recipe.batchSize");
        assertThatCode(() -> Splits.requireBatchFits(2_730, LARGEST)).doesNotThrowAnyException();
    }
}
