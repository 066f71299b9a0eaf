/**
 * The lab's Proxmox VE: its REST API with guests, storages and tasks, as 7.4, 8.x and 9.x answer.
 * Knows nothing of who calls it; its running guests become machines through {@link
 * dev.phoenix.lab.proxmox.GuestMachines}.
 */
@NullMarked
package dev.phoenix.lab.proxmox;

import org.jspecify.annotations.NullMarked;
