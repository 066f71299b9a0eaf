/** Plans as JSON: the form for programs, and the file that is reviewed and carried out later. */
@NullMarked
package dev.phoenix.planfile;

import org.jspecify.annotations.NullMarked;
