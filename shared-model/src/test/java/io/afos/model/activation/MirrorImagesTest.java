package io.afos.model.activation;

import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.expression.Mirror;
import io.afos.model.space.Preset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MirrorImagesTest {

    private static Fingerprint representative(Expression expression) {
        return Fingerprint.of(MirrorImages.representative(expression));
    }

    @Test
    void a_function_and_its_mirror_image_have_one_representative_which_is_one_of_them() {
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            Expression function = Preset.AFOS.space().random(random).expression();
            Expression mirrored = Mirror.of(function);
            assertThat(representative(function))
                    .isEqualTo(representative(mirrored))
                    .isIn(Fingerprint.of(function), Fingerprint.of(mirrored));
        }
    }

    @Test
    void the_pair_of_the_paper_is_one_function() {
        assertThat(representative(ExpressionParser.parse("x*erf(exp(x))")))
                .isEqualTo(representative(ExpressionParser.parse("-x*erf(exp(-x))")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"max(x,0)", "max(-x,0)", "(x+abs(x))/2"})
    void a_function_with_a_name_stands_for_its_mirror_image(String formula) {
        assertThat(representative(ExpressionParser.parse(formula)))
                .isEqualTo(NamedActivations.find("relu").orElseThrow().fingerprint());
    }

    @Test
    void what_stands_for_itself_stays_as_it_is_written() {
        assertThat(InfixPrinter.print(MirrorImages.representative(ExpressionParser.parse("max(x,0)"))))
                .isEqualTo("max(x,0)");
    }
}
