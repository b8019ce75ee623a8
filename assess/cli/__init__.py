"""The command line: a verb for every action, `--json` where a program may read."""
