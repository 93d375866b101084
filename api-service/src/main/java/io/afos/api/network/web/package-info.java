@NullMarked
package io.afos.api.network.web;

import org.jspecify.annotations.NullMarked;
