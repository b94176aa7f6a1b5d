"""One file per platform, three parts each: verify, translate, send. docs/add-a-channel.md says how to add one."""
