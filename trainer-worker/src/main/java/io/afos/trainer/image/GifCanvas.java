package io.afos.trainer.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.w3c.dom.NodeList;

/**
 * The canvas of a GIF (its "logical screen"), which contains the first frame. The area outside the frame has the file's
 * background colour. It is transparent if the file has none or the frame has transparent pixels.
 *
 * @param width width of the canvas
 * @param height height of the canvas
 * @param left horizontal position of the first frame
 * @param top vertical position of the first frame
 * @param background colour as in {@link BufferedImage#TYPE_INT_ARGB}
 */
record GifCanvas(int width, int height, int left, int top, int background) {

    private static final int OPAQUE = 0xff << 24;

    static GifCanvas of(ImageReader reader) throws IOException {
        IIOMetadataNode screen = node(reader.getStreamMetadata(), "LogicalScreenDescriptor");
        IIOMetadataNode frame = node(reader.getImageMetadata(0), "ImageDescriptor");
        int left = number(frame, "imageLeftPosition");
        int top = number(frame, "imageTopPosition");
        return new GifCanvas(
                Math.max(number(screen, "logicalScreenWidth"), left + reader.getWidth(0)),
                Math.max(number(screen, "logicalScreenHeight"), top + reader.getHeight(0)),
                left,
                top,
                background(reader));
    }

    private static int background(ImageReader reader) throws IOException {
        boolean transparent = find(reader.getImageMetadata(0), "GraphicControlExtension")
                .map(control -> control.getAttribute("transparentColorFlag"))
                .filter("TRUE"::equals)
                .isPresent();
        Optional<IIOMetadataNode> colours = find(reader.getStreamMetadata(), "GlobalColorTable");
        if (transparent || colours.isEmpty()) {
            return 0;
        }
        NodeList entries = colours.get().getElementsByTagName("ColorTableEntry");
        int wanted = number(colours.get(), "backgroundColorIndex");
        return wanted < entries.getLength() && entries.item(wanted) instanceof IIOMetadataNode entry
                ? OPAQUE | number(entry, "red") << 16 | number(entry, "green") << 8 | number(entry, "blue")
                : 0;
    }

    private static IIOMetadataNode node(IIOMetadata metadata, String name) throws IOException {
        return find(metadata, name).orElseThrow(() -> new IOException("it has no " + name));
    }

    private static Optional<IIOMetadataNode> find(IIOMetadata metadata, String name) {
        var root = (IIOMetadataNode) metadata.getAsTree(metadata.getNativeMetadataFormatName());
        return Optional.ofNullable(
                (IIOMetadataNode) root.getElementsByTagName(name).item(0));
    }

    private static int number(IIOMetadataNode node, String attribute) {
        return Integer.parseInt(node.getAttribute(attribute));
    }

    /** The whole canvas with the first frame. */
    BufferedImage with(BufferedImage frame) {
        if (frame.getWidth() == width && frame.getHeight() == height) {
            return frame;
        }
        var canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setColor(new Color(background, true));
        graphics.fillRect(0, 0, width, height);
        graphics.drawImage(frame, left, top, null);
        graphics.dispose();
        return canvas;
    }
}
