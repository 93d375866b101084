package io.afos.trainer.data.prepared;

import java.io.IOException;

/** Receives the pixels of images; thread-safe. */
interface PictureSink {

    /** @param planes channel by channel, row by row */
    void put(int position, byte[] planes) throws IOException;
}
