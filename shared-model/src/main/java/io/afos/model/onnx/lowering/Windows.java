package io.afos.model.onnx.lowering;

import io.afos.model.network.NetworkException;
import io.afos.model.network.Window;
import io.afos.model.onnx.file.Node;
import java.util.ArrayList;
import java.util.List;

/** The windows of convolutions and poolings. */
final class Windows {

    private static final List<Long> ONES = List.of(1L, 1L);

    private Windows() {}

    /**
     * The window of a node.
     *
     * @param image the shape of what it moves over
     * @param kernel the kernel if the node does not say
     */
    static Window of(Node node, List<Long> image, List<Long> kernel) {
        List<Long> size = node.wholes("kernel_shape").orElse(kernel);
        List<Long> strides = node.wholes("strides").orElse(ONES);
        List<Long> dilations = node.wholes("dilations").orElse(ONES);
        if (image.size() != 4 || size.size() != 2 || strides.size() != 2 || dilations.size() != 2) {
            throw node.refusal(
                    "it does not move over images; only networks for images of two dimensions can be trained");
        }
        try {
            return new Window(
                    small(node, size),
                    small(node, strides),
                    small(node, dilations),
                    small(node, padding(node, image, size, strides, dilations)),
                    node.whole("ceil_mode", 0) == 1);
        } catch (NetworkException e) {
            throw node.refusal(e.getMessage());
        }
    }

    private static List<Long> padding(
            Node node, List<Long> image, List<Long> kernel, List<Long> strides, List<Long> dilations) {
        String auto = node.text("auto_pad", "NOTSET");
        switch (auto) {
            case "NOTSET", "":
                return node.wholes("pads").orElse(List.of(0L, 0L, 0L, 0L));
            case "VALID":
                return List.of(0L, 0L, 0L, 0L);
            case "SAME_UPPER", "SAME_LOWER":
                break;
            default:
                throw node.refusal("its auto_pad is none of ONNX's");
        }
        List<Long> begin = new ArrayList<>();
        List<Long> end = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            long extent = image.get(i + 2);
            long stride = Math.max(1, strides.get(i));
            long outputs = (extent + stride - 1) / stride;
            long total = Math.max(0, (outputs - 1) * stride + (kernel.get(i) - 1) * dilations.get(i) + 1 - extent);
            begin.add(auto.equals("SAME_UPPER") ? total / 2 : total - total / 2);
            end.add(total - begin.get(i));
        }
        begin.addAll(end);
        return begin;
    }

    private static List<Integer> small(Node node, List<Long> numbers) {
        return numbers.stream()
                .map(number -> {
                    if (number < 0 || number > Integer.MAX_VALUE) {
                        throw node.refusal("a size of its window is " + number);
                    }
                    return number.intValue();
                })
                .toList();
    }
}
