package io.afos.model.activation;

import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.InfixPrinter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FormerIdentityTest {

    private static Expression parsed(String formula) {
        return ExpressionParser.parse(formula);
    }

    /** Databases and archives of version 0.1 are read by it. */
    @Test
    void stays_what_it_was() {
        assertThat(FormerIdentity.fingerprint(parsed("max(x,0)")).value())
                .isEqualTo("9bfeafedde9efae9b32bf8a680c6ceac");
        assertThat(FormerIdentity.fingerprint(parsed("x*erf(exp(x))")).value())
                .isEqualTo("8715b7b644cd6b5293cdea89c3621d7b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "max(x,0); max(x,0)",
                "(x+abs(x))/2; (x+abs(x))/2",
                "min(max(x,0),6); max(x,0)",
                "x*sigmoid(x)+100*step(x-6); x*sigmoid(x)",
                "x*erf(exp(x)); x*erf(exp(x))",
                "min(x,7); min(x,7)"
            })
    void an_operation_of_the_engine_was_trained_for_all_that_it_was_held_for(String asked, String trained) {
        assertThat(InfixPrinter.print(FormerIdentity.trained(parsed(asked)))).isEqualTo(trained);
    }

    @Test
    void what_differs_far_out_alone_was_shared() {
        assertThat(FormerIdentity.shared(parsed("x"), parsed("min(x,7)"))).isTrue();
        assertThat(FormerIdentity.shared(parsed("x"), parsed("min(x,5)"))).isFalse();
    }
}
