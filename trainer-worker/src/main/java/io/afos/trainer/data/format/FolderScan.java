package io.afos.trainer.data.format;

import io.afos.trainer.data.file.FileTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Scans a tree for images, and records other files by folder. */
final class FolderScan implements FileTree.Visitor {

    private final List<String> images = new ArrayList<>();
    private final NavigableSet<String> imageFolders = new TreeSet<>();
    private final NavigableSet<String> filled = new TreeSet<>();
    private final Map<String, Map<String, Integer>> unread = new LinkedHashMap<>();
    private final Set<String> folders = new TreeSet<>();
    private final Set<String> links = new TreeSet<>();
    private final Omissions omissions = new Omissions();

    @Override
    public void visit(String path, FileTree.Content content) {
        filled.add(parent(path));
        if (ImageEntries.isHidden(path)) {
            omissions.add("hidden", path);
        } else if (ImageEntries.isImage(path)) {
            images.add(path);
            imageFolders.add(parent(path));
        } else {
            String kind = ImageEntries.ending(path);
            unread.computeIfAbsent(parent(path), folder -> new LinkedHashMap<>())
                    .merge(kind, 1, Integer::sum);
            omissions.add(
                    String.format(
                            Locale.ROOT, "%s files, which are not read", kind.isEmpty() ? "nameless" : "." + kind),
                    path);
        }
    }

    @Override
    public void folder(String path) {
        if (!ImageEntries.isHidden(path)) {
            folders.add(path);
        }
    }

    @Override
    public void link(String path) {
        filled.add(parent(path));
        links.add(path);
        omissions.add("links, which are not followed", path);
    }

    List<String> images() {
        return images;
    }

    /** Links, which are not followed. */
    Set<String> links() {
        return links;
    }

    Omissions omissions() {
        return omissions;
    }

    /** Folders that contain image files only in unsupported formats, including their subfolders. */
    List<String> foldersOfUnreadImages() {
        return unread.entrySet().stream()
                .filter(folder -> folder.getValue().keySet().stream().anyMatch(ImageEntries::isUnreadFormat))
                .map(Map.Entry::getKey)
                .filter(folder -> !holdsImages(folder))
                .toList();
    }

    /** Folders that contain no files, including their subfolders. */
    List<String> emptyFolders() {
        return folders.stream().filter(folder -> !holds(filled, folder)).toList();
    }

    /** Folders that contain files but no images. */
    List<String> foldersWithoutImages() {
        return unread.keySet().stream()
                .filter(folder -> !folder.isEmpty() && !holdsImages(folder))
                .toList();
    }

    boolean holdsImages(String folder) {
        return holds(imageFolders, folder);
    }

    private static boolean holds(NavigableSet<String> known, String folder) {
        String below = known.ceiling(folder + "/");
        return known.contains(folder) || folder.isEmpty() || below != null && below.startsWith(folder + "/");
    }

    /** For a message: the number of files per extension in a folder and its subfolders. */
    String unreadBelow(String folder) {
        Map<String, Integer> kinds = new TreeMap<>();
        unread.forEach((other, files) -> {
            if (other.equals(folder) || other.startsWith(folder + "/")) {
                files.forEach((kind, count) -> kinds.merge(kind, count, Integer::sum));
            }
        });
        return kinds.entrySet().stream()
                .map(kind -> kind.getValue() + " ." + kind.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** A path within a folder. */
    static String within(String folder) {
        return folder.isEmpty() ? "*" : folder + "/*";
    }
}
