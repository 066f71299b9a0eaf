/** Measures phoenix against Terraform on fleets made from a seed. No part of the product. */
@NullMarked
package dev.phoenix.bench;

import org.jspecify.annotations.NullMarked;
