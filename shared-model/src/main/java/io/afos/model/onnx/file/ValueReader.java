package io.afos.model.onnx.file;

import io.afos.model.network.NetworkException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the name and the shape of an input or output. */
final class ValueReader {

    private static final int MOST_RANK = 8;

    private final Wire wire;
    private final List<Long> shape = new ArrayList<>();
    private String name = "";

    ValueReader(Wire wire) {
        this.wire = wire;
    }

    Graph.Input read() throws IOException {
        wire.keep(128);
        wire.nested(field -> {
            switch (field) {
                case 1 -> name = wire.text();
                case 2 -> wire.nested(this::type);
                default -> wire.skip();
            }
        });
        return new Graph.Input(name, shape);
    }

    private void type(int field) throws IOException {
        if (field == 1) {
            wire.nested(inner -> {
                if (inner == 2) {
                    wire.nested(this::shape);
                } else {
                    wire.skip();
                }
            });
        } else {
            wire.skip();
        }
    }

    private void shape(int field) throws IOException {
        if (field != 1) {
            wire.skip();
            return;
        }
        var extent = new long[] {-1};
        wire.nested(inner -> {
            if (inner == 1) {
                extent[0] = wire.number();
            } else {
                wire.skip();
            }
        });
        shape.add(extent[0] > 0 ? extent[0] : -1);
        if (shape.size() > MOST_RANK) {
            throw new NetworkException("value " + Names.shown(name) + " has more than " + MOST_RANK + " dimensions");
        }
    }
}
