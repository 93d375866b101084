/** What can be chosen in a request: functions, architectures, data sets, spaces. */
@NullMarked
package io.afos.api.catalogue;

import org.jspecify.annotations.NullMarked;
