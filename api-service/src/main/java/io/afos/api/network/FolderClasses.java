package io.afos.api.network;

import io.afos.api.worker.Workers;
import io.afos.model.message.FolderFacts;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The number of classes of image folders. It is kept, so that a training that was accepted can be given out although the worker that
 * had read the folder is gone.
 */
@Repository
class FolderClasses {

    private final Workers workers;
    private final JdbcClient jdbc;

    FolderClasses(Workers workers, JdbcClient jdbc) {
        this.workers = workers;
        this.jdbc = jdbc;
    }

    /** Empty if no worker has read the folder since anybody asked. */
    Optional<Integer> of(String folder) {
        Optional<Integer> live = workers.folderReports().stream()
                .map(Workers.FolderReport::facts)
                .filter(facts -> facts.dataset().equals(folder) && facts.classCount() > 0)
                .map(FolderFacts::classCount)
                .findFirst();
        live.ifPresent(classes -> keep(folder, classes));
        return live.or(() -> jdbc.sql("select classes from folder_classes where folder = :folder")
                .param("folder", folder)
                .query(Integer.class)
                .optional());
    }

    private void keep(String folder, int classes) {
        jdbc.sql("""
                        insert into folder_classes (folder, classes) values (:folder, :classes)
                        on conflict (folder) do update set classes = excluded.classes
                        where folder_classes.classes <> excluded.classes""").param("folder", folder).param("classes", classes).update();
    }
}
