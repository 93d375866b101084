package io.afos.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.afos.model.network.Arrangement;
import io.afos.model.network.Arrangement.Concat;
import io.afos.model.network.Arrangement.Expand;
import io.afos.model.network.Arrangement.Gather;
import io.afos.model.network.Arrangement.Pad;
import io.afos.model.network.Arrangement.Reshape;
import io.afos.model.network.Arrangement.Slice;
import io.afos.model.network.Arrangement.Transpose;
import io.afos.model.network.Extents;
import java.util.Arrays;
import java.util.List;

/** What moves numbers. */
final class ArrangementFunctions {

    private ArrangementFunctions() {}

    /** @param input the shape of the first input */
    static StepFunction of(Arrangement arrangement, Extents input) {
        if (arrangement instanceof Concat concat) {
            return (operands, pass) ->
                    JniUtils.cat(Arrays.copyOf(operands, operands.length, PtNDArray[].class), concat.axis());
        } else if (arrangement instanceof Slice slice) {
            return (operands, pass) ->
                    JniUtils.slice((PtNDArray) operands[0], slice.axis(), slice.start(), slice.end(), slice.step());
        } else if (arrangement instanceof Reshape reshape) {
            return (operands, pass) -> operands[0].reshape(Sizes.of(reshape.shape(), pass.images()));
        } else if (arrangement instanceof Transpose transpose) {
            int[] axes = ints(transpose.permutation());
            return (operands, pass) -> operands[0].transpose(axes);
        } else if (arrangement instanceof Pad pad) {
            Shape more = beforeAndAfter(pad.begin(), pad.end());
            return (operands, pass) -> operands[0].pad(more, pad.value());
        } else if (arrangement instanceof Expand expand) {
            return (operands, pass) -> operands[0].broadcast(Sizes.of(expand.shape(), pass.images()));
        } else if (arrangement instanceof Gather gather) {
            return gather(gather, Math.floorMod(gather.axis(), input.rank()), input.rank());
        }
        throw new IllegalArgumentException("no function for " + arrangement);
    }

    /** From the last axis to the first, how many are added before and after; less than 0 takes some away. */
    static Shape beforeAndAfter(List<? extends Number> begin, List<? extends Number> end) {
        long[] fromLast = new long[2 * begin.size()];
        for (int axis = 0; axis < begin.size(); axis++) {
            int at = 2 * (begin.size() - 1 - axis);
            fromLast[at] = begin.get(axis).longValue();
            fromLast[at + 1] = end.get(axis).longValue();
        }
        return new Shape(fromLast);
    }

    /** With the axis in front, the elements are rows of a table, from which the engine looks up some. */
    private static StepFunction gather(Gather gather, int axis, int rank) {
        Shape found = Sizes.fixed(gather.shape());
        int[] toFront = new int[rank];
        for (int i = 0; i < rank; i++) {
            toFront[i] = i == 0 ? axis : i <= axis ? i - 1 : i;
        }
        int more = found.dimension();
        int[] back = new int[rank - 1 + more];
        for (int i = 0; i < back.length; i++) {
            back[i] = i < axis ? more + i : i < axis + more ? i - axis : i;
        }
        return (operands, pass) -> {
            try (NDArray front = operands[0].transpose(toFront);
                    NDArray table = front.reshape(front.getShape().get(0), -1);
                    NDArray rows = JniUtils.embedding((PtNDArray) operands[1], (PtNDArray) table, false);
                    NDArray shaped = rows.reshape(found.addAll(front.getShape().slice(1)))) {
                return shaped.transpose(back);
            }
        };
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
