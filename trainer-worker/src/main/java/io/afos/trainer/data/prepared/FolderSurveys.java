package io.afos.trainer.data.prepared;

import io.afos.model.message.FolderFacts;
import io.afos.model.message.MessageCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Findings about the most recent image folders, as stored beside their prepared images. Thread-safe. */
final class FolderSurveys {

    static final int MOST = 3;

    private static final Logger log = LoggerFactory.getLogger(FolderSurveys.class);

    private final Map<String, FolderFacts> latest = new LinkedHashMap<>();

    /** Reads the findings about a folder, if there are any. */
    synchronized void read(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            if (MessageCodec.decode(Files.readAllBytes(file), FolderFacts.class)
                    instanceof MessageCodec.Readable<FolderFacts> facts) {
                latest.remove(facts.body().dataset());
                latest.put(facts.body().dataset(), facts.body());
                if (latest.size() > MOST) {
                    latest.remove(latest.keySet().iterator().next());
                }
            }
        } catch (IOException e) {
            log.warn(
                    "{} cannot be read ({}), so the catalog does not describe the contents of the folder",
                    file,
                    e.toString());
        }
    }

    synchronized List<FolderFacts> all() {
        return List.copyOf(latest.values());
    }
}
