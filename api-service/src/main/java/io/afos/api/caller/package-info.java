/** Who calls: the name of the API key of the current request, and what each key may do at once. */
@NullMarked
package io.afos.api.caller;

import org.jspecify.annotations.NullMarked;
