/** What all HTTP faces share: problem details and pages. */
@NullMarked
package io.afos.api.web;

import org.jspecify.annotations.NullMarked;
