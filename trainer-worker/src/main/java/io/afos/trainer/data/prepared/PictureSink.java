package io.afos.trainer.data.prepared;

import java.io.IOException;

/** Takes the pixels of images, from many threads. */
interface PictureSink {

    /** @param planes channel by channel, row by row */
    void put(int position, byte[] planes) throws IOException;
}
