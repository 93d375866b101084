package io.afos.api.activation;

import io.afos.model.activation.Fingerprint;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.expression.LatexPrinter;
import io.afos.model.expression.Mirror;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What activation functions are related to. */
@Component
public class FamilyQueries {

    private static final int MOST = 50;

    /** Relatives are looked for around this number of candidates that compute the function, those of the newest searches. */
    private static final int APPEARANCES = 50;

    private final JdbcClient jdbc;
    private final Activations activations;

    FamilyQueries(JdbcClient jdbc, Activations activations) {
        this.jdbc = jdbc;
        this.activations = activations;
    }

    public ActivationFamily of(String fingerprint, Expression expression) {
        return new ActivationFamily(
                forms(fingerprint),
                mirror(fingerprint, expression),
                relatives(fingerprint, """
                        select distinct on (p.fingerprint) p.fingerprint, p.formula, own.operator, p.search_id as search,
                               p.ordinal, p.fitness
                        from own cross join unnest(own.parents) parent
                        join candidate p on p.search_id = own.search_id and p.ordinal = parent
                        where own.operator <> 'ELITE' and p.fingerprint <> :fingerprint and p.rejection is null
                        order by p.fingerprint, p.search_id desc, p.ordinal"""),
                relatives(fingerprint, """
                        select distinct on (c.fingerprint) c.fingerprint, c.formula, c.operator, c.search_id as search,
                               c.ordinal, c.fitness
                        from own cross join lateral (
                            select * from candidate
                            where search_id = own.search_id and parents @> array[own.ordinal] and parents <> '{}'
                              and operator <> 'ELITE' and fingerprint <> :fingerprint and rejection is null
                            order by ordinal limit :most) c
                        order by c.fingerprint, c.search_id desc, c.ordinal"""));
    }

    private List<ActivationFamily.Form> forms(String fingerprint) {
        return jdbc.sql("""
                        select formula, count(*) as candidates from candidate where fingerprint = :fingerprint
                        group by formula order by candidates desc, formula limit :most""")
                .param("fingerprint", fingerprint)
                .param("most", MOST)
                .query((row, number) -> new ActivationFamily.Form(
                        row.getString("formula"),
                        LatexPrinter.print(ExpressionParser.parse(row.getString("formula"))),
                        row.getLong("candidates")))
                .list();
    }

    private ActivationFamily.@Nullable Mirror mirror(String fingerprint, Expression expression) {
        Expression mirror = Mirror.of(expression);
        String other = Fingerprint.of(mirror).value();
        return other.equals(fingerprint)
                ? null
                : new ActivationFamily.Mirror(
                        other,
                        InfixPrinter.print(mirror),
                        activations.withFingerprints(Set.of(other)).containsKey(other));
    }

    private List<ActivationFamily.Relative> relatives(String fingerprint, String distinct) {
        return jdbc.sql(String.format(Locale.ROOT, """
                        with own as materialized (
                            select search_id, ordinal, operator, parents from candidate where fingerprint = :fingerprint
                            order by search_id desc, ordinal limit :appearances)
                        select * from (%s) relative order by fitness desc nulls last, fingerprint limit :most""", distinct))
                .param("fingerprint", fingerprint)
                .param("appearances", APPEARANCES)
                .param("most", MOST)
                .query(ActivationFamily.Relative.class)
                .list();
    }
}
