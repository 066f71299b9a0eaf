package dev.phoenix.state;

import org.jspecify.annotations.Nullable;

/**
 * A state as it was read.
 *
 * @param onDisk what the file says
 * @param state with what a leftover journal adds
 * @param bytes of the file; null if there is none
 * @param journalBytes how much of a leftover journal still counts: the run that goes on adds to it
 * @param sound whether the bytes are those of {@code onDisk}; else they are to be replaced in any
 *     case
 */
@SuppressWarnings("ArrayRecordComponent") // Compared with what is on disk, never with each other.
record Snapshot(
    State onDisk, State state, byte @Nullable [] bytes, int journalBytes, boolean sound) {}
