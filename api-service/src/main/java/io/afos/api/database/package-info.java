/** The state of the database: classification of its errors, its health, and eviction of unusable connections. */
@NullMarked
package io.afos.api.database;

import org.jspecify.annotations.NullMarked;
