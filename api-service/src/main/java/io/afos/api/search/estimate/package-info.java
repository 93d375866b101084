/** What a search would take, before it is submitted. */
@NullMarked
package io.afos.api.search.estimate;

import org.jspecify.annotations.NullMarked;
