package io.afos.api.external;

import io.afos.model.recipe.ExternalRecipe;

/**
 * A program that trains a network of its own.
 *
 * @param key name of its API key
 * @param name its own
 * @param queue of the network and version that it trains, see {@link ExternalRecipe#queue}
 * @param host name of its machine
 * @param device such as {@code cuda:0}
 * @param engine framework and version
 */
public record Trainer(String key, String name, String queue, String host, String device, String engine) {

    /** The name by which it holds leases. */
    public String id() {
        return id(key, name);
    }

    public static String id(String key, String name) {
        return key + ":" + name;
    }
}
