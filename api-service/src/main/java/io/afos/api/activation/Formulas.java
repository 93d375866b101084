package io.afos.api.activation;

import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivations;
import io.afos.model.expression.InfixPrinter;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Formulas of the activation functions that were asked for or have a name. */
@Component
class Formulas {

    private final JdbcClient jdbc;

    Formulas(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<String> find(String fingerprint) {
        return jdbc.sql("select formula from activation where fingerprint = :fingerprint")
                .param("fingerprint", fingerprint)
                .query(String.class)
                .optional()
                .or(() -> NamedActivations.find(new Fingerprint(fingerprint))
                        .map(named -> InfixPrinter.print(named.expression())));
    }
}
