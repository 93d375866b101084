package io.afos.api.external;

import io.afos.model.recipe.ExternalRecipe;

/**
 * A program that trains a network of its own.
 *
 * @param id the name by which it holds leases: that of its API key, and its own
 * @param queue of the network and version that it trains, see {@link ExternalRecipe#queue}
 * @param host name of its machine
 * @param device such as {@code cuda:0}
 * @param engine framework and version
 */
public record Trainer(String id, String queue, String host, String device, String engine) {}
