package io.afos.trainer.image;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.png.PngChunk;
import com.drew.imaging.png.PngChunkReader;
import com.drew.imaging.png.PngChunkType;
import com.drew.imaging.riff.RiffReader;
import com.drew.imaging.tiff.TiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.exif.ExifTiffHandler;
import com.drew.metadata.webp.WebpRiffHandler;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The rotation of a picture as recorded by the camera: the values 1 to 8 of the tag Orientation of EXIF 2.3 and TIFF
 * 6.0.
 */
record Orientation(int value) {

    private static final Orientation UPRIGHT = new Orientation(1);
    private static final int MOST = 8;
    private static final int FIRST_WITH_SIDES_SWAPPED = 5;

    /** The orientation recorded in the file; upright if there is none or it cannot be read. */
    static Orientation of(byte[] file) {
        try {
            return metadata(file).getDirectoriesOfType(ExifIFD0Directory.class).stream()
                    .map(directory -> directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION))
                    .filter(value -> value != null && value >= 1 && value <= MOST)
                    .findFirst()
                    .map(Orientation::new)
                    .orElse(UPRIGHT);
        } catch (ImageProcessingException
                | IOException
                | RuntimeException e) { // the decoder reports whether the file is a picture
            return UPRIGHT;
        }
    }

    /** Reads only this tag; in particular, decompresses nothing. */
    private static Metadata metadata(byte[] file) throws ImageProcessingException, IOException {
        var metadata = new Metadata();
        if (begins(file, "II*\0") || begins(file, "MM\0*")) {
            readTiff(file, metadata);
            return metadata;
        }
        FileType type = FileTypeDetector.detectFileType(new BufferedInputStream(new ByteArrayInputStream(file)));
        if (type == FileType.Jpeg) {
            JpegMetadataReader.process(metadata, new ByteArrayInputStream(file), List.of(new ExifReader()));
        } else if (type == FileType.Png) {
            var chunks = new PngChunkReader().extract(new SequentialByteArrayReader(file), Set.of(PngChunkType.eXIf));
            for (PngChunk chunk : chunks) {
                readTiff(chunk.getBytes(), metadata);
            }
        } else if (type == FileType.WebP) {
            new RiffReader().processRiff(new SequentialByteArrayReader(file), new WebpRiffHandler(metadata));
        }
        return metadata;
    }

    private static boolean begins(byte[] file, String magic) {
        byte[] bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
        return file.length > bytes.length && Arrays.equals(file, 0, bytes.length, bytes, 0, bytes.length);
    }

    private static void readTiff(byte[] tiff, Metadata metadata) throws ImageProcessingException, IOException {
        new TiffReader().processTiff(new ByteArrayReader(tiff), new ExifTiffHandler(metadata, null, 0), 0);
    }

    /** The picture in its upright orientation. */
    Picture upright(Picture picture) {
        if (value == 1) {
            return picture;
        }
        boolean swapped = value >= FIRST_WITH_SIDES_SWAPPED;
        int height = swapped ? picture.width() : picture.height();
        int width = swapped ? picture.height() : picture.width();
        byte[] stored = picture.planes();
        byte[] upright = new byte[stored.length];
        int at = 0;
        for (int c = 0; c < picture.channels(); c++) {
            int plane = c * height * width;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    upright[at++] = stored[plane + source(picture, y, x)];
                }
            }
        }
        return new Picture(picture.channels(), height, width, upright);
    }

    /** The index, in the stored plane, of the pixel displayed in row y and column x. */
    private int source(Picture picture, int y, int x) {
        int bottom = picture.height() - 1;
        int right = picture.width() - 1;
        return switch (value) {
            case 2 -> at(picture, y, right - x);
            case 3 -> at(picture, bottom - y, right - x);
            case 4 -> at(picture, bottom - y, x);
            case 5 -> at(picture, x, y);
            case 6 -> at(picture, bottom - x, y);
            case 7 -> at(picture, bottom - x, right - y);
            case 8 -> at(picture, x, right - y);
            default -> at(picture, y, x);
        };
    }

    private static int at(Picture picture, int row, int column) {
        return row * picture.width() + column;
    }
}
