package io.afos.api.activation;

import io.afos.api.problem.NotFound;
import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivations;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Activation functions in their simplest known form. */
@Component
public class Activations {

    private final JdbcClient jdbc;

    Activations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws NotFound if nobody asked for such a function yet and it is no standard one */
    public Expression withFingerprint(String fingerprint) {
        Expression found = withFingerprints(List.of(fingerprint)).get(fingerprint);
        if (found == null) {
            throw new NotFound("no activation function with this fingerprint was asked for yet");
        }
        return found;
    }

    /** Those of the functions that are known, by fingerprint, in the order of the argument. */
    public Map<String, Expression> withFingerprints(Collection<String> fingerprints) {
        var stored = new LinkedHashMap<String, String>();
        jdbc.sql("select fingerprint, simplest from activation where fingerprint = any(:fingerprints)")
                .param("fingerprints", fingerprints.toArray(String[]::new))
                .query((row, number) -> stored.put(row.getString("fingerprint"), row.getString("simplest")))
                .list();
        var found = new LinkedHashMap<String, Expression>();
        for (String fingerprint : fingerprints) {
            if (stored.containsKey(fingerprint)) {
                found.put(fingerprint, ExpressionParser.parse(stored.get(fingerprint)));
            } else {
                NamedActivations.find(new Fingerprint(fingerprint))
                        .ifPresent(named -> found.put(fingerprint, named.expression()));
            }
        }
        return found;
    }
}
