"""The spine on Redis or Valkey. Contacts hash to partitions; what changes together shares a partition's hash tag,
so the same scripts run on one server and on a cluster.

Read in this order: keys, stored, line (a connection), store, lua/, inbox, lease, partitions, then follows and mailbox.
"""
