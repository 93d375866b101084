package io.afos.model.export;

/** Functions that torch has, but not as an export needs them. */
enum TorchSubstitute {
    WHERE("_where", """
            def _where(condition: torch.Tensor, yes: torch.Tensor, no: float) -> torch.Tensor:
                if not torch.jit.is_scripting():
                    if torch.onnx.is_in_onnx_export():  # which would take the number for a float64
                        return torch.where(condition, yes, torch.full_like(yes, no))
                return torch.where(condition, yes, no)
            """),
    SOFTPLUS("_softplus", """
            def _softplus(x: torch.Tensor) -> torch.Tensor:
                return torch.nn.functional.softplus(x, 1.0, 40.0)  # from 20 on, the default, float64 would lose digits
            """),
    SINH("_sinh", """
            def _sinh(x: torch.Tensor) -> torch.Tensor:
                if not torch.jit.is_scripting():
                    if torch.onnx.is_in_onnx_export():  # which has no sinh
                        half = torch.exp(torch.abs(x) / 2)
                        return torch.tanh(x) * (half * (half / 2) + 0.5 / half / half)
                return torch.sinh(x)
            """),
    COSH("_cosh", """
            def _cosh(x: torch.Tensor) -> torch.Tensor:
                if not torch.jit.is_scripting():
                    if torch.onnx.is_in_onnx_export():  # which has no cosh
                        half = torch.exp(torch.abs(x) / 2)
                        return half * (half / 2) + 0.5 / half / half
                return torch.cosh(x)
            """);

    private final String function;
    private final String definition;

    TorchSubstitute(String function, String definition) {
        this.function = function;
        this.definition = definition;
    }

    String call() {
        return function + "(";
    }

    String definition() {
        return definition;
    }
}
