/** What tests of the dashboard share. */
@NullMarked
package io.afos.api.browser;

import org.jspecify.annotations.NullMarked;
