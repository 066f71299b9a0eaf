/**
 * The contract between the core and the providers: what a resource is, how a type of resource is
 * observed and changed. Knows no provider, no file and no plan.
 */
@NullMarked
package dev.phoenix.resource;

import org.jspecify.annotations.NullMarked;
