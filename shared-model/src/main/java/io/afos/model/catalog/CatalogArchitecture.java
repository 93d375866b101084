package io.afos.model.catalog;

import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.Architecture.Depth;
import io.afos.model.recipe.Architecture.Form;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A network that workers can train.
 *
 * @param name its name in requests
 * @param title its name for people
 * @param description its layers
 * @param source where it was published
 * @param depths the depths it can have
 * @param forms the forms it can have, at least one
 */
public record CatalogArchitecture(
        String name, String title, String description, String source, List<Depth> depths, List<CatalogForm> forms) {

    /** Images whose smaller side has at least this number of pixels, half of the published 224, get the large form. */
    public static final int LARGE_FROM = 112;

    public CatalogArchitecture {
        depths = List.copyOf(depths);
        forms = List.copyOf(forms);
    }

    public static List<CatalogArchitecture> all() {
        return PublishedArchitectures.ALL;
    }

    public static Optional<CatalogArchitecture> find(String name) {
        return all().stream()
                .filter(architecture -> architecture.name.equals(name))
                .findFirst();
    }

    /**
     * The form in which it is built.
     *
     * @param wanted {@code null} for the one that fits the images: the only one, or the large one from
     *     {@value #LARGE_FROM} pixels on
     * @param width of an image in pixels
     * @param height of an image in pixels
     * @return empty if it does not have the form wanted
     */
    public Optional<CatalogForm> form(@Nullable Form wanted, int width, int height) {
        if (wanted == null && forms.size() == 1) {
            return Optional.of(forms.get(0));
        }
        Form fitting = Math.min(width, height) < LARGE_FROM ? Form.SMALL : Form.LARGE;
        Form form = wanted == null ? fitting : wanted;
        return forms.stream().filter(candidate -> candidate.form() == form).findFirst();
    }

    /**
     * Why it cannot be built as asked.
     *
     * @param wanted a network of this name
     * @param width of an image in pixels
     * @param height of an image in pixels
     * @return empty if it can
     */
    public Optional<Misfit> misfit(Architecture wanted, int width, int height) {
        if (!depths.contains(wanted.depth())) {
            return Optional.of(new Misfit(Misfit.Choice.DEPTH, name + " can only have " + names(depths)));
        }
        Optional<CatalogForm> form = form(wanted.form(), width, height);
        if (form.isEmpty()) {
            List<Form> known = forms.stream().map(CatalogForm::form).toList();
            return Optional.of(new Misfit(Misfit.Choice.FORM, name + " can only have " + names(known)));
        }
        String label =
                forms.size() == 1 ? name : name + " in its form " + form.get().form();
        return form.get().misfit(label, width, height);
    }

    private static String names(List<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).collect(Collectors.joining(" or "));
    }
}
