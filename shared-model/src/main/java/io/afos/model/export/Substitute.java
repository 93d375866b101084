package io.afos.model.export;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A function that a framework lacks, or has otherwise than an export needs it.
 *
 * @param name of the function in the exported code
 * @param definition its source text
 */
record Substitute(String name, String definition) {

    static final List<Substitute> OF_TORCH = List.of(
            new Substitute("_where", """
            def _where(condition: torch.Tensor, yes: torch.Tensor, no: float) -> torch.Tensor:
                if not torch.jit.is_scripting():
                    if torch.onnx.is_in_onnx_export():  # which would take the number for a float64
                        return torch.where(condition, yes, torch.full_like(yes, no))
                return torch.where(condition, yes, no)
            """),
            new Substitute("_softplus", """
            def _softplus(x: torch.Tensor) -> torch.Tensor:
                return torch.nn.functional.softplus(x, 1.0, 40.0)  # from 20 on, the default, float64 would lose digits
            """),
            new Substitute("_sinh", """
            def _sinh(x: torch.Tensor) -> torch.Tensor:
                if not torch.jit.is_scripting():
                    if torch.onnx.is_in_onnx_export():  # which has no sinh
                        half = torch.exp(torch.abs(x) / 2)
                        return torch.tanh(x) * (half * (half / 2) + 0.5 / half / half)
                return torch.sinh(x)
            """),
            new Substitute("_cosh", """
            def _cosh(x: torch.Tensor) -> torch.Tensor:
                if not torch.jit.is_scripting():
                    if torch.onnx.is_in_onnx_export():  # which has no cosh
                        half = torch.exp(torch.abs(x) / 2)
                        return half * (half / 2) + 0.5 / half / half
                return torch.cosh(x)
            """));

    static final List<Substitute> OF_NUMPY =
            List.of(new Substitute("_erf", """
            try:
                from scipy.special import erf as _erf
            except ImportError:
                import math

                _erf = np.vectorize(math.erf, otypes=[float])  # slow
            """), new Substitute("_sigmoid", """
            def _sigmoid(x):
                small = np.exp(-np.abs(x))
                return np.where(x >= 0, 1.0, small) / (1.0 + small)
            """), new Substitute("_softplus", """
            def _softplus(x):
                return np.logaddexp(0.0, x)
            """));

    /** The definitions of those that the code calls. */
    static String calledIn(String code, List<Substitute> substitutes) {
        return substitutes.stream()
                .filter(substitute -> code.contains(substitute.name + "("))
                .map(substitute -> "\n\n" + substitute.definition)
                .collect(Collectors.joining());
    }
}
