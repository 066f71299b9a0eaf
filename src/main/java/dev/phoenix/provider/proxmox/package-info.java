/**
 * Proxmox VE: the cluster itself, templates, virtual machines and containers. Knows the API of
 * Proxmox VE 7.4, 8 and 9 as its server's source has it, and SSH to a node for what that API gives
 * to nobody but root@pam.
 */
@NullMarked
package dev.phoenix.provider.proxmox;

import org.jspecify.annotations.NullMarked;
