/** How the database is: what its errors say of it, whether it takes changes, which connections are of no more use. */
@NullMarked
package io.afos.api.database;

import org.jspecify.annotations.NullMarked;
