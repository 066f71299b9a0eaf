/** JSON text to trees and back. */
@NullMarked
package dev.phoenix.json;

import org.jspecify.annotations.NullMarked;
