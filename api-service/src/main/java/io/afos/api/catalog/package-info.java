/** What requests can select from: functions, architectures, data sets, spaces. */
@NullMarked
package io.afos.api.catalog;

import org.jspecify.annotations.NullMarked;
