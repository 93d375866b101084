package io.afos.model.export;

import io.afos.model.expression.Derivative;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.expression.LatexPrinter;
import java.util.Locale;

/** Activation functions as they are written on paper. */
public final class FormulaText {

    private FormulaText() {}

    /** The formula on the first line, then comments. */
    public static String plain(ExportedActivation activation) {
        return InfixPrinter.print(activation.expression()) + "\n" + activation.comment("#");
    }

    /** An {@code align} environment with function and derivative; it needs amsmath. */
    public static String latex(ExportedActivation activation) {
        return String.format(
                Locale.ROOT,
                """
                %s\\begin{align}
                f(x) &= %s \\\\
                f'(x) &= %s
                \\end{align}
                """,
                activation.comment("%"),
                LatexPrinter.print(activation.expression()),
                LatexPrinter.print(Derivative.of(activation.expression())));
    }
}
