package dev.phoenix.provider.proxmox;

import java.util.List;
import java.util.Map;

/** Guests with every attribute that there is, and how each of these changes. */
final class DriftTable {
  private DriftTable() {}

  static final Map<String, String> GUESTS =
      Map.of(
          "template/noble",
          """
          {'hypervisor':'hypervisor/proxmox','vmid':9000,'node':'pve','name':'noble','image':{'file':'local:import/debian-12.qcow2'},
           'storage':'local-zfs','image_storage':'local','disk':10,'bridge':'vmbr0','cores':2,'sockets':1,'cpu':'host','memory':2048,
           'tags':['base'],'protection':false,'description':'base','template':true}
          """,
          "vm/web1",
          """
          {'hypervisor':'hypervisor/proxmox','vmid':1001,'node':'pve','name':'web1','source':{'clone':'template/noble','vmid':9000,'full':true},
           'storage':'local-zfs','cores':2,'sockets':1,'cpu':'host','memory':2048,'balloon':1024,'agent':true,'boot':['scsi0','net0'],'running':true,
           'disks':{'scsi0':{'storage':'local-zfs','size':12,'discard':true},
                    'scsi1':{'storage':'local-zfs','size':4,'cache':'writeback','aio':'threads','ssd':true,'iothread':true,'backup':false}},
           'nets':{'net0':{'model':'virtio','bridge':'vmbr0','tag':20,'mtu':1400,'rate':50,'firewall':true,'mac':'BC:24:11:00:00:01'}},
           'cloud_init':{'user':'phoenix','keys':['ssh-ed25519 AAAAC3Nz+b/c= me@home'],'ip':'10.0.0.102/24','gateway':'10.0.0.1',
                         'nameservers':['10.0.0.1'],'search_domain':'home.lan','upgrade':false,'custom':{'user':'local:snippets/first.yaml'}},
           'start_on_boot':true,'startup':{'order':2,'up':30,'down':40},'tags':['docker'],'description':'web','protection':false}
          """,
          "lxc/box",
          """
          {'hypervisor':'hypervisor/proxmox','vmid':103,'node':'pve','name':'box','unprivileged':true,
           'source':{'template':'local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst'},
           'rootfs':{'storage':'local-zfs','size':8},'cores':2,'memory':1024,'swap':512,'features':{'nesting':true,'keyctl':true},
           'nameservers':['10.0.0.1'],'search_domain':'home.lan','hookscript':'local:snippets/hook.pl',
           'nets':{'net0':{'name':'eth0','bridge':'vmbr0','ip':'10.0.0.10/24','gateway':'10.0.0.1','tag':20,'mtu':1400,'rate':50,'firewall':true,'mac':'BC:24:11:00:00:02'}},
           'mounts':{'/data':{'storage':'local-zfs','size':4,'read_only':true},'/media':{'host_path':'/tank/media'}},
           'devices':['/dev/fuse'],'raw':[['lxc.apparmor.profile','unconfined']],
           'start_on_boot':true,'startup':{'order':1,'up':5,'down':6},'tags':['ca'],'description':'box','protection':false,'running':true}
          """,
          "lxc/copied",
          """
          {'hypervisor':'hypervisor/proxmox','vmid':104,'node':'pve','name':'copied','unprivileged':true,
           'source':{'template':'local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst'},
           'rootfs':{'storage':'local-zfs','size':8},'nets':{'net0':{'name':'eth0','bridge':'vmbr0','ip':'10.0.0.11/24'}},
           'running':true,'snapshots':['final-form']}
          """);

  /** What has no case, and why. */
  static final Map<String, String> WITHOUT =
      Map.of(
          "vm hypervisor", "a guest of another cluster is made anew there",
          "lxc hypervisor", "as of machines",
          "template hypervisor", "as of machines",
          "template source", "stands in place of its image, and is as of machines",
          "vm source.clone", "only names what it was copied from: GuestLifeTest renames that",
          "lxc source.clone", "as of machines",
          "template source.clone", "as of machines");

  static final List<DriftCase> CASES =
      DriftCase.of(
          """
          vm/web1 | name | name=other | LIVE | 'name':'web1' -> 'name':'web2' | LIVE
          vm/web1 | cores | cores=3 | REBOOT | 'cores':2 -> 'cores':4 | REBOOT
          vm/web1 | sockets | sockets=2 | REBOOT | 'sockets':1 -> 'sockets':2 | REBOOT
          vm/web1 | cpu | cpu=qemu64 | REBOOT | 'cpu':'host' -> 'cpu':'x86-64-v2-AES' | REBOOT
          vm/web1 | memory | memory=4096 | REBOOT | 'memory':2048 -> 'memory':3072 | REBOOT
          vm/web1 | balloon | balloon=512 | LIVE | 'balloon':1024 -> 'balloon':1536 | LIVE
          vm/web1 | balloon | balloon=0 | REBOOT | 'balloon':1536 -> 'balloon':0 | REBOOT
          vm/web1 | agent | agent=0 | REBOOT | 'agent':true -> 'agent':false | REBOOT
          vm/web1 | boot | boot=order=net0 | REBOOT | 'boot':['scsi0','net0'] -> 'boot':['scsi0'] | REBOOT
          vm/web1 | running | POST status/stop | LIVE |  | NONE
          vm/web1 | disks.scsi1.cache | scsi1~cache=none | REBOOT | 'cache':'writeback' -> 'cache':'none' | REBOOT
          vm/web1 | disks.scsi1.aio | scsi1~aio=native | REBOOT | 'aio':'threads' -> 'aio':'io_uring' | REBOOT
          vm/web1 | disks.scsi1.ssd | scsi1~ssd= | REBOOT | 'ssd':true -> 'ssd':false | REBOOT
          vm/web1 | disks.scsi1.iothread | scsi1~iothread= | REBOOT | 'iothread':true -> 'iothread':false | REBOOT
          vm/web1 | disks.scsi1.backup | scsi1~backup=1 | LIVE | 'backup':false -> 'backup':true | LIVE
          vm/web1 | disks.scsi0.discard | scsi0~discard=ignore | REBOOT | 'discard':true -> 'discard':false | REBOOT
          vm/web1 | disks.scsi1 | -scsi1 | LIVE |  | NONE
          vm/web1 | disks.scsi0,boot | -scsi0 | REBOOT_NOW |  | NONE
          vm/web1 | disks.scsi1.size |  | NONE | 'size':4 -> 'size':6 | LIVE
          vm/web1 | disks.scsi1.size |  | NONE | 'size':6 -> 'size':5 | REFUSED
          vm/web1 | nets.net0.bridge | net0~bridge=vmbr1 | LIVE | 'bridge':'vmbr0' -> 'bridge':'vmbr1' | LIVE
          vm/web1 | nets.net0.tag | net0~tag= | LIVE | 'tag':20 -> 'tag':30 | LIVE
          vm/web1 | nets.net0.rate | net0~rate=7 | LIVE | 'rate':50 -> 'rate':60 | LIVE
          vm/web1 | nets.net0.firewall | net0~firewall=0 | LIVE | 'firewall':true -> 'firewall':false | LIVE
          vm/web1 | nets.net0.mtu | net0~mtu=1500 | RESTART | 'mtu':1400 -> 'mtu':1300 | RESTART
          vm/web1 | nets.net0.mac | net0~virtio=BC:24:11:00:00:99 | RESTART | :00:01' -> :00:04' | RESTART
          vm/web1 | nets.net0.model | net0=e1000=BC:24:11:00:00:01,bridge=vmbr0,tag=20,mtu=1400,rate=50,firewall=1 | RESTART | 'model':'virtio' -> 'model':'e1000' | RESTART
          vm/web1 | nets.net0,boot | -net0 | REBOOT_NOW |  | NONE
          vm/web1 | cloud_init.user | ciuser=root | REBOOT | 'user':'phoenix' -> 'user':'admin' | REBOOT
          vm/web1 | cloud_init.keys | sshkeys=ssh-ed25519%20AAAAother%20you%40home | REBOOT | me@home -> us@home | REBOOT
          vm/web1 | cloud_init.ip | ipconfig0=ip=10.0.0.99/24,gw=10.0.0.1 | REBOOT | 10.0.0.102/24 -> 10.0.0.103/24 | REBOOT
          vm/web1 | cloud_init.gateway | ipconfig0=ip=10.0.0.102/24,gw=10.0.0.9 | REBOOT | 'gateway':'10.0.0.1' -> 'gateway':'10.0.0.2' | REBOOT
          vm/web1 | cloud_init.nameservers | nameserver=1.1.1.1 | REBOOT | 'nameservers':['10.0.0.1'] -> 'nameservers':['9.9.9.9'] | REBOOT
          vm/web1 | cloud_init.search_domain | searchdomain=lan | REBOOT | home.lan -> home.arpa | REBOOT
          vm/web1@800 | cloud_init.upgrade | ciupgrade=1 | REBOOT | 'upgrade':false -> 'upgrade':true | REBOOT
          vm/web1 | cloud_init.custom | -cicustom | REBOOT | first.yaml -> second.yaml | REBOOT
          vm/web1 | start_on_boot | onboot=0 | LIVE | 'start_on_boot':true -> 'start_on_boot':false | LIVE
          vm/web1 | protection | protection=1 | LIVE | 'protection':false -> 'protection':true | LIVE
          vm/web1 | protection |  | NONE | 'protection':true -> 'protection':false | LIVE
          vm/web1 | startup.order | startup=order=9,up=30,down=40 | LIVE | 'order':2 -> 'order':3 | LIVE
          vm/web1 | startup.up | startup=order=2,up=1,down=40 | LIVE | 'up':30 -> 'up':31 | LIVE
          vm/web1 | startup.down | startup=order=2,up=30 | LIVE | 'down':40 -> 'down':41 | LIVE
          vm/web1 | startup | -startup | LIVE |  | NONE
          vm/web1 | tags | tags=phoenix;other | LIVE | 'tags':['docker'] -> 'tags':['docker','web'] | LIVE
          vm/web1 | description | description=by hand | LIVE | 'description':'web' -> 'description':'the web' | LIVE
          vm/web1 | node |  | NONE | 'node':'pve' -> 'node':'pve2' | RECORDED
          vm/web1 | node |  | NONE | 'node':'pve2' -> 'node':'pve' | RECORDED
          vm/web1 | disks.scsi1.storage | move scsi1 nfs | LIVE | 'scsi1':{'storage':'local-zfs' -> 'scsi1':{'storage':'nfs' | LIVE
          vm/web1 | source |  | NONE | 'full':true -> 'full':false | ANEW
          vm/web1 | source |  | NONE | 'full':false -> 'full':true | ANEW
          vm/web1 | disks.scsi0.storage |  | NONE | 'scsi0':{'storage':'local-zfs' -> 'scsi0':{'storage':'nfs' | LIVE
          vm/web1 | storage |  | NONE | 'storage':'local-zfs' -> 'storage':'nfs' | ANEW
          lxc/box | name | hostname=other | LIVE | 'name':'box' -> 'name':'chest' | LIVE
          lxc/box | cores | cores=3 | LIVE | 'cores':2 -> 'cores':4 | LIVE
          lxc/box | memory | memory=2048 | LIVE | 'memory':1024 -> 'memory':1536 | LIVE
          lxc/box | swap | swap=0 | LIVE | 'swap':512 -> 'swap':256 | LIVE
          lxc/box | features.nesting | features=nesting=0,keyctl=1 | REBOOT | 'nesting':true -> 'nesting':false | REBOOT
          lxc/box | features.keyctl | features=nesting=1 | REBOOT | 'keyctl':true -> 'keyctl':false | REBOOT
          lxc/box | nameservers | nameserver=1.1.1.1 | REBOOT | 'nameservers':['10.0.0.1'] -> 'nameservers':['9.9.9.9'] | REBOOT
          lxc/box | search_domain | -searchdomain | REBOOT | home.lan -> home.arpa | REBOOT
          lxc/box | hookscript | -hookscript | LIVE | hook.pl -> other.pl | LIVE
          lxc/box | nets.net0.bridge | net0~bridge=vmbr1 | LIVE | 'bridge':'vmbr0' -> 'bridge':'vmbr1' | LIVE
          lxc/box | nets.net0.ip | net0~ip=10.0.0.99/24 | LIVE | 10.0.0.10/24 -> 10.0.0.12/24 | LIVE
          lxc/box | nets.net0.gateway | net0~gw=10.0.0.9 | LIVE | 'gateway':'10.0.0.1' -> 'gateway':'10.0.0.2' | LIVE
          lxc/box | nets.net0.tag | net0~tag= | LIVE | 'tag':20 -> 'tag':30 | LIVE
          lxc/box | nets.net0.mtu | net0~mtu=1500 | LIVE | 'mtu':1400 -> 'mtu':1300 | LIVE
          lxc/box | nets.net0.rate | net0~rate=7 | LIVE | 'rate':50 -> 'rate':60 | LIVE
          lxc/box | nets.net0.firewall | net0~firewall=0 | LIVE | 'firewall':true -> 'firewall':false | LIVE
          lxc/box | nets.net0.mac | net0~hwaddr=BC:24:11:00:00:99 | RESTART | :00:02' -> :00:03' | RESTART
          lxc/box | nets.net0.name | net0~name=eth9 | RESTART | 'name':'eth0' -> 'name':'eth1' | RESTART
          lxc/box | nets.net0 | -net0 | LIVE |  | NONE
          lxc/box | mounts./data.read_only | mp0~ro= | REBOOT | 'read_only':true -> 'read_only':false | REBOOT
          lxc/box | mounts./media.host_path | mp1=/tank/other,mp=/media | REBOOT | /tank/media -> /tank/films | REBOOT
          lxc/box | mounts./data | -mp0 ; POST status/reboot | LIVE |  | NONE
          lxc/box | mounts./media | -mp1 ; POST status/reboot | LIVE |  | NONE
          lxc/box | mounts./new |  | NONE | 'mounts':{ -> 'mounts':{'/new':{'storage':'local-zfs','size':2,'read_only':true}, | LIVE
          lxc/box | mounts./new |  | NONE | '/new':{'storage':'local-zfs','size':2,'read_only':true}, ->  | REBOOT
          lxc/box@801 | devices | dev0=/dev/kvm | REBOOT | '/dev/fuse' -> '/dev/fuse','/dev/kvm' | REBOOT
          lxc/box | raw | file:unconfined->generated | REBOOT_NOW | 'unconfined'] -> 'unconfined'],['lxc.cap.drop',''] | REBOOT_NOW
          lxc/box | running | POST status/stop | LIVE |  | NONE
          lxc/box | start_on_boot | onboot=0 | LIVE | 'start_on_boot':true -> 'start_on_boot':false | LIVE
          lxc/box | protection | protection=1 | LIVE | 'protection':false -> 'protection':true | LIVE
          lxc/box | protection |  | NONE | 'protection':true -> 'protection':false | LIVE
          lxc/box | startup.order | startup=order=9,up=5,down=6 | LIVE | 'order':1 -> 'order':3 | LIVE
          lxc/box | startup.up | startup=order=1,up=1,down=6 | LIVE | 'up':5 -> 'up':7 | LIVE
          lxc/box | startup.down | startup=order=1,up=5 | LIVE | 'down':6 -> 'down':8 | LIVE
          lxc/box | tags | tags=phoenix | LIVE | 'tags':['ca'] -> 'tags':['ca','x'] | LIVE
          lxc/box | description | description=by hand | LIVE | 'description':'box' -> 'description':'a box' | LIVE
          lxc/copied | snapshots | DELETE snapshot/final-form | LIVE | ['final-form'] -> ['final-form','later'] | LIVE
          lxc/box | rootfs.size |  | NONE | 'size':8 -> 'size':9 | LIVE
          lxc/box | rootfs.size |  | NONE | 'size':9 -> 'size':7 | REFUSED
          lxc/box | mounts./data.size |  | NONE | 'size':4 -> 'size':5 | LIVE
          lxc/box | node |  | NONE | 'node':'pve' -> 'node':'pve2' | RECORDED
          lxc/box | node |  | NONE | 'node':'pve2' -> 'node':'pve' | RECORDED
          lxc/box | unprivileged | file:unprivileged: 1->unprivileged: 0 | ANEW |  | NONE
          lxc/box | mounts./data.storage | POST status/stop ; move mp0 nfs ; POST status/start | STOP | '/data':{'storage':'local-zfs' -> '/data':{'storage':'nfs' | STOP
          lxc/box | rootfs.storage | POST status/stop ; move rootfs nfs ; POST status/start | STOP | 'rootfs':{'storage':'local-zfs' -> 'rootfs':{'storage':'nfs' | STOP
          lxc/box | source |  | NONE | debian-12-standard_12.7-1_amd64.tar.zst -> alpine-3.20_amd64.tar.xz | ANEW
          template/noble | name | name=other | LIVE | 'name':'noble' -> 'name':'plucky' | LIVE
          template/noble | cores | cores=3 | LIVE | 'cores':2 -> 'cores':4 | LIVE
          template/noble | sockets | sockets=2 | LIVE | 'sockets':1 -> 'sockets':2 | LIVE
          template/noble | cpu | cpu=qemu64 | LIVE | 'cpu':'host' -> 'cpu':'kvm64' | LIVE
          template/noble | memory | memory=4096 | LIVE | 'memory':2048 -> 'memory':3072 | LIVE
          template/noble | bridge | net0~bridge=vmbr1 | LIVE | 'bridge':'vmbr0' -> 'bridge':'vmbr1' | LIVE
          template/noble | tags | tags=phoenix;other | LIVE | 'tags':['base'] -> 'tags':['base','x'] | LIVE
          template/noble | protection | protection=1 | LIVE | 'protection':false -> 'protection':true | LIVE
          template/noble | protection |  | NONE | 'protection':true -> 'protection':false | LIVE
          template/noble | description | description=by hand | LIVE | 'description':'base' -> 'description':'the base' | LIVE
          template/noble | template | template=0 | LIVE |  | NONE
          template/noble | node |  | NONE | 'node':'pve' -> 'node':'pve2' | RECORDED
          template/noble | node |  | NONE | 'node':'pve2' -> 'node':'pve' | RECORDED
          template/noble | image_storage |  | NONE | 'image_storage':'local' -> 'image_storage':'other' | RECORDED
          template/noble | disk |  | NONE | 'disk':10 -> 'disk':11 | RECORDED
          template/noble | image |  | NONE | 'image':{ -> 'image':{'checksum':'sha256:0a', | ANEW
          template/noble | image |  | NONE | sha256:0a -> sha256:0b | ANEW
          template/noble | image |  | NONE | debian-12.qcow2 -> debian-13.qcow2 | ANEW
          template/noble | storage |  | NONE | 'storage':'local-zfs' -> 'storage':'nfs' | ANEW
          vm/web1 | vmid |  | NONE | 'vmid':1001 -> 'vmid':1011 | ANEW
          lxc/box | vmid |  | NONE | 'vmid':103 -> 'vmid':113 | ANEW
          template/noble | vmid |  | NONE | 'vmid':9000 -> 'vmid':9001 | ANEW
          lxc/copied | vmid |  | NONE | 'vmid':104 -> 'vmid':114 | ANEW
          """);
}
