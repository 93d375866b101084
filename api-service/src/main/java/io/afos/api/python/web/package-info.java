/** Where pip finds the Python package. */
@NullMarked
package io.afos.api.python.web;

import org.jspecify.annotations.NullMarked;
