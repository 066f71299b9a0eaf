/** Requests and answers of the lab's services, and their way onto a loopback port. */
@NullMarked
package dev.phoenix.lab.http;

import org.jspecify.annotations.NullMarked;
