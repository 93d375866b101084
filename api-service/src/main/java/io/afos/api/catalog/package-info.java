/** What can be chosen in a request: functions, architectures, data sets, spaces. */
@NullMarked
package io.afos.api.catalog;

import org.jspecify.annotations.NullMarked;
