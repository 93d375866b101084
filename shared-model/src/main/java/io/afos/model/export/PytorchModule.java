package io.afos.model.export;

import io.afos.model.lowering.Lowering;
import io.afos.model.lowering.Program;
import io.afos.model.lowering.Region;
import io.afos.model.lowering.SecondDerivative;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Activation functions as modules for PyTorch 1.11 or later.
 *
 * <p>The slope is computed in the forward pass, together with the value, if a gradient is wanted, and not otherwise. Inputs
 * at which plain arithmetic is not right are looked for, and only these elements are computed with more care, in float64.
 * The second derivative is right or refused.
 */
public final class PytorchModule {

    private static final PythonDialect DIALECT = PythonDialect.TORCH;
    private static final String INDENT = "    ";

    private PytorchModule() {}

    /** The source text of a Python file with one module. */
    public static String write(ExportedActivation activation) {
        Lowering lowering = activation.lowering();
        Optional<SecondDerivative> derivative = activation.secondDerivative();
        String code = body(activation, lowering, derivative.isPresent())
                + derivative
                        .map(second -> second(activation.className(), second))
                        .orElse("");
        return activation.comment("#") + "\n" + code + Substitute.calledIn(code, Substitute.OF_TORCH);
    }

    private static String body(ExportedActivation activation, Lowering lowering, boolean differentiableTwice) {
        String name = activation.className();
        return String.format(
                Locale.ROOT,
                """
                import torch


                class %1$s(torch.nn.Module):
                    def forward(self, input: torch.Tensor) -> torch.Tensor:
                        if not input.is_floating_point():
                            raise TypeError("%1$s takes a tensor of a floating-point type: convert it first, as with input.float()")
                        if torch.jit.is_scripting():
                            return _graph(input, input.requires_grad)
                        else:
                            return _eager(input)


                def _eager(input):
                    if torch.jit.is_tracing():
                        return _graph(input, not torch.onnx.is_in_onnx_export())
                    differentiable = input.requires_grad and torch.is_grad_enabled()
                    if _compiling():
                        return _graph(input, differentiable)
                    if differentiable:
                        return _Value.apply(input)
                    return _evaluate(input, False)[0].to(input.dtype)


                class _Value(torch.autograd.Function):
                    @staticmethod
                    def forward(ctx, input):
                        value, slope = _evaluate(input, True)
                        ctx.save_for_backward(input, slope)
                        return value.to(input.dtype)

                    @staticmethod
                    def backward(ctx, gradient):
                        input, slope = ctx.saved_tensors
                        if torch.is_grad_enabled():  # the gradient is to be differentiated in its turn
                            slope = _Slope.apply(input, slope)
                        return (gradient * slope).to(input.dtype)


                class _Slope(torch.autograd.Function):
                    @staticmethod
                    def forward(ctx, input, slope):
                        ctx.save_for_backward(input)
                        return slope.clone()

                    @staticmethod
                    @torch.autograd.function.once_differentiable
                    def backward(ctx, gradient):
                %2$s


                %3$s


                def _graph(input: torch.Tensor, differentiable: bool) -> torch.Tensor:
                    # tracing, scripting and compiling want the same operations whatever the numbers are
                    x = _single(input)
                    x0 = x.detach()
                    value, slope = _safe(x0)
                    if not differentiable:
                        return value.type_as(input)
                    zero = x - x0
                    change = zero * (%4$s)
                    return (value + torch.where(change == 0, change, torch.zeros_like(change))).type_as(input)


                def _single(input: torch.Tensor) -> torch.Tensor:
                    return input.float() if input.dtype == torch.float16 or input.dtype == torch.bfloat16 else input


                def _compiling():
                    compiler = getattr(torch, "compiler", None)
                    return hasattr(compiler, "is_compiling") and compiler.is_compiling()


                def _value(x: torch.Tensor) -> torch.Tensor:
                %5$s
                    return value


                def _value_and_slope(x: torch.Tensor):
                %6$s
                    return value, slope


                def _safe(x: torch.Tensor):
                %7$s
                    return value, slope
                """,
                name,
                differentiableTwice
                        ? """
                        input, = ctx.saved_tensors
                        return (gradient * _second(input, True)).to(input.dtype), None
                """.stripTrailing()
                        : INDENT.repeat(2)
                                + String.format(
                                        Locale.ROOT,
                                        "raise RuntimeError(\"the second derivative of %s is too long\")",
                                        name),
                evaluate(lowering),
                differentiableTwice ? "slope + zero * _second(x0, False) / 2" : "slope",
                inPlace(lowering.plain().first(), "value"),
                inPlace(lowering.plain(), "value", "slope"),
                (lowering.ordinary().equals(Region.EVERYWHERE)
                                ? ""
                                : INDENT + "# outside of ordinary inputs, sign and logarithm of each number go on\n")
                        + DIALECT.statements(lowering.safe(), INDENT, "value", "slope"));
    }

    /** For tensors that are cut off from the gradient graph. */
    private static String inPlace(Program program, String... outputs) {
        var inPlace = new TorchInPlace(program);
        return DIALECT.statements(
                program,
                INDENT,
                (instruction, operands) -> Objects.requireNonNullElseGet(
                        inPlace.call(instruction, operands), () -> DIALECT.call(instruction.operation(), operands)),
                outputs);
    }

    private static String evaluate(Lowering lowering) {
        Region ordinary = lowering.ordinary();
        String head = """
                def _evaluate(input, with_slope):
                    x = _single(input)
                """;
        String plain = "_value_and_slope(x) if with_slope else (_value(x), None)";
        if (ordinary.equals(Region.EVERYWHERE)) {
            return head + INDENT + "return " + plain;
        }
        String wide = "torch.float32 if x.device.type == \"mps\" else torch.float64";
        if (ordinary.isEmpty()) {
            return head + String.format(Locale.ROOT, """
                        wide = %s
                        value, slope = _safe(x.to(wide))
                        return value.to(x.dtype), slope.to(x.dtype)""", wide);
        }
        return head + String.format(Locale.ROOT, """
                    value, slope = %s
                    if not _ordinary(x):
                        rare = %s
                        wide = %s
                        rare_value, rare_slope = _safe(x[rare].to(wide))
                        value = value.index_put((rare,), rare_value.to(x.dtype))
                        if with_slope:
                            slope = slope.index_put((rare,), rare_slope.to(x.dtype))
                    return value, slope


                def _ordinary(x):
                %s""", plain, DIALECT.outside(ordinary), wide, ordinary(ordinary));
    }

    private static String ordinary(Region region) {
        if (region.hasHole()) {
            return INDENT + "return not bool((" + DIALECT.outside(region) + ").any())";
        }
        String bounds = Stream.of(
                        Double.isInfinite(region.least()) ? "" : "(least >= " + DIALECT.number(region.least()) + ")",
                        Double.isInfinite(region.greatest())
                                ? ""
                                : "(greatest <= " + DIALECT.number(region.greatest()) + ")")
                .filter(bound -> !bound.isEmpty())
                .collect(Collectors.joining(" & "));
        return String.format(Locale.ROOT, """
                if x.numel() == 0:
                    return True
                least, greatest = torch.aminmax(x)
                return bool(%s)
                """, bounds).indent(4).stripTrailing();
    }

    private static String second(String name, SecondDerivative second) {
        Region region = second.inDouble();
        String text = """


                def _second(input: torch.Tensor, strict: bool) -> torch.Tensor:
                """;
        if (region.isEmpty()) {
            return text + String.format(Locale.ROOT, """
                        if strict:
                            raise RuntimeError("float64 cannot tell the second derivative of %s")
                        return torch.zeros_like(input)
                    """, name);
        }
        text += String.format(Locale.ROOT, """
                    x = input.double()
                %s
                """, DIALECT.statements(second.program(), INDENT, "second"));
        if (!region.equals(Region.EVERYWHERE)) {
            text += String.format(Locale.ROOT, """
                        rare = %s
                        if strict:
                            if bool(rare.any()):
                                raise RuntimeError("the second derivative of %s is known %s only")
                        second = _where(~rare, second, 0.0)
                    """, DIALECT.outside(region), name, described(region));
        }
        return text + """
                    return second.to(_single(input).dtype)
                """;
    }

    private static String described(Region region) {
        String range = String.format(Locale.ROOT, "from %s to %s", region.least(), region.greatest());
        return region.hasHole()
                ? range + String.format(Locale.ROOT, ", not between %s and %s", region.below(), region.above())
                : range;
    }
}
