/**
 * Machines over SSH: one session a host, commands, files and forwarded sockets. The only user of
 * JSch.
 */
@NullMarked
package dev.phoenix.provider.ssh;

import org.jspecify.annotations.NullMarked;
