/** The JSON schemas of the files, compiled when first asked for. The only user of networknt. */
@NullMarked
package dev.phoenix.schema;

import org.jspecify.annotations.NullMarked;
