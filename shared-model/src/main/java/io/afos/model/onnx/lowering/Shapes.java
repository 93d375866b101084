package io.afos.model.onnx.lowering;

import io.afos.model.onnx.folding.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The shapes that arranging nodes give. */
final class Shapes {

    private Shapes() {}

    static List<Long> reshaped(Inputs in, FixedSize size) {
        List<Long> from = in.get(0).shape();
        List<Long> target = new ArrayList<>(size.target(in, in.constant(1).toWholes()));
        for (int i = 0; i < target.size(); i++) {
            if (target.get(i) == 0 && in.node().whole("allowzero", 0) == 0 && i < from.size()) {
                target.set(i, from.get(i));
            }
        }
        freeBatch(in, from, target);
        int open = target.indexOf(-1L);
        try {
            long elements = product(from);
            long rest = product(target.stream().filter(extent -> extent != -1).toList());
            if (open >= 0 && rest != 0) {
                target.set(open, elements / rest);
            }
            if (rest <= 0 || product(target) != elements) {
                throw misfit(in, from, target);
            }
        } catch (ArithmeticException e) {
            throw misfit(in, from, target);
        }
        return target;
    }

    private static RuntimeException misfit(Inputs in, List<Long> from, List<Long> target) {
        return in.node()
                .refusal("its input of the shape " + shown(from) + " cannot have the shape " + shown(target)
                        + "; the file may be for images of another size, or for a fixed number of images:"
                        + " torch.onnx.export(..., dynamic_axes={'image': {0: 'n'}}) leaves that open");
    }

    /** A file for a fixed number of images writes that number where others compute it. */
    private static void freeBatch(Inputs in, List<Long> from, List<Long> target) {
        boolean isFixed = in.batch() > 0
                && !from.isEmpty()
                && !target.isEmpty()
                && Batch.isMultiple(from.get(0))
                && target.stream().noneMatch(Batch::isMultiple)
                && target.get(0) == from.get(0) / Batch.STAND_IN * in.batch();
        if (isFixed) {
            target.set(0, from.get(0));
        }
    }

    static List<Long> flattened(Inputs in) {
        List<Long> from = in.get(0).shape();
        long given = in.node().whole("axis", 1);
        int axis = given == from.size() ? from.size() : in.axis(given, from.size());
        return List.of(product(from.subList(0, axis)), product(from.subList(axis, from.size())));
    }

    static List<Long> squeezed(Inputs in) {
        List<Long> from = in.get(0).shape();
        boolean all = in.numbers("axes", 1).filter(axes -> !axes.isEmpty()).isEmpty();
        List<Integer> axes = in.axes("axes", 1, from.size());
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            boolean goes = axes.contains(i) && (!all || from.get(i) == 1);
            if (goes && from.get(i) != 1) {
                throw in.node().refusal("its axis " + i + " has " + from.get(i) + " elements, not 1");
            }
            if (!goes) {
                shape.add(from.get(i));
            }
        }
        return shape;
    }

    static List<Long> unsqueezed(Inputs in) {
        List<Long> given = in.numbers("axes", 1).orElse(List.of());
        int rank = in.get(0).shape().size() + given.size();
        var axes = new TreeSet<Integer>();
        given.forEach(axis -> axes.add(in.axis(axis, rank)));
        if (axes.size() != given.size() || axes.isEmpty()) {
            throw in.node().refusal("its axes are " + given);
        }
        List<Long> shape = new ArrayList<>(in.get(0).shape());
        axes.forEach(axis -> shape.add(axis, 1L));
        return shape;
    }

    static List<Long> broadcast(Inputs in, List<Long> one, List<Long> other) {
        List<Long> shape = new ArrayList<>();
        for (int i = Math.max(one.size(), other.size()); i > 0; i--) {
            long a = i > one.size() ? 1 : one.get(one.size() - i);
            long b = i > other.size() ? 1 : other.get(other.size() - i);
            if (a != b && a != 1 && b != 1) {
                throw in.node().refusal("the shapes " + shown(one) + " and " + shown(other) + " do not fit each other");
            }
            shape.add(a == 1 ? b : a);
        }
        return shape;
    }

    static String shown(List<Long> shape) {
        return shape.stream()
                .map(extent -> !Batch.isMultiple(extent)
                        ? extent.toString()
                        : extent == Batch.STAND_IN ? "n" : extent / Batch.STAND_IN + "n")
                .toList()
                .toString();
    }

    private static long product(List<Long> extents) {
        return extents.stream().reduce(1L, Math::multiplyExact);
    }
}
